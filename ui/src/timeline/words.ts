// What the text lanes show: level of detail by zoom, the slice that is in the window, and what lies under
// a time. Lists are in order of time (the core sends them so); words may overlap a little.

import type { Millis, Timing } from "../ipc/types";
import { type View, rightOf, toMs } from "./view";

/** From the coarsest: sections; lines; words; words with their confidence. */
export type Detail = "sections" | "lines" | "words" | "confidence";
export const LINES_FROM = 12;
export const WORDS_SHOWN_FROM = 60;
const CONFIDENCE_FROM = 120;

export function detailAt(zoom: number): Detail {
  if (zoom < LINES_FROM) return "sections";
  if (zoom < WORDS_SHOWN_FROM) return "lines";
  return zoom < CONFIDENCE_FROM ? "words" : "confidence";
}

export const showsWords = (detail: Detail): boolean => detail === "words" || detail === "confidence";

export type Trust = "sure" | "fair" | "doubtful";

/** How far a word's time can be trusted: solid, dashed or dotted underline. */
export function trust(confidence: number): Trust {
  if (confidence >= 0.8) return "sure";
  return confidence >= 0.5 ? "fair" : "doubtful";
}

/** Lines of which most words are doubtful, as where only their start was tapped: the underline says enough there. */
export function vagueLines(timing: Timing): ReadonlySet<number> {
  const doubtful = timing.lines.map(() => 0);
  for (const { line, confidence } of timing.words) {
    if (trust(confidence) === "doubtful") doubtful[line] = (doubtful[line] ?? 0) + 1;
  }
  return new Set(timing.lines.flatMap((line, index) => ((doubtful[index] ?? 0) * 2 > line.wordCount ? [index] : [])));
}

interface Timed {
  start: Millis;
  end: Millis;
}

/** Indexes of the items that touch the window, one window more at each side: what exists as DOM. */
export function nearWindow(items: readonly Timed[], view: View): { from: number; to: number } {
  const span = toMs(view, view.width);
  return touching(items, view.left - span, rightOf(view) + span);
}

/** Indexes `from..to` (half open) of the items that touch a stretch of time. */
export function touching(items: readonly Timed[], start: number, end: number): { from: number; to: number } {
  let from = 0;
  while (from < items.length && (items[from]?.end ?? 0) <= start) from++;
  let to = from;
  while (to < items.length && (items[to]?.start ?? Infinity) < end) to++;
  return { from, to };
}

/** The item that sounds at a time, or -1. Of two that overlap the later one, which has just begun. */
export function itemAt(items: readonly Timed[], ms: number): number {
  for (let index = lastBegun(items, ms); index >= 0; index--) {
    const item = items[index];
    if (item && ms < item.end) return index;
    if (item && item.start < ms - 30000) return -1;
  }
  return -1;
}

/** The last item that begins at or before a time, or -1. */
export function lastBegun(items: readonly Timed[], ms: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((items[half]?.start ?? Infinity) <= ms) low = half + 1;
    else high = half;
  }
  return low - 1;
}

/** First and last word of a line. */
export function wordsOfLine(timing: Timing, line: number): { first: number; last: number } | null {
  const found = timing.lines[line];
  if (!found || found.wordCount === 0) return null;
  return { first: found.firstWord, last: found.firstWord + found.wordCount - 1 };
}

/** First and last word of a section. */
export function wordsOfSection(timing: Timing, section: number): { first: number; last: number } | null {
  const found = timing.sections[section];
  if (!found || found.lineCount === 0) return null;
  const first = wordsOfLine(timing, found.firstLine);
  const last = wordsOfLine(timing, found.firstLine + found.lineCount - 1);
  return first && last ? { first: first.first, last: last.last } : null;
}

/** First and last word that a stretch of the lyrics text touches (UTF-16 offsets). */
export function wordsOfText(
  timing: Timing,
  from: number,
  to: number,
): { first: number; last: number } | null {
  let first = -1;
  let last = -1;
  timing.words.forEach((word, index) => {
    if (word.to <= from || word.from >= to) return;
    if (first < 0) first = index;
    last = index;
  });
  return first < 0 ? null : { first, last };
}
