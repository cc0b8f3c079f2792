// The meters of all strips and of the master: levels from the core's ticks, their movement, one canvas for all of them.

import type { MixLevels, StripLevel } from "../ipc";
import { playhead, theme } from "../state";
import { Bar, FLOOR_DB, place } from "../shell/meter";

/** Thirty pictures a second; ten where somebody wants less motion. */
const FRAME_MS = 33;
const CALM_MS = 100;
/** How often numbers change. */
const NUMBERS_MS = 200;
/** A peak above full scale, as the core counts it: linear. */
const CLIPPED = 1;
/** The meter of the whole mix. */
export const MASTER = -1;

interface Strip {
  bars: [Bar, Bar];
  rms: Bar;
}

interface Reading {
  /** Highest peak since it was reset, linear. */
  peak: number;
  clipped: boolean;
}

/** What the master measures besides its peak. */
export interface Loudness {
  integrated: number;
  shortTerm: number;
  truePeak: number;
}

const NOTHING: Loudness = { integrated: -120, shortTerm: -120, truePeak: -120 };

export class Meters {
  /** By strip; the master at -1. */
  readings = $state.raw<ReadonlyMap<number, Reading>>(new Map());
  loudness = $state.raw<Loudness>(NOTHING);
  /** Meters that went over full scale since they were reset, in the order in which they did. */
  clipped = $state.raw<readonly number[]>([]);

  #strips = new Map<number, Strip>();
  #fresh: MixLevels | null = null;
  #peaks = new Map<number, Reading>();
  #frame = 0;
  #drawn = 0;
  #told = 0;
  #dirty = false;
  #canvas: HTMLCanvasElement | null = null;
  #calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Draws on `canvas`, which lies over `host`, wherever `host` holds a `[data-meter]`. Answers how to stop. */
  attach(canvas: HTMLCanvasElement): () => void {
    this.#canvas = canvas;
    const stop = playhead.onTick((tick) => {
      this.#fresh = tick.playing ? tick.levels : null;
      if (tick.levels) this.#count(tick.levels);
      this.wake();
    });
    this.wake();
    return () => {
      stop();
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#canvas = null;
    };
  }

  wake(): void {
    this.#frame ||= requestAnimationFrame((now) => this.#step(now));
  }

  reset(meter: number | null): void {
    if (meter === null) this.#peaks.clear();
    else this.#peaks.delete(meter);
    this.#tell(true);
  }

  forgetLoudness(): void {
    this.loudness = NOTHING;
  }

  #count(levels: MixLevels): void {
    levels.strips.forEach((level, index) => this.#note(index, level));
    this.#note(MASTER, levels.master);
    const { integratedLufs, shortTermLufs, truePeakDb } = levels;
    if (performance.now() - this.#told > NUMBERS_MS) this.loudness = { integrated: integratedLufs, shortTerm: shortTermLufs, truePeak: truePeakDb };
  }

  #note(meter: number, { peakL, peakR }: StripLevel): void {
    const known = this.#peaks.get(meter) ?? { peak: 0, clipped: false };
    const peak = Math.max(known.peak, peakL, peakR);
    if (peak === known.peak) return;
    this.#peaks.set(meter, { peak, clipped: known.clipped || peak > CLIPPED });
    this.#dirty = true;
  }

  #step(now: number): void {
    this.#frame = 0;
    const elapsed = now - this.#drawn;
    if (elapsed >= (this.#calm ? CALM_MS : FRAME_MS) - 4) {
      this.#drawn = now;
      const moving = this.#move(Math.min(elapsed, 100), now);
      this.#paint();
      this.#tell(false);
      if (!moving) return;
    }
    this.wake();
  }

  #move(elapsed: number, now: number): boolean {
    const levels = this.#fresh;
    this.#fresh = null;
    let moving = false;
    for (const [meter, { bars, rms }] of this.#strips) {
      const level = meter === MASTER ? levels?.master : levels?.strips[meter];
      bars[0].move(level?.peakL ?? null, elapsed, now);
      bars[1].move(level?.peakR ?? null, elapsed, now);
      rms.move(level?.rms ?? null, elapsed, now);
      moving ||= !bars[0].resting || !bars[1].resting;
    }
    return moving || levels !== null;
  }

  #tell(now: boolean): void {
    if (!now && (!this.#dirty || performance.now() - this.#told < NUMBERS_MS)) return;
    this.#told = performance.now();
    this.#dirty = false;
    this.readings = new Map(this.#peaks);
    const over = [...this.#peaks].filter(([, reading]) => reading.clipped).map(([meter]) => meter);
    const told = this.clipped.filter((meter) => over.includes(meter));
    const clipped = [...told, ...over.filter((meter) => !told.includes(meter))];
    if (clipped.join() !== this.clipped.join()) this.clipped = clipped;
  }

  #paint(): void {
    const canvas = this.#canvas;
    const context = canvas?.getContext("2d");
    const host = canvas?.parentElement;
    if (!canvas || !context || !host) return;
    const frame = canvas.getBoundingClientRect();
    const ratio = Math.max(1, devicePixelRatio);
    const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, frame.width, frame.height);
    const colours = paints();
    for (const place of host.querySelectorAll<HTMLElement>("[data-meter]")) this.#paintOne(context, place, frame, colours);
  }

  #paintOne(context: CanvasRenderingContext2D, host: HTMLElement, frame: DOMRect, colours: Paints): void {
    const meter = Number(host.dataset.meter);
    const box = host.getBoundingClientRect();
    const clip = host.closest("[data-meters]")?.getBoundingClientRect() ?? frame;
    if (box.right < clip.left || box.left > clip.right) return;
    const strip = this.#strips.get(meter) ?? { bars: [new Bar(), new Bar()], rms: new Bar() };
    this.#strips.set(meter, strip);
    const top = box.top - frame.top;
    context.save();
    context.beginPath();
    context.rect(clip.left - frame.left, 0, clip.width, frame.height);
    context.clip();
    strip.bars.forEach((bar, side) => {
      const left = Math.round(box.right - frame.left - 8 - (1 - side) * 9);
      column(context, { left, top, height: box.height }, bar, strip.rms.level, colours);
    });
    context.restore();
  }
}

interface Paints {
  ground: string;
  text: string;
  zones: [from: number, to: number, colour: string][];
}

function paints(): Paints {
  return {
    ground: theme.colour("--bg3"),
    text: theme.colour("--text"),
    zones: [
      [FLOOR_DB, -12, theme.colour("--ok")],
      [-12, -3, theme.colour("--warn")],
      [-3, 3, theme.colour("--error")],
    ],
  };
}

const WIDTH = 7;

/** One side: the peak lightly, what lasts (RMS) fully, and the mark that holds. */
function column(
  context: CanvasRenderingContext2D, box: { left: number; top: number; height: number }, bar: Bar, rms: number, colours: Paints,
): void {
  const y = (db: number) => box.top + box.height * (1 - place(db));
  context.fillStyle = colours.ground;
  context.fillRect(box.left, box.top, WIDTH, box.height);
  for (const [level, alpha] of [[bar.level, 0.6], [Math.min(rms, bar.level), 1]] as const) {
    context.globalAlpha = alpha;
    for (const [from, to, colour] of colours.zones) {
      if (level <= from) continue;
      context.fillStyle = colour;
      const top = y(Math.min(level, to));
      context.fillRect(box.left, top, WIDTH, y(from) - top);
    }
  }
  context.globalAlpha = 1;
  if (bar.mark <= FLOOR_DB) return;
  context.fillStyle = colours.text;
  context.fillRect(box.left, Math.round(y(bar.mark)), WIDTH, 2);
}

