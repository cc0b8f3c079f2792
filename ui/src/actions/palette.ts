// Actions on the take at hand by name: for the palette, and for whoever gives them keys.

import { m } from "../i18n";
import type { ActionKind } from "../ipc";
import type { Action } from "../keys";
import { nav, openSong } from "../state";
import { actionName } from "../ui/names";
import { notSold } from "../ui/sold";
import { acting, takeAtHand } from "./acting.svelte";
import { payerOf } from "./asking.svelte";
import { ON_TAKE } from "./menu";

/** Why it cannot be asked of the open song's take, as far as can be said without asking the core. */
function whyNot(action: ActionKind): string | null {
  const song = openSong.song;
  if (!song || nav.place !== "song") return m.reason_noSong();
  const take = takeAtHand(song.view);
  if (!take) return m.act_reason_take();
  return notSold(payerOf({ song: song.view, take }), action);
}

function onTake(action: ActionKind): Action {
  return {
    id: `act-${action}`,
    scope: "global",
    label: () => m.act_named({ action: actionName(action) }),
    chords: [],
    run: () => void acting.askHere(action),
    reason: () => whyNot(action),
  };
}

function openHere(): void {
  const song = openSong.song;
  if (!song) return;
  const middle = new DOMRect(innerWidth / 2 - 150, innerHeight / 5, 0, 0);
  const active = document.activeElement;
  const from = active instanceof HTMLElement ? active : null;
  void acting.openMenu({ song: song.id }, { getBoundingClientRect: () => middle }, from);
}

export function actingActions(): Action[] {
  const withTake = () => (openSong.song && takeAtHand(openSong.song.view) ? null : m.act_reason_take());
  const sounds = () => (openSong.song ? notSold(openSong.song.connection, "sounds") : m.reason_noSong());
  return [
    { id: "act-menu", scope: "global", label: m.act_menu, chords: ["Mod+."], run: openHere, reason: withTake },
    ...ON_TAKE.map(onTake),
    {
      id: "act-sounds",
      scope: "global",
      label: () => m.act_named({ action: actionName("sounds") }),
      chords: [],
      run: () => acting.askSounds(),
      reason: sounds,
    },
  ];
}
