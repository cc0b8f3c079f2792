import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { between, isSwitch, Remembered } from "./remembered.svelte";
import { LYRICS_SCALE, scaled } from "./tastes";

describe("what the window remembers", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it("is there at the next start", () => {
    new Remembered("size", 1, between(0.5, 2)).value = 1.5;
    const later = new Remembered("size", 1, between(0.5, 2));
    expect(later.value).toBe(1.5);
    later.reset();
    expect([later.value, new Remembered("size", 1, between(0.5, 2)).value, kept.size]).toEqual([1, 1, 0]);
  });

  it("is the fallback when what is stored makes no sense", () => {
    kept.set("refrain.size", "900");
    kept.set("refrain.snap", "{broken");
    expect(new Remembered("size", 1, between(0.5, 2)).value).toBe(1);
    expect(new Remembered("snap", true, isSwitch).value).toBe(true);
  });

  it("works for this session where nothing can be stored", () => {
    vi.stubGlobal("localStorage", undefined);
    const size = new Remembered("size", 1, between(0.5, 2));
    size.value = 2;
    expect(size.value).toBe(2);
  });
});

describe("a size in steps", () => {
  it("stays within its bounds and comes back to where it was", () => {
    expect(scaled(1.95, 0.125, LYRICS_SCALE)).toBe(2);
    expect(scaled(0.5, -0.125, LYRICS_SCALE)).toBe(0.5);
    expect(scaled(scaled(1, 0.1, LYRICS_SCALE), -0.1, LYRICS_SCALE)).toBe(1);
  });
});
