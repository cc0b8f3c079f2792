// Walking through what can be heard, lane by lane: the same keys in Takes and in Edit.

import { m } from "../i18n";
import type { Action } from "../keys";
import { app } from "../state";
import { step } from "./groups";

export function takeActions(): Action[] {
  const several = () => (app.playback.lanes.length > 1 ? null : m.reason_noLane());
  const walk = (id: string, label: () => string, chord: string, by: number): Action => ({
    id,
    scope: "global",
    label,
    chords: [chord],
    run: () => step(by),
    reason: several,
  });
  return [
    walk("take-next", m.key_takeNext, "Alt+Down", 1),
    walk("take-back", m.key_takeBack, "Alt+Up", -1),
  ];
}
