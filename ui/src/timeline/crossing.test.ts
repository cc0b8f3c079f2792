import { describe, expect, it } from "vitest";
import { nearestCrossing } from "./crossing";
import { peaksOf } from "./fixture";

// Buckets of one millisecond at 48 kHz.
const LOUD: [number, number, number] = [-0.5, 0.5, 0.3];
const ABOVE: [number, number, number] = [0.1, 0.2, 0.001];
const QUIET: [number, number, number] = [-0.01, 0.01, 0.004];
const song = (change: Record<number, [number, number, number]>) =>
  peaksOf(
    Array.from({ length: 200 }, (_, index) => change[index] ?? LOUD),
    48,
  );

describe("the nearest zero crossing", () => {
  it("is the quietest place in reach that passes through zero", () => {
    expect(nearestCrossing(song({ 108: QUIET, 95: ABOVE }), 100)).toBe(109);
  });

  it("is the nearer of two that are equally quiet", () => {
    expect(nearestCrossing(song({ 92: QUIET, 105: QUIET }), 100)).toBe(106);
  });

  it("is not farther than 20 ms, and stays where nothing crosses", () => {
    expect(Math.abs(nearestCrossing(song({ 140: QUIET }), 100) - 100)).toBeLessThanOrEqual(1);
    const above = peaksOf(Array.from({ length: 200 }, () => ABOVE), 48);
    expect(nearestCrossing(above, 100)).toBe(100);
  });

  it("does not leave the song", () => {
    expect(nearestCrossing(song({ 0: QUIET }), 0)).toBe(1);
    expect(nearestCrossing(song({ 199: QUIET }), 200)).toBe(200);
  });
});
