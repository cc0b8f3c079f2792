import { describe, expect, it } from "vitest";
import { outliers, syllables } from "./syllables";
import {
  appendSection,
  headerAt,
  kindOf,
  moveSection,
  nextName,
  parseLyrics,
  sectionAt,
  duplicateSection,
  setTag,
} from "./tags";

describe("headers", () => {
  it("are known in every spelling", () => {
    const cases: [string, string, string][] = [
      ["[Verse]", "verse", "Verse"],
      ["(Chorus)", "chorus", "Chorus"],
      ["［Bridge］", "bridge", "Bridge"],
      ["【Verse 2】(Group Vocals)", "verse", "Verse 2"],
      ["[Pre-Chorus]", "preChorus", "Pre-Chorus"],
      ["[Prechorus]", "preChorus", "Prechorus"],
      ["[副歌]", "chorus", "副歌"],
      ["[Guitar Solo]", "instrumental", "Guitar Solo"],
      ["[Chorus | whispered]", "chorus", "Chorus | whispered"],
      ["[Dreamy]", "other", "Dreamy"],
      ["（Outro）", "outro", "Outro"],
    ];
    for (const [text, kind, label] of cases) {
      expect([text, headerAt(text)?.kind, headerAt(text)?.label]).toEqual([text, kind, label]);
      expect(headerAt(text)?.to).toBe(text.length);
    }
  });

  it("are not seen in ad-libs, nor in words that begin alike", () => {
    expect(headerAt("(ooh, yeah)")).toBeNull();
    expect(headerAt("(endless night) go on")).toBeNull();
    expect(kindOf("Endless")).toBe("other");
    expect(kindOf("Verse2")).toBe("verse");
  });

  it("may be glued to a line", () => {
    const found = parseLyrics("踏破这云霄\r\n(Chorus)就是旰!\r\n手握乾坤");
    expect(found.sections.map((section) => section.kind)).toEqual(["other", "chorus"]);
    const glued = found.lines[1];
    expect(glued?.role).toBe("sung");
    expect("踏破这云霄\r\n(Chorus)就是旰!\r\n手握乾坤".slice(glued?.sungFrom, glued?.to)).toBe("就是旰!");
  });

  it("may be broken over two lines by a vendor", () => {
    const text = "【Chorus Repeat】(Full Chorus + Suona\r\n+ Gong)\r\n碧阳湖水";
    const found = parseLyrics(text);
    expect(found.lines.map((line) => line.role)).toEqual(["header", "sung"]);
    expect(found.lines[1] && text.slice(found.lines[1].from, found.lines[1].to)).toBe("碧阳湖水");
  });
});

describe("lyrics text", () => {
  const text = "[Verse]\nOne\n// a note\n\n[Chorus]\nTwo";

  it("has sections and roles, and every place belongs to one", () => {
    const found = parseLyrics(text);
    expect(found.lines.map((line) => line.role)).toEqual([
      "header",
      "sung",
      "note",
      "blank",
      "header",
      "sung",
    ]);
    expect(sectionAt(found, 9)).toBe(0);
    expect(sectionAt(found, text.length)).toBe(1);
    expect(parseLyrics("").lines).toHaveLength(1);
    expect(found.sections.map((section) => [section.from, section.to])).toEqual([
      [0, 23],
      [23, 35],
    ]);
  });

  it("moves sections and keeps every word", () => {
    expect(moveSection(text, 1, -1)?.text).toBe("[Chorus]\nTwo\n\n[Verse]\nOne\n// a note");
    expect(moveSection(text, 0, -1)).toBeNull();
    expect(moveSection(text, 1, 1)).toBeNull();
    const down = moveSection(text, 0, 1);
    expect(down?.text.slice(down.from)).toContain("[Verse]");
  });

  it("doubles a section behind itself", () => {
    const twice = duplicateSection("[Verse]\nOne\n\n[Chorus]\nTwo\n", 0);
    expect(twice?.text).toBe("[Verse]\nOne\n\n[Verse]\nOne\n\n[Chorus]\nTwo\n");
    expect(twice?.text.slice(twice.from, twice.from + 7)).toBe("[Verse]");
    expect(duplicateSection("[Chorus]\nTwo", 0)?.text).toBe("[Chorus]\nTwo\n\n[Chorus]\nTwo");
    expect(duplicateSection("", 0)).toBeNull();
  });

  it("names a section anew, whatever its header looked like", () => {
    const chorus = () => "Chorus";
    expect(setTag("[Verse]\nOne", 0, chorus)).toEqual({ text: "[Chorus]\nOne", at: 8 });
    expect(setTag("(Verse)One", 0, chorus).text).toBe("[Chorus]\nOne");
    expect(setTag("Words alone", 0, chorus).text).toBe("[Chorus]\nWords alone");
    expect(setTag("", -1, chorus).text).toBe("[Chorus]\n");
    const second = setTag("[Verse]\nOne\n\n【副歌】\nTwo", 1, (before) => nextName(before, "verse", "Verse"));
    expect(second.text).toBe("[Verse]\nOne\n\n[Verse 2]\nTwo");
  });

  it("grows by sections with names of their own", () => {
    expect(appendSection("", "Verse 1").text).toBe("[Verse 1]\n");
    expect(appendSection("[Verse]\nOne\n", "Chorus").text).toBe("[Verse]\nOne\n\n[Chorus]\n");
    expect(nextName(parseLyrics(text), "verse", "Verse")).toBe("Verse 2");
    expect(nextName(parseLyrics(text), "chorus", "Chorus")).toBe("Chorus");
  });
});

describe("syllables", () => {
  it("are counted in Chinese, Japanese and Korean", () => {
    expect(syllables("灯火慢慢退到海的那一边")).toBe(11);
    expect(syllables("きょうはいい")).toBe(5);
    expect(syllables("사랑해요")).toBe(4);
  });

  it("are estimated well in English", () => {
    const cases: [string, number][] = [
      ["Paper lanterns on the rooftops", 8],
      ["We sail by the stars that we lost", 8],
      ["love", 1],
      ["little", 2],
      ["wanted", 2],
      ["loved", 1],
      ["every", 3],
      ["radio", 3],
      ["lion", 2],
      ["table", 2],
      ["whole", 1],
      ["nation", 2],
      ["being", 2],
      ["don't", 1],
      ["", 0],
      ["houses", 2],
      ["times", 1],
    ];
    for (const [text, count] of cases) expect([text, syllables(text)]).toEqual([text, count]);
  });

  it("stand out when a line is much longer than its neighbours", () => {
    expect([...outliers([8, 9, 8, 15])]).toEqual([3]);
    expect([...outliers([8, 20])]).toEqual([]);
  });
});
