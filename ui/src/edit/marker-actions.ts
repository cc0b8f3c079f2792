// The keys of the markers. Alt+arrows walk them, as in Audacity's label track; a focused edge keeps these keys for
// itself (Handle.svelte).

import { m } from "../i18n";
import type { Marking } from "./marking.svelte";
import type { Draft } from "./view-actions";

export function markerActions(marking: () => Marking): Draft[] {
  const some = () => (marking().list.length > 0 ? null : m.edit_marker_reason_none());
  const focused = () => (marking().focused === null ? m.edit_marker_reason_focus() : null);
  const walk = (id: string, label: () => string, chord: string, by: 1 | -1): Draft => ({
    id: `edit.marker-${id}`,
    label,
    chords: [chord],
    repeats: true,
    reason: some,
    run: () => marking().step(by),
  });
  return [
    { id: "edit.marker", scope: "global", label: m.edit_marker_add, chords: ["Mod+B"], run: () => marking().add() },
    walk("back", m.edit_marker_back, "Alt+Left", -1),
    walk("forward", m.edit_marker_forward, "Alt+Right", 1),
    {
      id: "edit.marker-rename",
      label: m.edit_marker_rename,
      chords: ["F2"],
      reason: focused,
      run: () => marking().rename(marking().focused),
    },
    {
      id: "edit.marker-remove",
      label: m.edit_marker_remove,
      chords: ["Del"],
      reason: focused,
      run: () => void marking().remove(marking().focused),
    },
  ];
}
