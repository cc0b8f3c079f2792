// A small song for the geometry tests: two sections, three lines, seven words. Tests only.

import type { Timing } from "../ipc/types";
import type { Peaks } from "./peaks";
import { parsePeaks } from "./peaks";

export const LYRICS = "[Verse]\nPaper boats go\n[Chorus]\nWe float\nOn rain";
export const DURATION = 20000;

const word = (text: string, line: number, start: number, end: number, from: number) => ({
  text,
  line,
  start,
  end,
  confidence: 0.9,
  from,
  to: from + text.length,
});

export const TIMING: Timing = {
  sections: [
    { kind: "verse", label: "Verse", start: 1000, end: 4000, firstLine: 0, lineCount: 1 },
    { kind: "chorus", label: "Chorus", start: 5000, end: 9000, firstLine: 1, lineCount: 2 },
  ],
  lines: [
    {
      text: "Paper boats go",
      section: 0,
      start: 1000,
      end: 4000,
      from: 8,
      to: 22,
      firstWord: 0,
      wordCount: 3,
    },
    { text: "We float", section: 1, start: 5000, end: 7000, from: 32, to: 40, firstWord: 3, wordCount: 2 },
    { text: "On rain", section: 1, start: 7050, end: 9000, from: 41, to: 48, firstWord: 5, wordCount: 2 },
  ],
  words: [
    word("Paper", 0, 1000, 1800, 8),
    word("boats", 0, 1850, 2900, 14),
    word("go", 0, 3100, 4000, 20),
    word("We", 1, 5000, 5500, 32),
    word("float", 1, 5500, 7000, 35),
    word("On", 2, 7050, 7600, 41),
    word("rain", 2, 7600, 9000, 44),
  ],
};

/** Peaks of two levels; each bucket of the finest is given as [min, max, rms] for both channels. */
export function peaksOf(buckets: [number, number, number][], framesPerBucket = 256): Peaks {
  const parsed = parsePeaks(peakBytes(buckets, framesPerBucket));
  if (!parsed) throw new Error("the fixture's peaks are not peaks");
  return parsed;
}

export function peakBytes(buckets: [number, number, number][], framesPerBucket = 256): ArrayBuffer {
  const coarse = pairs(buckets);
  const values = [...buckets, ...coarse].flatMap((bucket) => [...bucket, ...bucket]);
  const bytes = new ArrayBuffer(48 + values.length * 2);
  const view = new DataView(bytes);
  [0x4b504652, 1, 48000, 2].forEach((value, index) => view.setUint32(index * 4, value, true));
  view.setBigUint64(16, BigInt(buckets.length * framesPerBucket), true);
  view.setUint32(24, 2, true);
  view.setFloat32(28, 1, true);
  [framesPerBucket, buckets.length, framesPerBucket * 2, coarse.length].forEach((value, index) =>
    view.setUint32(32 + index * 4, value, true),
  );
  values.forEach((value, index) => view.setInt16(48 + index * 2, Math.round(value * 32767), true));
  return bytes;
}

function pairs(buckets: [number, number, number][]): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (let index = 0; index < buckets.length; index += 2) {
    const a = buckets[index] ?? [0, 0, 0];
    const b = buckets[index + 1] ?? a;
    found.push([Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.sqrt((a[2] ** 2 + b[2] ** 2) / 2)]);
  }
  return found;
}
