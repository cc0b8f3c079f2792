// Small sentences that several screens share.

import { clock, exact, m } from "../i18n";
import type { JobView, Range, TakeView } from "../ipc";

/** "about 1–2 min", "about 3 s". */
export function usual([from, to]: [number, number]): string {
  if (to < 60) return from === to ? m.usual_second({ to }) : m.usual_seconds({ from, to });
  return m.usual_minutes({ from: Math.max(1, Math.round(from / 60)), to: Math.round(to / 60) });
}

export function rangeWords(range: Range): string {
  return `${exact(range.start)} – ${exact(range.end)}`;
}

const ACTIONS: Record<JobView["action"], () => string> = {
  generate: m.action_generate,
  replaceSection: m.action_replaceSection,
  concat: m.action_concat,
  timing: m.action_timing,
};

/** Every kind of action by its name in the core. */
export const actionNames = (): Record<string, string> =>
  Object.fromEntries(Object.entries(ACTIONS).map(([kind, words]) => [kind, words()]));

/** An action that this window does not know yet is called what the core calls it. */
export const actionName = (kind: string): string => actionNames()[kind] ?? kind;

export function actionWords(action: JobView["action"], range: Range | null): string {
  if (action === "replaceSection" && range) {
    return m.action_replaceRange({ from: clock(range.start), to: clock(range.end) });
  }
  return actionName(action);
}

export function originWords(take: TakeView): string {
  return {
    generate: m.origin_generate,
    replaceSection: m.origin_replaceSection,
    concat: m.origin_concat,
    import: m.origin_import,
    other: m.origin_other,
  }[take.origin]();
}

/** "Take 2"; an import is called what it is. */
export function takeName(take: TakeView): string {
  return take.number > 0 ? m.take_name({ number: take.number }) : m.origin_import();
}
