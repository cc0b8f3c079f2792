// The recorder's key.

import { m } from "../i18n";
import type { Action } from "../keys";

/** While a recorder is shown. */
export function recorderActions(toggle: () => void, reason: () => string | null): Action[] {
  return [{ id: "record", scope: "global", label: () => m.recorder_key(), chords: ["R"], run: toggle, reason }];
}
