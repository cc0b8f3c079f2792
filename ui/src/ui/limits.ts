// Which limits of an account a quote passes, as sentences.

import { amount, m, price } from "../i18n";
import type { Quote } from "../ipc";

export function limitWords(quote: Quote): string[] {
  return quote.warnings.flatMap((warning) => {
    switch (warning.kind) {
      case "overClickLimit":
        return [m.limits_click({ price: price(quote.price, quote.unit), limit: amount(warning.limit, quote.unit) })];
      case "overDailyBudget":
        return [
          m.limits_day({
            sum: amount(warning.spent + (quote.price ?? 0), quote.unit),
            budget: amount(warning.budget, quote.unit),
          }),
        ];
      case "limitUnsure":
        return [m.limits_unsure()];
      default:
        return [];
    }
  });
}
