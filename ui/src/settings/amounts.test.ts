import { describe, expect, it } from "vitest";
import { readAmount, writeAmount } from "./amounts";

describe("amounts", () => {
  it("are read as people type them, and nothing else is taken for one", () => {
    expect(["0.5", " 2 ", "1,25", ".5", "0", ""].map(readAmount)).toEqual([0.5, 2, 1.25, 0.5, 0, null]);
    expect(["-1", "1e9", "five", "1.2.3", "1,000,000", "∞"].map(readAmount)).toEqual(Array(6).fill(undefined));
  });

  it("come back as they were", () => {
    expect([0.5, 0, null].map((value) => readAmount(writeAmount(value)))).toEqual([0.5, 0, null]);
  });
});
