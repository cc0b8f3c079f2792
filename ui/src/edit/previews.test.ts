import { describe, expect, it } from "vitest";
import { edgeSpan, joinSpans, spansWithout, spanToEdge } from "./previews";

const range = { start: 10_000, end: 14_000 };
const SONG = 60_000;

describe("cut preview", () => {
  it("leaves the range out: 2 s before, 1 s after", () => {
    expect(joinSpans(range, SONG, false)).toEqual([
      { start: 8_000, end: 10_000 },
      { start: 14_000, end: 15_000 },
    ]);
  });

  it("plays over a take without a cut, 2 s at both sides", () => {
    expect(joinSpans(range, SONG, true)).toEqual([{ start: 8_000, end: 16_000 }]);
  });

  it("ends where the song ends", () => {
    expect(joinSpans({ start: 500, end: SONG }, SONG, false)).toEqual([{ start: 0, end: 500 }]);
    expect(spansWithout(0, { start: 0, end: SONG }, SONG)).toEqual([]);
  });
});

describe("an edge by ear", () => {
  it("is heard from either side", () => {
    expect(edgeSpan(range, "start", "before", SONG)).toEqual([{ start: 9_000, end: 10_000 }]);
    expect(edgeSpan(range, "start", "after", SONG)).toEqual([{ start: 10_000, end: 11_000 }]);
    expect(edgeSpan(range, "end", "before", SONG)).toEqual([{ start: 13_000, end: 14_000 }]);
    expect(edgeSpan(range, "end", "after", SONG)).toEqual([{ start: 14_000, end: 15_000 }]);
  });

  it("never crosses the other edge, nor the song's ends", () => {
    const short = { start: 200, end: 600 };
    expect(edgeSpan(short, "start", "after", SONG)).toEqual([{ start: 200, end: 600 }]);
    expect(edgeSpan(short, "end", "before", SONG)).toEqual([{ start: 200, end: 600 }]);
    expect(edgeSpan(short, "start", "before", SONG)).toEqual([{ start: 0, end: 200 }]);
    expect(edgeSpan({ start: 0, end: 600 }, "start", "before", SONG)).toEqual([]);
  });
});

describe("from the playhead to the next edge", () => {
  it("stops at the first edge it meets", () => {
    expect(spanToEdge(range, 4_000.4)).toEqual([{ start: 4_000, end: 10_000 }]);
    expect(spanToEdge(range, 10_000)).toEqual([{ start: 10_000, end: 14_000 }]);
    expect(spanToEdge(range, 20_000)).toEqual([{ start: 14_000, end: 20_000 }]);
    expect(spanToEdge(range, 14_000)).toEqual([]);
  });
});
