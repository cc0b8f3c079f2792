import { describe, expect, it } from "vitest";
import { levelAt, levelText, panText, peakText, placeOf, typedLevel } from "./fader";

describe("the fader", () => {
  it("follows Ardour's law", () => {
    const table: [number, number][] = [
      [6, 1], [3, 0.885], [0, 0.782], [-3, 0.69], [-6, 0.607], [-10, 0.51], [-12, 0.467], [-20, 0.325], [-30, 0.202],
      [-40, 0.121], [-60, 0.04],
    ];
    for (const [db, place] of table) expect(placeOf(db), String(db)).toBeCloseTo(place, 2);
  });

  it("comes back to the same level from its place", () => {
    for (const db of [6, 0, -0.5, -12.3, -60]) expect(levelAt(placeOf(db))).toBeCloseTo(db, 2);
    expect(levelAt(0)).toBe(-100);
    expect(placeOf(-100)).toBe(0);
    expect(levelAt(2)).toBe(6);
  });

  it("reads what people type", () => {
    expect(typedLevel("-3")).toBe(-3);
    expect(typedLevel(" −4,5 dB ")).toBe(-4.5);
    expect(typedLevel("+20")).toBe(6);
    expect(typedLevel("-inf")).toBe(-100);
    expect(typedLevel("−∞")).toBe(-100);
    expect(typedLevel("loud")).toBeNull();
    expect(typedLevel("")).toBeNull();
  });

  it("writes levels and pan with a real minus", () => {
    expect([levelText(1.5), levelText(-3), levelText(0), levelText(-0.01), levelText(-100)]).toEqual(["+1.5", "−3.0", "0.0", "0.0", "−∞"]);
    expect([peakText(0.5), peakText(0)]).toEqual(["−6.0", "−∞"]);
    expect([panText(0), panText(-0.2), panText(1)]).toEqual(["C", "L20", "R100"]);
  });
});
