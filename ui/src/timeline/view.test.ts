import { describe, expect, it } from "vitest";
import * as view from "./view";

const base: view.View = { zoom: 100, left: 20000, width: 1000, duration: 60000 };

describe("following smoothly", () => {
  const start: view.View = { zoom: 100, left: 0, width: 1000, duration: 60_000 };

  it("keeps the playhead in the middle, but for the two ends", () => {
    expect(view.keepInMiddle(start, 20_000).left).toBe(15_000);
    expect(view.keepInMiddle(start, 2_000)).toBe(start);
    expect(view.keepInMiddle(start, 60_000).left).toBe(60_000 + 480 - 10_000);
  });

  it("changes nothing that could not be seen", () => {
    const there = view.keepInMiddle(start, 20_000);
    expect(view.keepInMiddle(there, 20_004)).toBe(there);
  });
});

describe("view", () => {
  it("turns times into pixels and back", () => {
    expect(view.xOf(base, 21000)).toBe(100);
    expect(view.timeAt(base, 100)).toBe(21000);
    expect(view.rightOf(base)).toBe(30000);
  });

  it("answers times inside the song only", () => {
    expect(view.timeAt(base, -9999)).toBe(0);
    expect(view.timeAt(base, 99999)).toBe(60000);
  });

  it("keeps the time under the pointer while zooming", () => {
    for (const x of [0, 250, 999]) {
      const before = view.timeAt(base, x);
      for (const factor of [1.25, 0.8]) expect(view.timeAt(view.zoomBy(base, factor, x), x)).toBe(before);
    }
  });

  it("stays within the zoom limits and the song", () => {
    expect(view.zoomTo(base, 1e9, 0).zoom).toBe(view.MAX_ZOOM);
    expect(view.zoomTo(base, 0, 0).zoom).toBe(view.MIN_ZOOM);
    expect(view.scrollBy(base, -99999).left).toBe(0);
    const end = view.scrollBy(base, 1e9);
    expect(view.rightOf(end)).toBeCloseTo(60480, 6);
  });

  it("fits the song and a range", () => {
    const fitted = view.fitSong(base);
    expect(view.xOf(fitted, 60000)).toBeCloseTo(952, 6);
    const range = view.fitRange(base, { start: 10000, end: 14000 });
    expect(view.xOf(range, 12000)).toBeCloseTo(500, 6);
    expect(view.toPx(range, 4000)).toBeCloseTo(750, 6);
  });

  it("turns the page at nine tenths and not before", () => {
    expect(view.follow(base, 28900)).toBe(base);
    const next = view.follow(base, 29100);
    expect(view.xOf(next, 29100)).toBeCloseTo(80, 6);
    expect(view.follow(base, 1000).left).toBeLessThan(1000);
  });

  it("does not turn pages for ever at the song's end", () => {
    const end = view.scrollBy(base, 1e9);
    expect(view.follow(end, 59990)).toBe(end);
  });

  it("zooms to a line where words would be hidden", () => {
    const far: view.View = { zoom: 10, left: 0, width: 1000, duration: 60000 };
    const near = view.showRange(far, { start: 20000, end: 24000 }, 60);
    expect(near.zoom).toBe(60);
    expect(view.shows(near, 20000) && view.shows(near, 24000)).toBe(true);
    expect(view.showRange(base, { start: 21000, end: 22000 }, 60)).toBe(base);
  });
});
