import { describe, expect, it } from "vitest";
import { peakBytes, peaksOf } from "./fixture";
import { columns, levelFor, loudest, parsePeaks } from "./peaks";

const ramp: [number, number, number][] = Array.from({ length: 64 }, (_, i) => [-i / 100, i / 100, i / 200]);

describe("peaks", () => {
  it("refuses bytes that are not peaks, or are cut short", () => {
    const bytes = peakBytes(ramp);
    expect(parsePeaks(new ArrayBuffer(0))).toBeNull();
    expect(parsePeaks(new ArrayBuffer(64))).toBeNull();
    expect(parsePeaks(bytes.slice(0, bytes.byteLength - 2))).toBeNull();
    expect(parsePeaks(bytes)?.frames).toBe(64 * 256);
  });

  it("reads the header and its levels", () => {
    const peaks = peaksOf(ramp);
    expect(peaks.rate).toBe(48000);
    expect(peaks.levels.map((level) => [level.framesPerBucket, level.buckets])).toEqual([
      [256, 64],
      [512, 32],
    ]);
    expect(loudest(peaks)).toBeCloseTo(0.63, 3);
  });

  it("takes the coarsest level that is fine enough", () => {
    const peaks = peaksOf(ramp);
    expect(levelFor(peaks, 100)?.framesPerBucket).toBe(256);
    expect(levelFor(peaks, 511)?.framesPerBucket).toBe(256);
    expect(levelFor(peaks, 512)?.framesPerBucket).toBe(512);
    expect(levelFor(peaks, 1e6)?.framesPerBucket).toBe(512);
  });

  it("keeps extremes when columns hold several buckets", () => {
    const found = columns(peaksOf(ramp), 0, 256 * 4, 16);
    expect(found.high[15]).toBeCloseTo(0.63, 3);
    expect(found.low[15]).toBeCloseTo(-0.63, 3);
    expect(found.body[0]).toBeCloseTo(Math.sqrt((0 + 0.005 ** 2 + 0.01 ** 2 + 0.015 ** 2) / 4), 3);
  });

  it("is silent outside of the audio", () => {
    const found = columns(peaksOf(ramp), -1024, 512, 40);
    expect([...found.high.slice(0, 2)]).toEqual([0, 0]);
    expect(found.high[2]).toBeGreaterThan(0);
    expect(found.high[39]).toBe(0);
  });

  it("runs smoothly between buckets when zoomed far in", () => {
    const found = columns(peaksOf(ramp), 256 * 10, 64, 8);
    for (let x = 1; x < 8; x++) expect(found.high[x] ?? 0).toBeGreaterThan(found.high[x - 1] ?? 0);
  });
});
