// Which pieces of a lane are drawn, and in which order. A tile is 512 px of one lane at one zoom; it is
// drawn once and then only moved. Playing never draws. No canvas here: wave.ts draws what this file asks for.

import type { Millis } from "../ipc/types";
import { type View, toPx } from "./view";

export const TILE_PX = 512;
/** Tiles built in one frame, all lanes together. */
export const PER_FRAME = 2;
/** Zoom levels a lane keeps. */
const KEPT_LEVELS = 6;

/** A stretch of the song's time that a lane covers. */
export interface Span {
  start: number;
  end: number;
}

/** The tiles of a span that are in the window (and a half window around), nearest to its middle first. */
export function wanted(view: View, span: Span): number[] {
  const left = toPx(view, view.left);
  const first = Math.max(left - view.width / 2, toPx(view, span.start));
  const last = Math.min(left + view.width * 1.5, toPx(view, span.end));
  const found: number[] = [];
  for (let index = Math.floor(first / TILE_PX); index * TILE_PX < last; index++) found.push(index);
  const middle = (left + view.width / 2) / TILE_PX - 0.5;
  return found.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}

/** The tiles of a span that are in the window itself: until these are there, the old zoom's picture stays. */
export function visible(view: View, span: Span): number[] {
  const left = toPx(view, view.left);
  return wanted(view, span).filter((index) => {
    return (index + 1) * TILE_PX > left && index * TILE_PX < left + view.width;
  });
}

/** Time at a tile's left border. */
export function tileStart(index: number, zoom: number): Millis {
  return (index * TILE_PX * 1000) / zoom;
}

/** Tiles by zoom level; the level that was used longest ago goes first. */
export class TileStore<Tile> {
  private readonly levels = new Map<number, Map<number, Tile>>();
  constructor(private readonly drop: (zoom: number, tiles: Iterable<Tile>) => void) {}

  /** The tiles of a zoom level, which thereby becomes the youngest. */
  level(zoom: number): Map<number, Tile> {
    const found = this.levels.get(zoom) ?? new Map<number, Tile>();
    this.levels.delete(zoom);
    this.levels.set(zoom, found);
    this.trim();
    return found;
  }

  has(zoom: number, index: number): boolean {
    return this.levels.get(zoom)?.has(index) ?? false;
  }

  complete(zoom: number, tiles: readonly number[]): boolean {
    return tiles.every((index) => this.has(zoom, index));
  }

  /** Takes tiles out that are farther than `reach` windows from the view; answers them. */
  prune(view: View, reach = 3): Tile[] {
    const tiles = this.levels.get(view.zoom);
    if (!tiles) return [];
    const left = toPx(view, view.left);
    const far = [...tiles].filter(([index]) => {
      const start = index * TILE_PX - left;
      return start + TILE_PX < -reach * view.width || start > (reach + 1) * view.width;
    });
    for (const [index] of far) tiles.delete(index);
    return far.map(([, tile]) => tile);
  }

  clear(): void {
    for (const [zoom, tiles] of this.levels) this.drop(zoom, tiles.values());
    this.levels.clear();
  }

  private trim(): void {
    for (const [zoom, tiles] of this.levels) {
      if (this.levels.size <= KEPT_LEVELS) return;
      this.drop(zoom, tiles.values());
      this.levels.delete(zoom);
    }
  }
}

/** Does the drawing of all lanes, at most `PER_FRAME` tiles in each animation frame. The first of them at once: the
 * frame that shows a lane shows its middle too. */
export class DrawQueue {
  private readonly lanes = new Map<object, () => boolean>();
  private frame = 0;

  constructor(
    private readonly request: (run: () => void) => number = (run) => requestAnimationFrame(run),
    private readonly cancel: (frame: number) => void = (frame) => cancelAnimationFrame(frame),
  ) {}

  /** `next` draws one tile and answers whether it did; it is asked again until it did not. */
  add(lane: object, next: () => boolean): void {
    this.lanes.set(lane, next);
    if (this.frame !== 0) return;
    this.draw();
    // Asked for also when nothing is left, so that this frame's share is not drawn a second time.
    this.frame = this.request(() => this.run());
  }

  remove(lane: object): void {
    this.lanes.delete(lane);
    if (this.lanes.size === 0 && this.frame !== 0) {
      this.cancel(this.frame);
      this.frame = 0;
    }
  }

  private run(): void {
    this.frame = 0;
    if (this.lanes.size === 0) return;
    this.draw();
    if (this.lanes.size > 0) this.frame = this.request(() => this.run());
  }

  private draw(): void {
    let left = PER_FRAME;
    for (const [lane, next] of this.lanes) {
      while (left > 0 && this.lanes.has(lane)) {
        if (next()) left--;
        else this.lanes.delete(lane);
      }
    }
  }
}
