import { describe, expect, it } from "vitest";
import { Playhead } from "./playhead";

const tick = (positionMs: number, playing: boolean) => ({ positionMs, playing, peakL: 0, peakR: 0, clipped: false, levels: null });

describe("the playhead between ticks", () => {
  it("runs on with the clock while playing, and stands still otherwise", () => {
    let now = 0;
    const head = new Playhead(() => now);
    head.receive(tick(1000, true));
    now = 40;
    expect(head.position).toBe(1040);
    head.receive(tick(1040, false));
    now = 4000;
    expect(head.position).toBe(1040);
  });

  it("does not run away from a core that stopped telling", () => {
    let now = 0;
    const head = new Playhead(() => now);
    head.receive(tick(0, true));
    now = 60_000;
    expect(head.position).toBe(500);
  });

  it("is where it was sent, whatever the core told before it knew", async () => {
    let now = 0;
    const head = new Playhead(() => now);
    head.receive(tick(4000, true));
    now = 300;
    let answer = (): void => undefined;
    const seek = head.jumpWith(6000, () => new Promise((done) => (answer = () => done())));
    head.receive(tick(5000, false));
    expect(head.position).toBe(6000);
    answer();
    await seek;
    head.receive(tick(6001, false));
    expect(head.position).toBe(6001);
  });

  it("turns back at the end of a loop", () => {
    let now = 0;
    const head = new Playhead(() => now);
    head.setLoop({ start: 1000, end: 2000 });
    head.receive(tick(1990, true));
    now = 30;
    expect(head.position).toBe(1020);
  });
});
