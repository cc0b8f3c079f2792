// The songs of the stand-in: one finished, one being written, one imported, some more to fill the list.

import type { Compose, Range, Seam, SongView, TakeView, VersionView } from "../types";
import { family } from "./made";
import { timingOf } from "./timing";

const NOW = Date.now();
const HOUR = 3_600_000;

export const LANTERNS = `[Intro]

[Verse 1]
Paper lanterns on the rooftops
Counting every boat that goes
街灯慢慢数着水面
没有人问风往哪里走

[Chorus]
We were never coming home
把黑夜唱成蓝色的歌
Paper lanterns in the rain
Hold the light and let me go

[Verse 2]
Midnight writes our names in pencil
On the windows of the train
你把票根折成一只船
放进我口袋的那条河

[Chorus]
We were never coming home
把黑夜唱成蓝色的歌
Paper lanterns in the rain
Hold the light and let me go

[Bridge]
If the night is long, let it be wide
等风来 等你来 等天亮了

[Outro]
Hold the light and let me go`;

export const compose = (patch: Partial<Compose>): Compose => ({
  mode: "custom",
  idea: "",
  title: "",
  lyrics: "",
  style: "",
  styleNegative: "",
  model: "practice-1",
  connection: "con-practice",
  pro: false,
  vocalGender: null,
  weirdness: null,
  styleInfluence: null,
  audioInfluence: null,
  voice: null,
  ...patch,
});

/** Frame 0 of a fragment lies about 2 s before its range; the vendor is never exact. */
export const seam = (quality: Seam["quality"], range: Range): Seam => ({
  offsetFrames: (range.start - 2_000) * 48 + (quality === "smooth" ? 312 : -1180),
  headCorrelation: quality === "smooth" ? 0.97 : 0.71,
  tailCorrelation: quality === "smooth" ? 0.95 : 0.62,
  gainDb: quality === "smooth" ? 0.2 : -1.1,
  quality,
});

export function take(id: string, number: number, patch: Partial<TakeView>): TakeView {
  return {
    id,
    number,
    kind: "whole",
    origin: "generate",
    jobId: "job-1",
    title: "Paper Lanterns",
    model: "practice-1",
    vendorLabel: "Practice studio",
    practice: true,
    place: "vendorLocal",
    durationMs: timingOf(LANTERNS).end,
    rate: 48_000,
    createdAt: NOW - 3 * HOUR,
    heard: true,
    hasTiming: true,
    hasCover: true,
    range: null,
    seam: null,
    newWords: "",
    connection: "con-practice",
    source: null,
    with: null,
    files: [],
    stem: null,
    ...patch,
  };
}

const length = timingOf(LANTERNS).end;
const line = timingOf(LANTERNS).lines[4];
export const RANGE = { start: line?.start ?? 30_000, end: line?.end ?? 34_000 };

function version(id: string, number: number, patch: Partial<VersionView>): VersionView {
  return {
    id,
    number,
    createdAt: NOW - (3 - number) * HOUR,
    cause: { kind: "takeKept", label: "Take 2", range: null },
    arrangement: { base: "take-2", patches: [] },
    lyrics: LANTERNS,
    durationMs: length,
    place: "vendorLocal",
    ...patch,
  };
}

function song(id: string, patch: Partial<SongView>): SongView {
  return {
    id,
    compose: compose({}),
    savedAt: NOW - 20_000,
    practice: true,
    takes: [],
    versions: [],
    current: null,
    trashedAt: null,
    drafts: [],
    markers: [],
    elsewhere: [],
    ...patch,
  };
}

const finished = song("song-1", {
  compose: compose({ title: "Paper Lanterns", lyrics: LANTERNS, style: "dream pop, warm analog, 92 BPM, female vocals" }),
  elsewhere: [{ take: "take-8", number: 2, song: "song-4", songTitle: "港口的灯" }],
  takes: [
    take("take-1", 1, {}),
    take("take-2", 2, { files: [{ kind: "wav", name: "Paper Lanterns.wav", bytes: 43_700_000 }, { kind: "mp4", name: "Paper Lanterns.mp4", bytes: 9_800_000 }] }),
    take("take-3", 1, fragment("job-2", "smooth", false)),
    take("take-4", 2, fragment("job-2", "audible", false)),
  ],
  versions: [
    version("ver-1", 1, {}),
    version("ver-2", 2, {
      cause: { kind: "sectionReplaced", label: "Verse 2", range: { start: 61_000, end: 66_000 } },
      place: "local",
    }),
  ],
  current: "ver-2",
});

function fragment(jobId: string, quality: Seam["quality"], heard: boolean): Partial<TakeView> {
  return {
    kind: "fragment",
    origin: "replaceSection",
    jobId,
    durationMs: RANGE.end - RANGE.start + 4_000,
    createdAt: NOW - 9 * 60_000,
    heard,
    range: RANGE,
    seam: seam(quality, RANGE),
    newWords: "We were always going home",
  };
}

const draft = song("song-2", {
  compose: compose({
    title: "夜航 · Night Voyage",
    lyrics: "[Verse]\n灯火慢慢退到海的那一边\nEvery harbour keeps a light for me\n// 试试“纸船”？\n\n[Chorus]\nWe sail by the stars that we lost",
    style: "indie folk, fingerpicked guitar",
  }),
});

const imported = song("song-3", {
  compose: compose({ title: "kitchen demo 2019", connection: null, model: "" }),
  practice: false,
  takes: [
    take("take-9", 0, {
      origin: "import",
      jobId: null,
      vendorLabel: "",
      practice: false,
      place: "local",
      connection: null,
      durationMs: 142_000,
      hasTiming: false,
      title: "kitchen demo 2019",
    }),
  ],
  versions: [
    version("ver-9", 1, {
      cause: { kind: "imported", label: "kitchen demo 2019.wav", range: null },
      arrangement: { base: "take-9", patches: [] },
      durationMs: 142_000,
      lyrics: "",
      place: "local",
    }),
  ],
  current: "ver-9",
});

/** Made at a vendor that sells neither word times nor replacements. */
const bought = song("song-4", {
  compose: compose({ title: "港口的灯", lyrics: LANTERNS, style: "city pop, 104 BPM", connection: "con-bare", model: "suno-v5" }),
  practice: false,
  takes: [1, 2].map((n) =>
    take(`take-${n + 6}`, n, { jobId: "job-c", title: "港口的灯", vendorLabel: "UCloud Modelverse", practice: false, model: "suno-v5", hasTiming: false, connection: "con-bare" }),
  ),
  versions: [version("ver-7", 1, { arrangement: { base: "take-7", patches: [] }, cause: { kind: "takeKept", label: "1", range: null } })],
  current: "ver-7",
});

const MORE = ["Salt on the letters", "晚安旧城", "Second Floor Window", "Ferry Song", "海边的收音机", "Small Hours", "Northbound"];

/** With what was made of it, and the words that came. */
export function full(view: SongView): SongView {
  return { ...view, takes: [...view.takes, ...family(take, NOW)] };
}

export function allSongs(): SongView[] {
  const more = MORE.map((title, index) =>
    song(`song-m${index}`, {
      compose: compose({ title, lyrics: `[Verse]\n${title} —`, style: "acoustic, close, 84 BPM" }),
      takes: [take(`take-m${index}`, 1, { title, durationMs: 96_000 + index * 17_000, heard: index !== 2 })],
      versions: [version(`ver-m${index}`, 1, { arrangement: { base: `take-m${index}`, patches: [] }, durationMs: 96_000 + index * 17_000 })],
      current: `ver-m${index}`,
      savedAt: NOW - (index + 5) * 9 * HOUR,
    }),
  );
  return structuredClone([finished, draft, imported, bought, ...more]);
}
