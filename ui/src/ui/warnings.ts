// What to know before the click: one sentence per warning of a quote.

import { m } from "../i18n";
import type { Warning } from "../ipc";

/** Null for what is said elsewhere: limits (`limits.ts`), and repetitions where they are asked for. */
export function warningWords(warning: Warning): string | null {
  switch (warning.kind) {
    case "longRange":
      return m.edit_warn_long({ advised: warning.advisedMax / 1000 });
    case "noTiming":
      return m.edit_warn_no_timing();
    case "lowConfidence":
      return m.edit_warn_confidence();
    case "fewWords":
      return m.edit_warn_few_words();
    case "overBudget":
      return m.edit_warn_budget();
    case "lateContinue":
      return m.warn_lateContinue({ percent: warning.advisedPercent });
    case "noOriginWords":
      return m.warn_noOriginWords();
    case "priceUnknown":
      return m.price_unlistedHint();
    case "priceSupposed":
      return m.warn_priceSupposed();
    default:
      return null;
  }
}
