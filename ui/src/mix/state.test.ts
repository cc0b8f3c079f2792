import { describe, expect, it } from "vitest";
import type { MixState } from "../ipc";
import { allSets, bringBack, gain, hears, isMutedIn, mute, muteRange, preset, remove, solo, soloOnly, without } from "./state";

const state = (...parts: string[]): MixState => ({
  strips: parts.map((part) => ({ part, gainDb: 0, pan: 0, muted: false, soloed: false, set: "a", offsetMs: 0, removed: false, mutes: [] })),
  masterDb: 0,
});
const heard = (mix: MixState) => mix.strips.map((_, index) => hears(mix, index));

describe("the state of a mix", () => {
  it("lets solos add up and a mute win", () => {
    const mix = solo(2)(solo(0)(state("Vocals", "Drums", "Bass")));
    expect(heard(mix)).toEqual([true, false, true]);
    expect(heard(mute(0)(mix))).toEqual([false, false, true]);
  });

  it("solos one alone, and none at the second press", () => {
    const mix = soloOnly(1)(solo(0)(state("Vocals", "Drums", "Bass")));
    expect(heard(mix)).toEqual([false, true, false]);
    expect(heard(soloOnly(1)(mix))).toEqual([true, true, true]);
  });

  it("mutes a range, more of it, and lets it be heard again", () => {
    const once = muteRange(0, { start: 1000, end: 3000 })(state("Vocals"));
    const twice = muteRange(0, { start: 2500, end: 5000 })(once);
    expect(twice.strips[0]?.mutes).toEqual([{ start: 1000, end: 5000 }]);
    const split = muteRange(0, { start: 2000, end: 3000 })(twice);
    expect(split.strips[0]?.mutes).toEqual([{ start: 1000, end: 2000 }, { start: 3000, end: 5000 }]);
    expect(isMutedIn(split.strips[0]!, { start: 2000, end: 2500 })).toBe(false);
    expect(without([{ start: 0, end: 10 }], { start: 20, end: 30 })).toEqual([{ start: 0, end: 10 }]);
  });

  it("takes a lane out without silencing the others, and brings it back as it was", () => {
    const mix = gain(0, -3)(solo(0)(state("kick", "guitar")));
    const without = remove(0)(mix);
    expect(heard(without)).toEqual([false, true]);
    expect(heard(solo(0)(without))).toEqual([false, true]);
    expect(bringBack(without).strips[0]).toMatchObject({ gainDb: -3, removed: false, soloed: false });
  });

  it("knows karaoke, a cappella and quieter drums", () => {
    const mix = state("Vocals", "Backing_Vocals", "Drums", "Percussion", "Bass");
    expect(heard(preset("karaoke")(mix))).toEqual([false, false, true, true, true]);
    expect(heard(preset("acappella")(mix))).toEqual([true, true, false, false, false]);
    expect(preset("drumsDown")(gain(2, -3)(mix)).strips.map((each) => each.gainDb)).toEqual([0, 0, -9, -6, 0]);
    expect(allSets("b")(mix).strips.every((each) => each.set === "b")).toBe(true);
  });
});
