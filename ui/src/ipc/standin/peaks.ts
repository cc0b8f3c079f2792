// Peaks that look like music, from an invented envelope. For looks only: nothing of this is heard, and no
// production bundle contains it.

import type { Range } from "../types";

const RATE = 48_000;
const GRAINS = [256, 1024, 4096, 16384];
const BEAT_S = 60 / 92;

/** 0..1 at a second of the song; `seed` makes takes differ. */
export function envelope(second: number, length: number, seed: number): number {
  const place = second / length;
  const section = 0.45 + 0.4 * smooth(Math.sin(place * 19 + seed) * 0.5 + 0.5) * (place > 0.08 ? 1 : 0.4);
  const beat = (second % BEAT_S) / BEAT_S;
  const hit = Math.exp(-beat * 3.4) * (Math.floor(second / BEAT_S) % 2 ? 0.75 : 1);
  const end = Math.min(1, second / 1.2, (length - second) / 3);
  return Math.max(0, Math.min(1, end * section * (0.4 + 0.6 * hit) * (0.8 + 0.2 * hash(second * 188, seed))));
}

export function fakePeaks(durationMs: number, seed: number, patch: { range: Range; seed: number } | null): ArrayBuffer {
  const length = durationMs / 1000;
  const frames = Math.round(length * RATE);
  const counts = GRAINS.map((grain) => Math.ceil(frames / grain));
  const bytes = new ArrayBuffer(32 + GRAINS.length * 8 + sum(counts) * 12);
  header(new DataView(bytes), frames, counts);
  const values = new DataView(bytes, 32 + GRAINS.length * 8);
  let at = 0;
  GRAINS.forEach((grain, level) => {
    for (let bucket = 0; bucket < (counts[level] ?? 0); bucket += 1) {
      const second = (bucket * grain) / RATE;
      const inside = patch && second * 1000 >= patch.range.start && second * 1000 < patch.range.end;
      const loud = envelope(second, length, inside ? patch.seed : seed) * (1 + level * 0.04);
      at = write(values, at, Math.min(0.98, loud), hash(bucket, level));
    }
  });
  return bytes;
}

function header(view: DataView, frames: number, counts: number[]): void {
  [0x4b504652, 1, RATE, 2].forEach((value, index) => view.setUint32(index * 4, value, true));
  view.setBigUint64(16, BigInt(frames), true);
  view.setUint32(24, GRAINS.length, true);
  view.setFloat32(28, 1, true);
  GRAINS.forEach((grain, index) => {
    view.setUint32(32 + index * 8, grain, true);
    view.setUint32(36 + index * 8, counts[index] ?? 0, true);
  });
}

function write(values: DataView, at: number, loud: number, wobble: number): number {
  for (const side of [1, 0.94]) {
    values.setInt16(at, -32767 * loud * side * (0.85 + 0.15 * wobble), true);
    values.setInt16(at + 2, 32767 * loud * side, true);
    values.setUint16(at + 4, 32767 * loud * side * 0.46, true);
    at += 6;
  }
  return at;
}

const sum = (list: number[]) => list.reduce((total, each) => total + each, 0);
const smooth = (x: number) => x * x * (3 - 2 * x);

function hash(a: number, b: number): number {
  const x = Math.sin(a * 12.9898 + b * 78.233) * 43758.5453;
  return x - Math.floor(x);
}
