// One lane of waveform in the page: canvases that are drawn once per zoom level and moved by transform. The
// lane has two colourings, the plain one and the tint; the tint shows through a window (the selection), so
// that moving an edge draws nothing. `window.__refrainTilesDrawn` counts tiles for the tests.

import type { Range } from "../ipc/types";
import { columns, type Columns, type Peaks } from "./peaks";
import { DrawQueue, TILE_PX, TileStore, tileStart, visible, wanted } from "./tiles";
import { type View, toPx, xOf } from "./view";

declare global {
  interface Window {
    __refrainTilesDrawn?: number;
  }
}

export interface WaveColours {
  wave: string;
  tint: string;
  clip: string;
}
/** The audio of a lane and where its first frame lies on the song's time. */
export interface WaveSource {
  peaks: Peaks;
  offsetMs: number;
  gain: number;
}

interface Tile {
  plain: HTMLCanvasElement;
  tint: HTMLCanvasElement;
}
interface Layer {
  zoom: number;
  plain: HTMLElement;
  tint: HTMLElement;
}

const queue = new DrawQueue();
/** Alpha of the peaks around the body. */
const OUTER = 0.55;
const CLIPPED = 0.999;

export class WaveLane {
  private readonly plain = part("wave-plain");
  private readonly tint = part("wave-tint");
  private readonly layers = new Map<number, Layer>();
  private readonly tiles = new TileStore<Tile>((zoom) => this.dropLayer(zoom));
  private view: View | null = null;
  /** The zoom level whose picture stays, stretched, until the new one is complete. */
  private standing: number | null = null;
  private window: Range | "all" | null = null;

  constructor(
    host: HTMLElement,
    private readonly source: WaveSource,
    private colours: WaveColours,
    private readonly height: number,
  ) {
    host.append(this.plain, this.tint);
  }

  /** Moves the lane to a view; draws what is missing in the frames to come. */
  show(view: View): void {
    this.view = view;
    this.layer(view.zoom);
    for (const far of this.tiles.prune(view)) {
      far.plain.remove();
      far.tint.remove();
    }
    this.place();
    queue.add(this, () => this.drawNext());
  }

  /** Where the tint shows. */
  tintOver(window: Range | "all" | null): void {
    this.window = window;
    this.clip();
  }

  recolour(colours: WaveColours): void {
    this.colours = colours;
    this.tiles.clear();
    this.standing = null;
    if (this.view) this.show(this.view);
  }

  destroy(): void {
    queue.remove(this);
    this.plain.remove();
    this.tint.remove();
  }

  private get span() {
    const { peaks, offsetMs } = this.source;
    return { start: offsetMs, end: offsetMs + (peaks.frames * 1000) / peaks.rate };
  }

  private drawNext(): boolean {
    const view = this.view;
    if (!view) return false;
    const missing = wanted(view, this.span).find((index) => !this.tiles.has(view.zoom, index));
    if (missing === undefined) {
      this.swap(view);
      return false;
    }
    this.draw(view.zoom, missing);
    this.swap(view);
    return true;
  }

  /** Shows the new zoom's picture alone as soon as the window is full of it. */
  private swap(view: View): void {
    if (this.standing === view.zoom || !this.tiles.complete(view.zoom, visible(view, this.span))) return;
    this.standing = view.zoom;
    this.place();
  }

  private draw(zoom: number, index: number): void {
    const layer = this.layer(zoom);
    const shape = this.shape(zoom, index);
    const plain = canvas(index, this.height, (context, ratio) => this.paint(context, shape, ratio));
    const tint = canvas(index, this.height, (context) => this.stain(context, plain));
    const tile = { plain, tint };
    layer.plain.append(tile.plain);
    layer.tint.append(tile.tint);
    this.tiles.level(zoom).set(index, tile);
    window.__refrainTilesDrawn = (window.__refrainTilesDrawn ?? 0) + 1;
  }

  private shape(zoom: number, index: number): Columns {
    const { peaks, offsetMs } = this.source;
    const count = Math.round(TILE_PX * ratioNow());
    const perColumn = (peaks.rate * TILE_PX) / (zoom * count);
    const from = ((tileStart(index, zoom) - offsetMs) * peaks.rate) / 1000;
    return columns(peaks, from, perColumn, count);
  }

  /** One strip of peaks and one of body per column, around the middle. Clipping is judged before the gain. */
  private paint(context: CanvasRenderingContext2D, shape: Columns, ratio: number): void {
    const middle = Math.round((this.height * ratio) / 2);
    const reach = (middle - 1) * this.source.gain;
    context.fillStyle = this.colours.wave;
    context.globalAlpha = OUTER;
    strips(context, shape, middle, reach, (low, high) => [low, high]);
    context.globalAlpha = 1;
    strips(context, shape, middle, reach, (low, high, body) => [Math.max(low, -body), Math.min(high, body)]);
    context.fillStyle = this.colours.clip;
    shape.high.forEach((high, x) => {
      if (high >= CLIPPED || (shape.low[x] ?? 0) <= -CLIPPED) context.fillRect(x, 0, 1, 2 * ratio);
    });
  }

  /** The same picture in the other colour. */
  private stain(context: CanvasRenderingContext2D, plain: HTMLCanvasElement): void {
    context.drawImage(plain, 0, 0);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = this.colours.tint;
    context.fillRect(0, 0, plain.width, plain.height);
  }

  private layer(zoom: number): Layer {
    const known = this.layers.get(zoom);
    if (known) return known;
    const layer = { zoom, plain: part("wave-level"), tint: part("wave-level") };
    this.plain.append(layer.plain);
    this.tint.append(layer.tint);
    this.layers.set(zoom, layer);
    this.tiles.level(zoom);
    return layer;
  }

  private dropLayer(zoom: number): void {
    const layer = this.layers.get(zoom);
    layer?.plain.remove();
    layer?.tint.remove();
    this.layers.delete(zoom);
  }

  private place(): void {
    const view = this.view;
    if (!view) return;
    if (this.standing !== null && !this.layers.has(this.standing)) this.standing = null;
    for (const layer of this.layers.values()) {
      const shown = layer.zoom === (this.standing ?? view.zoom);
      const transform = `translateX(${-snapPx(toPx(view, view.left))}px) scaleX(${view.zoom / layer.zoom})`;
      for (const side of [layer.plain, layer.tint]) {
        side.style.display = shown ? "" : "none";
        if (shown) side.style.transform = transform;
      }
    }
    this.clip();
  }

  private clip(): void {
    if (!this.view || this.window === null) {
      this.tint.style.clipPath = "inset(0 100% 0 0)";
    } else if (this.window === "all") {
      this.tint.style.clipPath = "";
    } else {
      const left = Math.max(0, xOf(this.view, this.window.start));
      const right = Math.max(0, this.view.width - xOf(this.view, this.window.end));
      this.tint.style.clipPath = `inset(0 ${right}px 0 ${left}px)`;
    }
  }
}

const ratioNow = (): number => Math.min(3, Math.max(1, window.devicePixelRatio || 1));

/** To whole device pixels, so that one-pixel strips stay sharp. */
function snapPx(px: number): number {
  return Math.round(px * ratioNow()) / ratioNow();
}

function part(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.setAttribute("aria-hidden", "true");
  return element;
}

function canvas(
  index: number,
  height: number,
  draw: (context: CanvasRenderingContext2D, ratio: number) => void,
): HTMLCanvasElement {
  const element = document.createElement("canvas");
  const ratio = ratioNow();
  element.width = Math.round(TILE_PX * ratio);
  element.height = Math.round(height * ratio);
  element.style.cssText = `position:absolute;top:0;left:${index * TILE_PX}px;width:${TILE_PX}px;height:${height}px`;
  const context = element.getContext("2d");
  if (context) draw(context, ratio);
  return element;
}

function strips(
  context: CanvasRenderingContext2D,
  shape: Columns,
  middle: number,
  reach: number,
  bounds: (low: number, high: number, body: number) => [number, number],
): void {
  for (let x = 0; x < shape.high.length; x++) {
    const body = shape.body[x] ?? 0;
    const [low, high] = bounds(shape.low[x] ?? 0, shape.high[x] ?? 0, body);
    if (high === 0 && low === 0) continue;
    const top = Math.max(0, middle - high * reach);
    context.fillRect(x, top, 1, Math.max(1, Math.min(2 * middle, middle - low * reach) - top));
  }
}
