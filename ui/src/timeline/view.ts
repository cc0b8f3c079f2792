// Which stretch of the song the timeline shows: time <-> pixel, zoom at a point, scroll, fit, page flip.
// Pure values; drawing is in tiles.ts and the components.

import type { Millis, Range } from "../ipc/types";

/** Pixels per second. */
export const MIN_ZOOM = 4;
export const MAX_ZOOM = 1000;
/** One wheel notch or one press of a zoom key. */
export const ZOOM_STEP = 1.25;
/** Room after the song's end, so that its last word is not glued to the border. */
const TAIL_PX = 48;
/** The playhead turns the page when it has crossed this share of the width. */
const FLIP_AT = 0.9;
/** Where the playhead stands after the page has turned. */
const FLIP_TO = 0.08;

export interface View {
  /** Pixels per second. */
  readonly zoom: number;
  /** Time at the left border in milliseconds; not rounded, so that scrolling by pixels never drifts. */
  readonly left: number;
  /** Width in CSS pixels. */
  readonly width: number;
  readonly duration: Millis;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

export function toPx(view: View, ms: number): number {
  return (ms * view.zoom) / 1000;
}

export function toMs(view: View, px: number): number {
  return (px * 1000) / view.zoom;
}

/** Pixel from the left border of the view. */
export function xOf(view: View, ms: number): number {
  return toPx(view, ms - view.left);
}

/** Time under a pixel of the view, inside the song. */
export function timeAt(view: View, x: number): Millis {
  return Math.round(clamp(view.left + toMs(view, x), 0, view.duration));
}

/** The first time behind the right border. */
export function rightOf(view: View): number {
  return view.left + toMs(view, view.width);
}

/** Keeps zoom and scroll within their limits. */
export function settle(view: View): View {
  const zoom = clamp(view.zoom, MIN_ZOOM, MAX_ZOOM);
  const last = view.duration + (TAIL_PX * 1000) / zoom - (view.width * 1000) / zoom;
  return { ...view, zoom, left: clamp(view.left, 0, last) };
}

/** Zooms so that the time under `x` stays under `x`. */
export function zoomTo(view: View, zoom: number, x: number): View {
  const next = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
  const anchor = view.left + toMs(view, x);
  return settle({ ...view, zoom: next, left: anchor - (x * 1000) / next });
}

export function zoomBy(view: View, factor: number, x: number): View {
  return zoomTo(view, view.zoom * factor, x);
}

export function scrollBy(view: View, px: number): View {
  return settle({ ...view, left: view.left + toMs(view, px) });
}

export function resize(view: View, width: number): View {
  return settle({ ...view, width });
}

/** The whole song in the window. */
export function fitSong(view: View): View {
  const usable = Math.max(1, view.width - TAIL_PX);
  return settle({ ...view, zoom: (usable * 1000) / Math.max(1, view.duration), left: 0 });
}

/** The range in the middle, with an eighth of the width free at each side. */
export function fitRange(view: View, range: Range): View {
  const length = Math.max(1, range.end - range.start);
  const zoom = clamp((view.width * 0.75 * 1000) / length, MIN_ZOOM, MAX_ZOOM);
  return centre({ ...view, zoom }, (range.start + range.end) / 2);
}

export function centre(view: View, ms: number): View {
  return settle({ ...view, left: ms - toMs(view, view.width) / 2 });
}

export function shows(view: View, ms: number): boolean {
  return ms >= view.left && ms < rightOf(view);
}

/** Follows the playhead by whole pages: the same view as long as the playhead is in it. */
export function follow(view: View, ms: number): View {
  const x = xOf(view, ms);
  if (x >= 0 && x <= view.width * FLIP_AT) return view;
  const next = settle({ ...view, left: ms - toMs(view, view.width * FLIP_TO) });
  return next.left === view.left ? view : next;
}

/** Follows the playhead smoothly: in the middle, but for the song's two ends. */
export function keepInMiddle(view: View, ms: number): View {
  const next = centre(view, ms);
  // Less than half a pixel is nothing to draw.
  return Math.abs(toPx(view, next.left - view.left)) < 0.5 ? view : next;
}

/** Scrolls just enough to show a time, with a margin; for the keyboard. */
export function reveal(view: View, ms: number, margin = 40): View {
  const x = xOf(view, ms);
  if (x < margin) return scrollBy(view, x - margin);
  if (x > view.width - margin) return scrollBy(view, x - view.width + margin);
  return view;
}

/** The view with a range in it; zooms out only if it must, in where words would stay hidden. */
export function showRange(view: View, range: Range, wordsFrom: number): View {
  const fitted = fitRange(view, range);
  const zoom = Math.min(Math.max(view.zoom, wordsFrom), fitted.zoom);
  const whole = shows(view, range.start) && shows(view, range.end) && zoom === view.zoom;
  return whole ? view : centre({ ...view, zoom }, (range.start + range.end) / 2);
}
