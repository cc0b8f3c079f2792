// Which take sounds. Heard means: it sounded for a while, not that it was clicked.

import { backend, type Playback, type SongView, type TakeId, type TakeView } from "../ipc";
import { app } from "./app.svelte";
import { openSong } from "./open.svelte";

/** How long a take must sound. */
const A_WHILE_MS = 1500;

/** The take that sounds in the open song: in a version the one that it is based on; in a mix none. */
export function sounding(playback: Playback, song: SongView | null): TakeView | null {
  const lane = playback.lanes[playback.audible];
  if (!playback.playing || !lane || song?.id !== playback.song) return null;
  if (lane.kind === "mix") return null;
  const base = lane.kind === "version" ? song.versions.find((each) => each.id === lane.version)?.arrangement.base : lane.take;
  return song.takes.find((take) => take.id === base) ?? null;
}

/** The take that sounds and was not heard yet. */
export function unheard(): TakeId | null {
  const take = sounding(app.playback, openSong.song?.view ?? null);
  return take && !take.heard ? take.id : null;
}

/** Marks a take as heard after a while; answers how to stop. */
export function countHearing(take: TakeId): () => void {
  const timer = setTimeout(() => void backend.markHeard(take).catch(() => undefined), A_WHILE_MS);
  return () => clearTimeout(timer);
}
