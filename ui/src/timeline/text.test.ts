import { describe, expect, it } from "vitest";
import { exact } from "../i18n/format";
import { TIMING } from "./fixture";
import { labelStep, ticks } from "./ruler";
import { parseTime, spoken } from "./time";
import { detailAt, itemAt, nearWindow, trust, vagueLines, wordsOfLine, wordsOfSection, wordsOfText } from "./words";

describe("times", () => {
  it("are written to the millisecond", () => {
    expect(exact(42310)).toBe("0:42.310");
    expect(exact(3599999)).toBe("59:59.999");
    expect(spoken(72400)).toEqual({ minutes: 1, seconds: "12.4" });
  });

  it("are read as people type them", () => {
    const same = ["1:02.5", "62.5", "62,5", "1m2.5s", " 1 : 02.500 ", "1：02．5", "62500ms", "0:01:02.5"];
    for (const text of same) expect([text, parseTime(text)]).toEqual([text, 62500]);
    for (const text of ["", "x", "1:2:3:4", "-3", "1..2"])
      expect([text, parseTime(text)]).toEqual([text, null]);
    for (const ms of [0, 1, 999, 60000, 221080]) expect(parseTime(exact(ms))).toBe(ms);
  });
});

describe("ruler", () => {
  it("keeps numbers at least 64 px apart", () => {
    for (const zoom of [4, 5, 12, 31, 60, 120, 500, 1000]) {
      expect((labelStep(zoom) * zoom) / 1000).toBeGreaterThanOrEqual(64);
    }
  });

  it("labels whole steps inside the song", () => {
    const found = ticks({ zoom: 100, left: 0, width: 500, duration: 3000 });
    expect(found.filter((tick) => tick.label).map((tick) => tick.label)).toEqual([
      "0:00",
      "0:01",
      "0:02",
      "0:03",
    ]);
    expect(found.at(-1)?.at).toBe(3000);
  });
});

describe("words", () => {
  it("appear with the zoom", () => {
    expect([4, 12, 60, 120].map(detailAt)).toEqual(["sections", "lines", "words", "confidence"]);
    expect([0.9, 0.8, 0.6, 0.2].map(trust)).toEqual(["sure", "sure", "fair", "doubtful"]);
  });

  it("are found by time", () => {
    expect(itemAt(TIMING.words, 1000)).toBe(0);
    expect(itemAt(TIMING.words, 1820)).toBe(-1);
    expect(itemAt(TIMING.words, 5500)).toBe(4);
    expect(itemAt(TIMING.words, 99999)).toBe(-1);
  });

  it("exist only around the window", () => {
    const near = nearWindow(TIMING.words, { zoom: 1000, left: 5000, width: 500, duration: 20000 });
    expect(near).toEqual({ from: 3, to: 5 });
  });

  it("belong to lines, sections and text", () => {
    expect(wordsOfLine(TIMING, 1)).toEqual({ first: 3, last: 4 });
    expect(wordsOfSection(TIMING, 1)).toEqual({ first: 3, last: 6 });
    expect(wordsOfText(TIMING, 36, 43)).toEqual({ first: 4, last: 5 });
    expect(wordsOfText(TIMING, 23, 31)).toBeNull();
  });
});

describe("lines that are vague as a whole", () => {
  const doubted = (...words: number[]) => ({
    ...TIMING,
    words: TIMING.words.map((word, index) => (words.includes(index) ? { ...word, confidence: 0.45 } : word)),
  });

  it("are those of which most words are doubtful", () => {
    expect([...vagueLines(TIMING)]).toEqual([]);
    expect([...vagueLines(doubted(1))]).toEqual([]);
    expect([...vagueLines(doubted(1, 2))]).toEqual([0]);
    expect([...vagueLines(doubted(4))]).toEqual([]);
    expect([...vagueLines(doubted(0, 1, 2, 5, 6))]).toEqual([0, 2]);
  });
});
