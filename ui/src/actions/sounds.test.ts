import { describe, expect, it } from "vitest";
import { keyBeside, keyName, parseBpm, TONALITIES, TONICS } from "./sounds.svelte";

describe("the keys of a sound", () => {
  it("are the vendors' 36, each by its own name", () => {
    const keys = TONICS.flatMap((tonic) => TONALITIES.map((tonality) => tonic + tonality));
    expect([keys.length, keys[0], keys[4], keys[35]]).toEqual([36, "C", "C# maj", "B min"]);
    expect(new Set(keys.map(keyName)).size).toBe(36);
    expect([keyName("C#"), keyName("F# maj"), keyName("A min")]).toEqual(["C♯", "F♯ major", "A minor"]);
  });

  it("are walked around both ends", () => {
    expect([keyBeside("B", 1, 0), keyBeside("C", -1, 0), keyBeside("C min", 0, 1), keyBeside("D#", 0, 1)]).toEqual(["C", "B", "C", "D# maj"]);
  });
});

describe("beats a minute", () => {
  it("are whole, from 1 to 300, or any", () => {
    expect(["", " ", "1", "300", "１２０", "0", "301", "92.5", "fast"].map(parseBpm)).toEqual([
      null, null, 1, 300, 120, undefined, undefined, undefined, undefined,
    ]);
  });
});
