// The keys of tapping. Space taps there, where everywhere else it plays; F8 plays everywhere.

import { m } from "../i18n";
import type { Action } from "../keys";
import { transport, type SongState } from "../state";
import { STEP_MS, tapRoom, type Tapping } from "./tapping.svelte";

/** Where a song is written or edited. */
export function tapActions(song: SongState): Action[] {
  const reason = () => (song.current ? null : m.tap_reason_version());
  return [{ id: "tap.open", scope: "global", label: m.tap_action, chords: [], run: () => tapRoom.open(song), reason }];
}

/** While lines are tapped. */
export function tapKeys(tapping: Tapping): Action[] {
  const key = (id: string, label: () => string, chords: string[], run: () => void, repeats = false): Action => ({
    id: `tap.${id}`,
    scope: "tap",
    label,
    chords,
    run,
    repeats,
  });
  return [
    // In place, so that tapping goes on where it was left; elsewhere the same key stops where the play began.
    key("play", m.tap_playpause, ["F8", "MediaPlayPause"], () => transport.toggle()),
    key("next", m.tap_next, ["Enter"], () => tapping.tap(true)),
    key("here", m.tap_here, ["Space"], () => tapping.tap(false)),
    key("again", m.tap_again, ["Backspace", "Mod+Z"], () => tapping.again()),
    key("earlier", m.tap_earlier, ["Left"], () => tapping.nudge(-STEP_MS), true),
    key("later", m.tap_later, ["Right"], () => tapping.nudge(STEP_MS), true),
    key("up", m.tap_up, ["Up"], () => tapping.choose(tapping.taps.at - 1), true),
    key("down", m.tap_down, ["Down"], () => tapping.choose(tapping.taps.at + 1), true),
  ];
}
