import { describe, expect, it } from "vitest";
import { judge, readingTakes, RESERVE_MS } from "./upload.svelte";

const proof = (speed: number, works = true) => ({ works, ms: 1, speed, error: null });

describe("the way to the file host", () => {
  it("is good where a reading is there in half of what is kept back for it", () => {
    expect([judge(null), judge(proof(1_000_000)), judge(proof(20_000)), judge(proof(0)), judge(proof(1_000_000, false))]).toEqual([
      "unknown", "good", "slow", "slow", "broken",
    ]);
  });

  it("takes the longer the slower it is, and for ever where nothing goes through", () => {
    expect(readingTakes(288_000)).toBe(1_000);
    expect(readingTakes(72_000)).toBe(RESERVE_MS / 2);
    expect(readingTakes(0)).toBe(Infinity);
  });
});
