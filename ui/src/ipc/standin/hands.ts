// Markers and tapped line times of the stand-in. For looks only: words are spread evenly over their lines.

import type { Backend } from "../backend";
import type { Marker, Millis, SongView, TapLine, TapSheet, TimesChange, Timing, VersionId } from "../types";
import { timingOf } from "./timing";
import type { World } from "./world";

/** What was tapped for a version, and before that. */
interface Kept {
  now: Tapped | null;
  before: Tapped | null;
}
interface Tapped {
  words: string;
  starts: (Millis | null)[];
}
const kept = new Map<VersionId, Kept>();

export const MARKERS: readonly Marker[] = [
  { id: "marker-1", name: "Voice comes in", start: 7_250, end: null },
  { id: "marker-2", name: "副歌再大声一点", start: 12_400, end: 17_900 },
  { id: "marker-3", name: "Marker 3", start: 24_100, end: null },
];

export function hands(world: World): Pick<Backend, "saveMarker" | "removeMarker" | "getTapSheet" | "changeTimes"> {
  const without = (song: SongView, id: string) => song.markers.filter((each) => each.id !== id);
  return {
    async saveMarker(id, marker) {
      const markers = [...without(world.song(id), marker.id), marker].sort((a, b) => a.start - b.start);
      return world.change(id, { markers });
    },
    removeMarker: async (id, marker) => world.change(id, { markers: without(world.song(id), marker) }),
    getTapSheet: async (id, version) => sheetOf(world, world.song(id), version),
    async changeTimes(id, version, change) {
      kept.set(version, changed(kept.get(version) ?? { now: null, before: null }, change));
      const song = world.song(id);
      const words = change.kind === "tapped" ? change.words : null;
      const versions = song.versions.map((each) => (each.id === version && !each.lyrics && words ? { ...each, lyrics: words } : each));
      return world.change(id, { versions });
    },
  };
}

function changed({ now, before }: Kept, change: TimesChange): Kept {
  if (change.kind === "back") return { now: before, before: now };
  return { now: change.kind === "tapped" ? change : null, before: now };
}

function sheetOf(world: World, song: SongView, id: VersionId): TapSheet {
  const version = song.versions.find((each) => each.id === id);
  const words = version?.lyrics || song.compose.lyrics;
  const timing = timingOf(words);
  const tapped = kept.get(id)?.now ?? null;
  const vendor = song.takes.some((each) => each.id === version?.arrangement.base && each.hasTiming);
  const half = world.state === "tapping" ? 5 : 0;
  const lines = timing.lines.map((line, index): TapLine => {
    const { kind = "other", label = "" } = timing.sections[line.section] ?? {};
    const start = tapped ? (tapped.starts[index] ?? null) : vendor || index < half ? line.start : null;
    return { text: line.text, kind, label, section: line.section, start };
  });
  return { words, lines, tapped: tapped !== null, vendor };
}

/** A version's times with what was tapped over them. */
export function startsOf(id: VersionId, known: Timing | null): Timing | null {
  const tapped = kept.get(id)?.now;
  if (!tapped) return known;
  const timing = timingOf(tapped.words);
  const starts = timing.lines.map((line, index) => tapped.starts[index] ?? line.start);
  timing.lines.forEach((line, index) => {
    const start = starts[index] ?? line.start;
    const scale = Math.min(1, ((starts[index + 1] ?? Infinity) - start) / (line.end - line.start));
    const placed = (at: number) => Math.round(start + (at - line.start) * scale);
    timing.words.slice(line.firstWord, line.firstWord + line.wordCount).forEach((word, nth) => {
      [word.start, word.end, word.confidence] = [placed(word.start), placed(word.end), nth === 0 ? 0.75 : 0.45];
    });
    [line.start, line.end] = [start, placed(line.end)];
  });
  return timing;
}
