// Small sentences that several screens share.

import { clock, exact, m } from "../i18n";
import { actionName } from "./names";
import type { JobView, Range, TakeView } from "../ipc";

/** "about 1–2 min", "about 3 s". */
export function usual([from, to]: [number, number]): string {
  if (to < 60) return from === to ? m.usual_second({ to }) : m.usual_seconds({ from, to });
  return m.usual_minutes({ from: Math.max(1, Math.round(from / 60)), to: Math.round(to / 60) });
}

export function rangeWords(range: Range): string {
  return `${exact(range.start)} – ${exact(range.end)}`;
}

export function actionWords(action: JobView["action"], range: Range | null): string {
  if (action === "replaceSection" && range) {
    return m.action_replaceRange({ from: clock(range.start), to: clock(range.end) });
  }
  return actionName(action);
}

/** "Take 2"; an import is called what it is. */
export function takeName(take: Pick<TakeView, "number">): string {
  return take.number > 0 ? m.take_name({ number: take.number }) : m.origin_import();
}
