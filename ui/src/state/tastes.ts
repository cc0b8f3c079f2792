// What the window remembers of how somebody likes to work.

import { between, isSwitch, Remembered } from "./remembered.svelte";

export const WAVE_SCALE = { min: 0.5, max: 3 };
/** 8 to 32 px of lyrics. */
export const LYRICS_SCALE = { min: 0.5, max: 2 };

export const tastes = {
  /** Height of the waveform against the room there is. */
  waveScale: new Remembered<number>("waveScale", 1, between(WAVE_SCALE.min, WAVE_SCALE.max)),
  lyricsScale: new Remembered<number>("lyricsScale", 1, between(LYRICS_SCALE.min, LYRICS_SCALE.max)),
  snap: new Remembered<boolean>("snap", true, isSwitch),
  /** The view moves with the playhead instead of turning pages. */
  smoothFollow: new Remembered<boolean>("smoothFollow", false, isSwitch),
};

/** Within bounds, in steps that add up: 0.1 + 0.2 is not 0.3 in binary. */
export function scaled(now: number, by: number, { min, max }: { min: number; max: number }): number {
  return Math.round(Math.min(max, Math.max(min, now + by)) * 1000) / 1000;
}
