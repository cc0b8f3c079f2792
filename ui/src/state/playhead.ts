// Where the sound is, between the core's ticks. Deliberately not reactive: sixty changes a second belong in
// callbacks that move a transform, not in Svelte's graph.

import type { Tick } from "../ipc";

type FrameCallback = (positionMs: number, playing: boolean) => void;
type TickCallback = (tick: Tick) => void;

/** Extrapolation stops this long after the last tick: a stalled core must not look like music. */
const TRUST_MS = 500;

export class Playhead {
  #last: Tick = { positionMs: 0, playing: false, peakL: 0, peakR: 0, clipped: false, levels: null };
  #at = 0;
  /** Seeks that the core has not answered yet. */
  #seeks = 0;
  #loop: { start: number; end: number } | null = null;
  #frame = 0;
  #frames = new Set<FrameCallback>();
  #ticks = new Set<TickCallback>();
  #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Milliseconds on the song's time, as heard now. */
  get position(): number {
    if (!this.#last.playing) return this.#last.positionMs;
    const ahead = Math.min(this.#now() - this.#at, TRUST_MS);
    const raw = this.#last.positionMs + ahead;
    const loop = this.#loop;
    if (loop && this.#last.positionMs < loop.end && raw >= loop.end) return loop.start + (raw - loop.end);
    return raw;
  }

  get playing(): boolean {
    return this.#last.playing;
  }

  get peaks(): { left: number; right: number; clipped: boolean } {
    return { left: this.#last.peakL, right: this.#last.peakR, clipped: this.#last.clipped };
  }

  receive(tick: Tick): void {
    // What was told before the seek came through is about where the playhead was.
    this.#last = this.#seeks > 0 ? { ...tick, positionMs: this.position } : tick;
    this.#at = this.#now();
    for (const callback of this.#ticks) callback(tick);
    this.#schedule();
  }

  /** A seek or a new song: show it at once, before the core's next tick. */
  jump(positionMs: number): void {
    this.#last = { ...this.#last, positionMs };
    this.#at = this.#now();
    this.receive(this.#last);
  }

  /** A seek, and its way to the core and back. */
  async jumpWith(positionMs: number, seek: () => Promise<void>): Promise<void> {
    this.#seeks += 1;
    this.jump(positionMs);
    try {
      await seek();
    } finally {
      this.#seeks -= 1;
    }
  }

  setLoop(loop: { start: number; end: number } | null): void {
    this.#loop = loop;
  }

  /** Called every animation frame while playing, and once after every change. Answers how to stop. */
  onFrame(callback: FrameCallback): () => void {
    this.#frames.add(callback);
    callback(this.position, this.playing);
    this.#schedule();
    return () => this.#frames.delete(callback);
  }

  /** Called with every tick of the core (about 30 a second while playing): meters. */
  onTick(callback: TickCallback): () => void {
    this.#ticks.add(callback);
    return () => this.#ticks.delete(callback);
  }

  #schedule(): void {
    if (this.#frame || this.#frames.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const position = this.position;
      for (const callback of this.#frames) callback(position, this.playing);
      if (this.playing) this.#schedule();
    });
  }
}

export const playhead = new Playhead();
