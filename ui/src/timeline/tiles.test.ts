import { describe, expect, it } from "vitest";
import { DrawQueue, PER_FRAME, TILE_PX, TileStore, tileStart, visible, wanted } from "./tiles";
import type { View } from "./view";

const view: View = { zoom: 100, left: 20000, width: 1000, duration: 60000 };
const song = { start: 0, end: 60000 };

describe("tiles", () => {
  it("are asked for from the middle outwards, a half window around", () => {
    const found = wanted(view, song);
    expect([...found].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6]);
    expect(found[0]).toBe(4);
    expect(found.at(-1) === 2 || found.at(-1) === 6).toBe(true);
  });

  it("cover the window exactly once", () => {
    expect(visible(view, song).sort()).toEqual([3, 4, 5]);
    expect(tileStart(3, 100)).toBe(15360);
    expect(TILE_PX).toBe(512);
  });

  it("leave out what a short lane does not have", () => {
    expect(wanted(view, { start: 25000, end: 26000 })).toEqual([4, 5]);
    expect(wanted(view, { start: 50000, end: 51000 })).toEqual([]);
  });

  it("forget the zoom level that was used longest ago", () => {
    const dropped: number[] = [];
    const store = new TileStore<string>((zoom) => dropped.push(zoom));
    for (let zoom = 1; zoom <= 6; zoom++) store.level(zoom).set(0, "tile");
    store.level(1);
    store.level(7);
    expect(dropped).toEqual([2]);
    expect(store.has(1, 0)).toBe(true);
    expect(store.complete(3, [0, 1])).toBe(false);
  });
});

describe("pruning", () => {
  it("drops tiles more than three windows away", () => {
    const store = new TileStore<number>(() => undefined);
    for (let index = 0; index < 12; index++) store.level(view.zoom).set(index, index);
    expect(store.prune({ ...view, left: 0 })).toEqual([8, 9, 10, 11]);
    expect(store.has(view.zoom, 7)).toBe(true);
    expect(store.has(view.zoom, 8)).toBe(false);
  });
});

describe("draw queue", () => {
  it("builds no more than two tiles in a frame and stops when nothing is missing", () => {
    const frames: (() => void)[] = [];
    const queue = new DrawQueue(
      (run) => frames.push(run),
      () => undefined,
    );
    let missing = 5;
    queue.add({}, () => missing-- > 0);
    const drawn: number[] = [5 - missing];
    queue.add({}, () => false);
    expect(missing).toBe(3);
    while (frames.length > 0) {
      const before = missing;
      frames.shift()?.();
      drawn.push(before - Math.max(0, missing));
    }
    expect(drawn).toEqual([PER_FRAME, PER_FRAME, 1]);
  });

  it("asks for no frame when idle", () => {
    const frames: (() => void)[] = [];
    const queue = new DrawQueue(
      (run) => frames.push(run),
      () => undefined,
    );
    const lane = {};
    queue.add(lane, () => true);
    queue.remove(lane);
    frames.shift()?.();
    expect(frames).toHaveLength(0);
  });
});
