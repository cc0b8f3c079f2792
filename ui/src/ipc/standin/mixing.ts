// Mixes of the stand-in: stems of a song as strips, meters that move with the invented envelope.

import type { Backend } from "../backend";
import type { LaneRequest, MixLevels, MixState, MixView, SongView, Strip, TakeView } from "../types";
import { envelope } from "./peaks";
import { take } from "./songs";
import { wait, type World } from "./world";

const TWELVE = [
  "Vocals", "Backing_Vocals", "Drums", "Bass", "Guitar", "Keyboard", "Percussion", "Strings", "Synth", "FX", "Brass", "Woodwinds",
];
const TWO = ["Vocals", "Instrumental"];

const LANES = ["kick and snare", "guitar", "second guitar, kitchen", "voice"];

/** The song with recordings of one's own as lanes. */
export function laned(song: SongView): SongView {
  const lanes = LANES.map((stem, index) =>
    take(`take-ln${index}`, index + 1, {
      kind: "stem", origin: "import", jobId: null, source: null, stem, title: stem, hasCover: false, hasTiming: false, createdAt: Date.now() - 60_000,
    }),
  );
  return { ...song, takes: [...song.takes, ...lanes] };
}

/** The song with its parts apart: two, or twelve in two sets. */
export function separated(song: SongView, two: boolean): SongView {
  const parts = two ? TWO : [...TWELVE, ...TWELVE];
  const stems = parts.map((stem, index): TakeView =>
    take(`take-st${index}`, index + 1, {
      kind: "stem", origin: two ? "stems" : "allStems", jobId: "job-apart", source: "take-2", stem, title: stem, hasCover: false, hasTiming: false,
      createdAt: Date.now() - 20 * 60_000,
    }),
  );
  return { ...song, takes: [...song.takes, ...stems] };
}

const kept = new Map<string, MixView>();
const LEVELS = [1.5, -4, 0, -2, -3, -6, -100, -5, -2.5, -8, 0, 0];
const PANS = [0, -0.2, 0, 0, 0.15, -0.35, 0, 0.3, 0, 0, 0, 0];

export function mixesOf(song: SongView): MixView[] {
  const stems = song.takes.filter((each) => each.kind === "stem" && (each.jobId === "job-apart" || each.origin === "import"));
  const first = stems[0];
  if (!first) return [];
  const found = kept.get(song.id) ?? viewOf(stems, first);
  kept.set(song.id, found);
  return [found];
}

function viewOf(stems: TakeView[], first: TakeView): MixView {
  const names = [...new Set(stems.map((each) => each.stem ?? ""))];
  const of = (part: string) => stems.filter((each) => each.stem === part);
  const quiet = (part: string) => part === "Brass" || part === "Woodwinds";
  const lanes = first.origin === "import";
  const strips = names.map((part, index): Strip => ({
    part, gainDb: LEVELS[index] ?? 0, pan: PANS[index] ?? 0, muted: index === 6, soloed: false, set: "a",
    offsetMs: lanes && index === 1 ? 250 : 0, removed: lanes && index === 2, mutes: index === 0 && names.length > 4 ? [{ start: 14_000, end: 19_000 }] : [],
  }));
  const state = { strips, masterDb: 0 };
  return {
    key: lanes ? "song-1" : "job-apart", source: lanes ? null : "take-2", origin: first.origin, createdAt: first.createdAt, durationMs: first.durationMs,
    parts: names.map((part) => ({ part, a: of(part)[0]?.id ?? "", b: of(part)[1]?.id ?? null, quietA: quiet(part), quietB: quiet(part) })),
    mix: { state, snapshots: names.length > 4 ? [{ name: "Mix 1", state }, { name: "Mix 2", state }] : [], current: names.length > 4 ? 0 : null },
    sumCheck: lanes ? null : { residualDb: -41, residualBDb: names.length > 2 ? -38 : null, shifts: [] },
  };
}

let heard: MixState | null = null;

/** What the meters show at a place of the song. */
export function mixLevels(lane: LaneRequest | undefined, position: number): MixLevels | null {
  if (lane?.kind !== "mix") return null;
  const strips = (heard ?? [...kept.values()][0]?.mix.state)?.strips ?? [];
  const solo = strips.some((each) => each.soloed);
  const level = (each: Strip, index: number) => {
    const on = !each.muted && (!solo || each.soloed);
    const peak = on ? envelope(position / 1000, 120, index + 1) * 10 ** (each.gainDb / 20) * 0.8 : 0;
    return { peakL: peak, peakR: peak * 0.9, rms: peak * 0.4 };
  };
  const levels = strips.map(level);
  const sum = Math.min(0.95, levels.reduce((most, each) => Math.max(most, each.peakL), 0) * 1.1);
  return { strips: levels, master: { peakL: sum, peakR: sum * 0.94, rms: sum * 0.45 }, integratedLufs: -14.2, shortTermLufs: -13.1, truePeakDb: -1.1 };
}

export function mixing(
  world: World,
): Pick<Backend, "listMixes" | "importLanes" | "dropInto" | "hearMix" | "saveMix" | "checkMix" | "measureMix" | "exportMix" | "cancelExport"> {
  let cancelled = false;
  return {
    listMixes: async (song) => mixesOf(world.song(song)),
    importLanes: async () => {},
    dropInto: async () => {},
    hearMix: async (_song, _key, state) => void (heard = state),
    async saveMix(song, _key, mix) {
      const view = mixesOf(world.song(song))[0];
      if (view) kept.set(song, { ...view, mix });
    },
    async checkMix() {
      await wait(400);
      return { residualDb: -41, residualBDb: null, shifts: [] };
    },
    measureMix: async () => {},
    async exportMix(request, onProgress) {
      cancelled = false;
      for (let step = 0; step <= 4 && !cancelled; step += 1) {
        onProgress({ done: 0, of: request.formats.length, fraction: step / 4 });
        await wait(200);
      }
      const names = request.formats.map((format) => `Paper Lanterns (mix).${format.slice(0, 3)}`);
      return cancelled ? null : { folder: world.settings.exportFolder, names, loweredDb: 0.6 };
    },
    async cancelExport() {
      cancelled = true;
    },
  };
}
