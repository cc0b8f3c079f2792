import { describe, expect, it } from "vitest";
import { DURATION, LYRICS, TIMING } from "./fixture";
import * as ranges from "./range";
import { snapTargets } from "./snap";

const limits = { min: 2500, advisedMax: 60000, max: 120000 };
const of = (start: number, end: number) => ({ start, end });

describe("range", () => {
  it("judges lengths as the vendor does, at the borders too", () => {
    expect(ranges.judge(limits, of(0, 1700))).toEqual({ kind: "tooShort", missing: 800 });
    expect(ranges.judge(limits, of(0, 2500))).toEqual({ kind: "fine" });
    expect(ranges.judge(limits, of(0, 60000))).toEqual({ kind: "fine" });
    expect(ranges.judge(limits, of(0, 60001))).toEqual({ kind: "long" });
    expect(ranges.judge(limits, of(0, 120000))).toEqual({ kind: "long" });
    expect(ranges.judge(limits, of(0, 120500))).toEqual({ kind: "tooLong", over: 500 });
  });

  it("makes a range of two times in any order, never empty, inside the song", () => {
    expect(ranges.rangeOf(900, 100, 1000)).toEqual(of(100, 900));
    expect(ranges.rangeOf(500, 500, 1000)).toEqual(of(500, 510));
    expect(ranges.rangeOf(-5, 5000, 1000)).toEqual(of(0, 1000));
    expect(ranges.rangeOf(1000, 1000, 1000)).toEqual(of(990, 1000));
  });

  it("stops an edge at the other edge, the song's ends and the longest length", () => {
    expect(ranges.moveEdge(of(100, 200), "start", 500, 1000)).toEqual(of(190, 200));
    expect(ranges.moveEdge(of(100, 200), "end", 50, 1000)).toEqual(of(100, 110));
    expect(ranges.moveEdge(of(100, 200), "end", 5000, 1000)).toEqual(of(100, 1000));
    expect(ranges.moveEdge(of(100, 200), "end", 5000, 9000, 300)).toEqual(of(100, 400));
    expect(ranges.moveEdge(of(700, 800), "start", 0, 9000, 300)).toEqual(of(500, 800));
  });

  it("moves as a block and keeps its length at the borders", () => {
    expect(ranges.shift(of(100, 300), 5000, 1000)).toEqual(of(800, 1000));
    expect(ranges.shift(of(100, 300), -5000, 1000)).toEqual(of(0, 200));
  });

  it("extends the nearer edge", () => {
    expect(ranges.extendTo(of(400, 600), 420, 1000)).toEqual(of(420, 600));
    expect(ranges.extendTo(of(400, 600), 900, 1000)).toEqual(of(400, 900));
    expect(ranges.extendTo(of(400, 600), 0, 1000)).toEqual(of(0, 600));
  });

  it("offers the nearest word edge at which the length is accepted", () => {
    const targets = snapTargets(TIMING, DURATION);
    const short = of(4940, 5500);
    const offered = ranges.legalised(short, targets, limits);
    expect(offered).toEqual(of(2960, 5500));
    expect(offered && ranges.accepted(limits, offered)).toBe(true);
    expect(ranges.legalised(of(0, 300), [], limits)).toBeNull();
  });

  it("finds the words whose middle lies in the range, and their text", () => {
    expect(ranges.wordsIn(TIMING, of(1500, 4000))).toEqual({ first: 1, last: 2 });
    expect(ranges.wordsIn(TIMING, of(4100, 4900))).toBeNull();
    expect(ranges.wordsIn(TIMING, of(7900, 8000))).toEqual({ first: 6, last: 6 });
    expect(ranges.textIn(TIMING, LYRICS, of(5000, 9000))).toBe("We float\nOn rain");
  });
});
