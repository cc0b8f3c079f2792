import { describe, expect, it } from "vitest";
import { Bar, place, toDb } from "./meter";

describe("a level bar", () => {
  it("rises at once and falls 20 dB a second", () => {
    const bar = new Bar();
    bar.move(1, 33, 0);
    expect(bar.level).toBe(0);
    bar.move(null, 500, 500);
    expect(bar.level).toBeCloseTo(-10);
  });

  it("holds its mark two seconds, then lets it fall 15 dB a second", () => {
    const bar = new Bar();
    bar.move(1, 33, 0);
    bar.move(null, 1999, 1999);
    expect(bar.mark).toBe(0);
    bar.move(null, 1000, 3000);
    expect(bar.mark).toBeCloseTo(-15);
  });

  it("comes to rest", () => {
    const bar = new Bar();
    bar.move(0.5, 33, 0);
    bar.move(null, 60_000, 60_000);
    bar.move(null, 60_000, 120_000);
    expect(bar.resting).toBe(true);
  });

  it("is linear in decibels from -60 to +3", () => {
    expect([toDb(1), toDb(0), place(-60), place(3)]).toEqual([0, -60, 0, 1]);
  });
});
