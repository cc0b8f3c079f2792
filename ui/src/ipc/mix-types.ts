// The shapes of mixes of stems that cross between the window and the core.

import type { ExportFormat, Millis, Range, SongId, TakeId, TakeOrigin } from "./types";

export type StemSet = "a" | "b";
/** One stem in the mix. Level in decibels, -100 is silence; pan -1..1. */
export interface Strip {
  part: string; gainDb: number; pan: number; muted: boolean; soloed: boolean; set: StemSet; offsetMs: number; mutes: Range[];
  /** Taken out of the mix: neither shown nor heard nor written. */
  removed: boolean;
}
export interface MixState { strips: Strip[]; masterDb: number }
export interface Snapshot { name: string; state: MixState }
export interface Mix { state: MixState; snapshots: Snapshot[]; current: number | null }
/** What is left of the take without its stems, in decibels below it, and the stems that had to be moved. */
export interface SumCheck { residualDb: number; residualBDb: number | null; shifts: { take: TakeId; frames: number }[] }
export interface PartView { part: string; a: TakeId; b: TakeId | null; quietA: boolean; quietB: boolean }
/** The stems of one separation, and how they are mixed: one strip per part, in the same order. */
export interface MixView {
  key: string; source: TakeId | null; origin: TakeOrigin; createdAt: number; durationMs: Millis; parts: PartView[]; mix: Mix;
  sumCheck: SumCheck | null;
}
/** Linear, since the last tick. */
export interface StripLevel { peakL: number; peakR: number; rms: number }
export interface MixLevels {
  strips: StripLevel[]; master: StripLevel;
  /** -120: nothing measured yet. */
  integratedLufs: number; shortTermLufs: number; truePeakDb: number;
}
export interface MixExportRequest {
  song: SongId; key: string; output: "mix" | "stems"; formats: ExportFormat[]; range: Range | null; peakSafe: boolean;
}
export interface MixExport { folder: string; names: string[]; loweredDb: number }
