import { describe, expect, it } from "vitest";
import { again, begin, choose, differs, known, movable, nudge, soundingAt, tap } from "./taps";

const fresh = () => begin([null, null, null], 10_000);

describe("tapping", () => {
  it("begins where the first time is missing", () => {
    expect(fresh().at).toBe(0);
    expect(begin([100, null, 900], 10_000).at).toBe(1);
    expect(begin([100, 200], 10_000).at).toBe(0);
  });

  it("sets a line and goes on, or stays to be set better", () => {
    const one = tap(fresh(), 1_000.4, true);
    expect([one.starts, one.at]).toEqual([[1_000, null, null], 1]);
    const stay = tap(tap(one, 2_000, false), 2_150, false);
    expect([stay.starts, stay.at]).toEqual([[1_000, 2_150, null], 1]);
  });

  it("ends behind the last line, where taps do nothing", () => {
    const all = [1_000, 2_000, 3_000].reduce((taps, time) => tap(taps, time, true), fresh());
    expect(all.at).toBe(3);
    expect(tap(all, 4_000, true)).toBe(all);
    expect(known(all.starts)).toBe(3);
  });

  it("never goes backwards: the last tap counts, what it contradicts is open again", () => {
    const all = begin([1_000, 2_000, 3_000], 10_000);
    expect(tap(all, 2_500, true).starts).toEqual([2_500, null, 3_000]);
    expect(tap(choose(all, 2), 1_500, true).starts).toEqual([1_000, null, 1_500]);
  });

  it("stays inside of the song", () => {
    expect(tap(fresh(), -30, true).starts[0]).toBe(0);
    expect(tap(fresh(), 12_000, true).starts[0]).toBe(9_999);
    expect(tap(begin([], 10_000), 5, true).starts).toEqual([]);
  });

  it("takes the last tap back, with what it had swept away, and says where to listen from", () => {
    const all = begin([1_000, 2_000, 3_000], 10_000);
    const swept = tap(all, 2_500, true);
    const back = again(swept);
    expect([back.taps.starts, back.taps.at, back.from]).toEqual([[1_000, 2_000, 3_000], 0, 2_500]);
    expect(again(back.taps)).toEqual({ taps: back.taps, from: null });
  });

  it("moves the line that was tapped last, up to its neighbours", () => {
    const two = tap(tap(fresh(), 1_000, true), 1_150, true);
    expect(movable(two)).toBe(1);
    expect(nudge(two, 100).starts).toEqual([1_000, 1_250, null]);
    expect(nudge(nudge(two, -100), -100).starts).toEqual([1_000, 1_001, null]);
    expect(nudge(choose(two, 0), 500).starts).toEqual([1_149, 1_150, null]);
    expect(nudge(begin([9_950], 10_000), 100).starts).toEqual([9_999]);
    expect(nudge(fresh(), 100).starts).toEqual([null, null, null]);
  });

  it("goes to any line, and no further than the last", () => {
    expect(choose(fresh(), 7).at).toBe(2);
    expect(choose(fresh(), -1).at).toBe(0);
  });

  it("knows what sounds and what has changed", () => {
    expect([500, 1_000, 2_999].map((time) => soundingAt([1_000, null, 2_999], time))).toEqual([-1, 0, 2]);
    expect(differs([1, null], [1, null])).toBe(false);
    expect(differs([1, null], [1, 2])).toBe(true);
  });
});
