import { beforeEach, describe, expect, it, vi } from "vitest";
import { app } from "./app.svelte";
import { playhead } from "./playhead";
import { fakeCore, PLAYBACK, type Asked } from "./testing";
import { transport } from "./transport.svelte";

vi.stubGlobal("requestAnimationFrame", () => 1);

describe("the transport", () => {
  let asked: Asked[];
  const methods = () => asked.map((each) => [each.method, ...each.args]);

  /** What plays, and where. */
  function sounding(playing: boolean, positionMs: number): void {
    app.playback = { ...PLAYBACK, lanes: [{ kind: "take", take: "t" }], durationMs: 60_000, playing };
    playhead.receive({ positionMs, playing: false, peakL: 0, peakR: 0, clipped: false, levels: null });
  }

  beforeEach(() => {
    asked = fakeCore();
    transport.startedAt = 0;
  });

  it("stops where the play began", () => {
    sounding(false, 4_000);
    transport.playOrStop();
    sounding(true, 9_000);
    transport.playOrStop();
    expect(methods()).toEqual([["play"], ["pause"], ["seek", 4_000]]);
  });

  it("takes a space bar back that was the beginning of a pan", () => {
    sounding(false, 4_000);
    transport.playOrStop();
    transport.takeBack();
    expect(methods()).toEqual([["play"], ["pause"], ["seek", 4_000]]);
    transport.takeBack();
    expect(asked).toHaveLength(3);
  });

  it("goes on playing when the space bar had stopped it", () => {
    sounding(true, 9_000);
    transport.startedAt = 2_000;
    transport.playOrStop();
    asked.length = 0;
    transport.takeBack();
    expect(methods()).toEqual([["seek", 9_000], ["play"]]);
    expect(transport.startedAt).toBe(2_000);
  });

  it("plays once to the end, whatever is looped", () => {
    sounding(false, 4_000.4);
    transport.playOnce();
    expect(methods()).toEqual([["playSpans", [{ start: 4_000, end: 60_000 }]]]);
    sounding(false, 60_000);
    transport.playOnce();
    expect(asked).toHaveLength(1);
  });

  it("goes back to where the playhead was when a preview is stopped", () => {
    sounding(false, 30_000);
    transport.spans([{ start: 8_000, end: 10_000 }]);
    sounding(true, 8_500);
    transport.playOrStop();
    expect(methods().at(-1)).toEqual(["seek", 30_000]);
    transport.spans([]);
    expect(asked).toHaveLength(3);
  });
});
