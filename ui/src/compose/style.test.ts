import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { hintsFor } from "../lyrics/hints";
import { joinStyle, splitStyle } from "./style";

describe("style", () => {
  it("is split at every kind of comma, without repeats", () => {
    expect(splitStyle("dream pop, warm，92 BPM、 dream pop;;")).toEqual(["dream pop", "warm", "92 BPM"]);
    expect(splitStyle("  ")).toEqual([]);
    expect(splitStyle(joinStyle(["a", "b c"]))).toEqual(["a", "b c"]);
  });
});

describe("hints", () => {
  const of = (text: string) => hintsFor(Text.of(text.split("\n")));

  it("are silent on good lyrics", () => {
    expect(of("[Verse]\nOne (ooh)\n// [note\n[Hook]\nTwo\n(Chorus)Three")).toEqual([]);
  });

  it("name an open bracket, an unknown section and wide brackets", () => {
    const found = of("[Verse\n[Dreamy]\n【Verse 2】");
    expect(found.map((each) => each.severity)).toEqual(["hint", "hint", "hint"]);
    expect(found[0]).toMatchObject({ from: 0, to: 6 });
    expect(found[2]?.actions).toHaveLength(1);
  });
});
