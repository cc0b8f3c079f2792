// A loop that was the selection stays the selection while its edges are moved: the same on every timeline.

import { untrack } from "svelte";
import type { Range } from "../ipc";
import { app, transport, type SongState } from "../state";
import type { Desk } from "./desk.svelte";

/** To be called while a screen is set up. */
export function loopFollowsSelection(song: SongState, desk: Desk): void {
  let looped: Range | null = null;
  $effect(() => {
    const range = song.selection;
    if (desk.dragging) return;
    const loop = untrack(() => app.playback.loop);
    if (loop && range && looped && same(loop, looped) && !same(loop, range)) transport.loop(range);
    looped = range;
  });
}

const same = (a: Range, b: Range) => a.start === b.start && a.end === b.end;
