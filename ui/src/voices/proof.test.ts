import { describe, expect, it } from "vitest";
import { Proof, PROOF_MS, Reading } from "./proof";

/** Levels, 30 a second. */
function play(proof: Proof, peak: number, ms: number, from: number, clipped = false): number {
  for (let at = from; at < from + ms; at += 33) proof.hear(peak, clipped, at);
  return from + ms;
}

describe("a microphone", () => {
  it("is proved by three seconds in the zone, not by whispers, shouts or clipping", () => {
    const proof = new Proof();
    let at = play(proof, 0.05, 5_000, 1);
    at = play(proof, 0.9, 5_000, at);
    expect(proof.heard).toBeLessThan(100);
    at = play(proof, 0.3, 2_500, at);
    expect(proof.heard).toBeLessThan(PROOF_MS);
    proof.hear(1, true, at);
    expect(proof.heard).toBe(0);
    play(proof, 0.3, 3_200, at + 33);
    expect(proof.heard).toBeGreaterThanOrEqual(PROOF_MS);
  });
});

describe("a reading", () => {
  it("ends with silence after its words, not with a breath and not before anybody spoke", () => {
    const reading = new Reading("A quiet morning sings over the harbour");
    const silent = (recorded: number, now: number) => reading.hear(0.001, recorded, now);
    expect([silent(0, 0), silent(5_000, 5_000)]).toEqual([false, false]);
    expect(reading.hear(0.2, 5_100, 5_100)).toBe(false);
    expect([silent(5_200, 5_200), silent(5_900, 5_900)]).toEqual([false, false]);
    expect(reading.hear(0.2, 6_000, 6_000)).toBe(false);
    expect([silent(6_100, 6_100), silent(7_000, 7_000)]).toEqual([false, true]);
  });

  it("is as long as its phrase at least", () => {
    const reading = new Reading("静かな朝が港の上で歌う".repeat(5));
    reading.hear(0.2, 100, 100);
    reading.hear(0.001, 200, 200);
    expect([reading.hear(0.001, 1_300, 1_300), reading.hear(0.001, 2_500, 2_500)]).toEqual([false, true]);
  });
});
