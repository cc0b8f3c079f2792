// Every action of Refrain, also of the screens that are not shown: for the shortcut sheet and for choosing keys.
// These are to be read, never run; what runs is what a shown screen has registered (keys/registry).

import { editActions } from "../edit/actions";
import { actingActions } from "../actions/palette";
import type { Action, Scope } from "../keys";
import { libraryActions } from "../library/actions";
import { lyricsActions } from "../lyrics/actions";
import { mixActions } from "../mix/actions";
import { recorderActions } from "../recorder/actions";
import { tapActions, tapKeys } from "../tap/actions";
import { padActions } from "../takes/pads";
import { globalActions } from "./actions";

/** In the order of a song's making. */
export const SCOPES: readonly Scope[] = ["timeline", "mix", "lyrics", "tap", "library", "takes", "global"];

export function catalogue(): Action[] {
  // The actions hold on to what they act on, and touch it only when they run.
  const nobody = undefined as never;
  const all = [
    ...editActions(nobody, nobody),
    ...mixActions(nobody, nobody),
    ...lyricsActions(nobody),
    ...tapActions(nobody),
    ...tapKeys(nobody),
    ...libraryActions(nobody),
    ...padActions(nobody),
    ...recorderActions(nobody, nobody),
    ...actingActions(),
    ...globalActions(),
  ];
  const seen = new Set<string>();
  return all.filter((each) => !seen.has(each.id) && seen.add(each.id));
}

/** What a search finds: every word of it in the action's name or keys. */
export function matching(
  actions: readonly Action[],
  text: string,
  keysOf: (action: Action) => readonly string[],
): Action[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (action: Action) => `${action.label()} ${keysOf(action).join(" ")}`.toLowerCase();
  return actions.filter((action) => words.every((word) => found(action).includes(word)));
}
