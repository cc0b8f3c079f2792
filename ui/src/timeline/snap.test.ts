import { describe, expect, it } from "vitest";
import { DURATION, TIMING, peaksOf } from "./fixture";
import { silenceTargets } from "./silence";
import {
  boundaryAfter,
  boundaryBefore,
  markerTargets,
  merge,
  rangeOfWords,
  snap,
  snapTargets,
  stepTarget,
  type SnapTarget,
} from "./snap";

const targets = snapTargets(TIMING, DURATION);

describe("snap targets", () => {
  it("lie in the middle of a short gap and 60 ms off the word otherwise", () => {
    expect(boundaryBefore(TIMING, 1)).toBe(1825);
    expect(boundaryAfter(TIMING, 0, DURATION)).toBe(1825);
    expect(boundaryAfter(TIMING, 1, DURATION)).toBe(2960);
    expect(boundaryBefore(TIMING, 2)).toBe(3040);
  });

  it("are in order and carry the strongest name", () => {
    expect(targets.map((target) => target.at)).toEqual([
      940, 1825, 2960, 3040, 4060, 4940, 5500, 7025, 7600, 9060,
    ]);
    expect(targets.find((target) => target.at === 4940)).toEqual({
      at: 4940,
      kind: "section",
      label: "Chorus",
    });
    expect(targets.find((target) => target.at === 7025)?.kind).toBe("line");
    expect(targets.find((target) => target.at === 5500)?.kind).toBe("word");
  });

  it("give a line its exact range", () => {
    expect(rangeOfWords(TIMING, 3, 4, DURATION)).toEqual({ start: 4940, end: 7025 });
  });
});

describe("snap", () => {
  const at = (ms: number, kind: SnapTarget["kind"]): SnapTarget => ({ at: ms, kind, label: kind });

  it("catches within 8 px and lets go behind 12", () => {
    const list = [at(1000, "word")];
    expect(snap(list, 1080, 100)).toBe(list[0]);
    expect(snap(list, 1081, 100)).toBeNull();
    expect(snap(list, 1119, 100, list[0])).toBe(list[0]);
    expect(snap(list, 1121, 100, list[0])).toBeNull();
  });

  it("prefers the stronger, then the nearer", () => {
    const list = [at(1000, "word"), at(1040, "line"), at(1060, "section")];
    expect(snap(list, 1001, 100)?.kind).toBe("section");
    const words = [at(1000, "word"), at(1050, "word")];
    expect(snap(words, 1030, 100)?.at).toBe(1050);
  });

  it("does not leave a target for a weaker neighbour", () => {
    const list = [at(1000, "line"), at(1110, "word")];
    expect(snap(list, 1105, 100, list[0])).toBe(list[0]);
  });

  it("ignores words where they are too close to be seen", () => {
    expect(snap([at(1000, "word")], 1000, 11)).toBeNull();
    expect(snap([at(1000, "line")], 1000, 11)?.kind).toBe("line");
  });

  it("walks from edge to edge", () => {
    expect(stepTarget(targets, 1825, 1, ["word", "line", "section"])?.at).toBe(2960);
    expect(stepTarget(targets, 1825, -1, ["word", "line", "section"])?.at).toBe(940);
    expect(stepTarget(targets, 1825, 1, ["section"])?.at).toBe(4060);
    expect(stepTarget(targets, 9060, 1, ["word"])).toBeNull();
  });
});

describe("markers", () => {
  const markers = [
    { id: "a", name: "Hook", start: 1000, end: 2990 },
    { id: "b", name: "Loud", start: 1900, end: null },
  ];
  const all = merge(targets, markerTargets(markers));

  it("are places to snap to, both ends of a range", () => {
    expect(markerTargets(markers).map((target) => [target.at, target.label])).toEqual([
      [1000, "Hook"],
      [1900, "Loud"],
      [2990, "Hook"],
    ]);
  });

  it("win over everything near, and let go as others do", () => {
    const held = snap(all, 985, 100);
    expect(held).toEqual({ at: 1000, kind: "marker", label: "Hook" });
    expect(snap(targets, 985, 100)?.at).toBe(940);
    expect(snap(all, 890, 100, held)?.at).toBe(1000);
    expect(snap(all, 870, 100, held)?.kind).toBe("section");
  });

  it("are snapped to where words are too close together", () => {
    expect(snap(all, 1950, 10)?.label).toBe("Loud");
  });
});

describe("silence", () => {
  it("is found where nothing sounds for 120 ms", () => {
    const loud: [number, number, number] = [-0.5, 0.5, 0.2];
    const quiet: [number, number, number] = [0, 0, 0];
    const song = [
      ...Array<typeof loud>(100).fill(loud),
      ...Array<typeof loud>(40).fill(quiet),
      loud,
      quiet,
      loud,
    ];
    const found = silenceTargets(peaksOf(song));
    expect(found).toHaveLength(1);
    expect(found[0]?.at).toBe(640);
  });
});
