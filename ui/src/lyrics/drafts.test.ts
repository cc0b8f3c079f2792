import { describe, expect, it } from "vitest";
import { compareLines, place } from "./drafts";

describe("words from a vendor", () => {
  const song = "[Verse]\none\ntwo\n\n[Chorus]\nthree";

  it("come in behind the cursor's line, a blank line apart", () => {
    const { text, at } = place(song, "[Bridge]\nnew\n", "insert", song.indexOf("wo"));
    expect(text).toBe("[Verse]\none\ntwo\n\n[Bridge]\nnew\n\n[Chorus]\nthree");
    expect(text.slice(0, at).endsWith("new")).toBe(true);
  });

  it("go to the end, or instead of everything", () => {
    expect(place(song, "new", "append", 0).text).toBe(`${song}\n\nnew`);
    expect(place(song, "\r\nnew\r\nline", "replace", 3)).toEqual({ text: "new\nline", at: 8 });
  });

  it("are all there is where there was nothing", () => {
    expect(place("  \n", "new", "insert", 1).text).toBe("new");
  });

  it("are marked where the other side has no such line", () => {
    const { left, right } = compareLines("a\nb\n\nc", "A \nx\n\nc\nd");
    expect([left.map((line) => line.own), right.map((line) => line.own)]).toEqual([
      [false, true, false, false],
      [false, true, false, false, true],
    ]);
  });
});
