// The range: what its length means to the vendor, how an edge moves, which words it holds. Mirrors
// `song::RangeLimits` (limits come from the connection, never from here).

import type { Millis, Range, RangeLimits, Timing, TimedWord } from "../ipc/types";
import type { SnapTarget } from "./snap";
import { clamp } from "./view";

export type Edge = "start" | "end";
/** The shortest range an edge can be drawn to; what a vendor accepts is another matter. */
export const SHORTEST: Millis = 10;

export type Verdict =
  | { kind: "tooShort"; missing: Millis }
  | { kind: "fine" }
  | { kind: "long" }
  | { kind: "tooLong"; over: Millis };

export const lengthOf = (range: Range): Millis => range.end - range.start;

export function judge(limits: RangeLimits, range: Range): Verdict {
  const length = lengthOf(range);
  if (length < limits.min) return { kind: "tooShort", missing: limits.min - length };
  if (length > limits.max) return { kind: "tooLong", over: length - limits.max };
  return length > limits.advisedMax ? { kind: "long" } : { kind: "fine" };
}

export function accepted(limits: RangeLimits, range: Range): boolean {
  const verdict = judge(limits, range).kind;
  return verdict === "fine" || verdict === "long";
}

/** A range from two times in any order, inside the song, never empty. */
export function rangeOf(a: number, b: number, duration: Millis): Range {
  const start = Math.round(clamp(Math.min(a, b), 0, Math.max(0, duration - SHORTEST)));
  const end = Math.round(clamp(Math.max(a, b), start + SHORTEST, Math.max(duration, start + SHORTEST)));
  return { start, end };
}

/** Moves one edge; it stops before the other edge, at the song's ends and at the vendor's maximum. */
export function moveEdge(range: Range, edge: Edge, to: number, duration: Millis, longest = duration): Range {
  const at = Math.round(to);
  if (edge === "start") {
    const low = Math.max(0, range.end - longest);
    return { start: clamp(at, low, range.end - SHORTEST), end: range.end };
  }
  const high = Math.min(duration, range.start + longest);
  return { start: range.start, end: clamp(at, range.start + SHORTEST, high) };
}

/** Moves the range as a block, its length kept. */
export function shift(range: Range, by: number, duration: Millis): Range {
  const length = lengthOf(range);
  const start = Math.round(clamp(range.start + by, 0, duration - length));
  return { start, end: start + length };
}

/** Which edge a time is nearer to: what Shift+click moves. */
export function nearerEdge(range: Range, time: number): Edge {
  return Math.abs(time - range.start) <= Math.abs(time - range.end) ? "start" : "end";
}

/** Shift+click: moves the nearer edge to the time. */
export function extendTo(range: Range, time: number, duration: Millis): Range {
  return nearerEdge(range, time) === "start"
    ? rangeOf(time, range.end, duration)
    : rangeOf(range.start, time, duration);
}

/**
 * The snap target nearest to where `edge` stands at which the length is accepted, or null. What the badge
 * offers when a range is too short or too long.
 */
export function nearestLegal(
  range: Range,
  edge: Edge,
  targets: readonly SnapTarget[],
  limits: RangeLimits,
): Range | null {
  const from = range[edge];
  let best: Range | null = null;
  for (const target of targets) {
    const candidate = { ...range, [edge]: target.at };
    if (candidate.end <= candidate.start || !accepted(limits, candidate)) continue;
    if (!best || Math.abs(target.at - from) < Math.abs(best[edge] - from)) best = candidate;
  }
  return best;
}

/** What the badge's button does: the nearest legal word edge at either side; the end is preferred. */
export function legalised(range: Range, targets: readonly SnapTarget[], limits: RangeLimits): Range | null {
  if (accepted(limits, range)) return range;
  const byEnd = nearestLegal(range, "end", targets, limits);
  const byStart = nearestLegal(range, "start", targets, limits);
  if (!byEnd || !byStart) return byEnd ?? byStart;
  const endMoves = Math.abs(byEnd.end - range.end);
  return endMoves <= Math.abs(byStart.start - range.start) ? byEnd : byStart;
}

/** Words that sound in the range: their middle lies in it, or they fill it. */
export function wordsIn(timing: Timing, range: Range): { first: number; last: number } | null {
  let first = -1;
  let last = -1;
  timing.words.forEach((word, index) => {
    if (!sounds(word, range)) return;
    if (first < 0) first = index;
    last = index;
  });
  return first < 0 ? null : { first, last };
}

function sounds(word: TimedWord, range: Range): boolean {
  const middle = (word.start + word.end) / 2;
  return (
    (middle >= range.start && middle < range.end) || (word.start <= range.start && word.end >= range.end)
  );
}

/** The lyrics of the words in the range, with the line breaks between them. */
export function textIn(timing: Timing, lyrics: string, range: Range): string {
  const words = wordsIn(timing, range);
  if (!words) return "";
  const first = timing.words[words.first];
  const last = timing.words[words.last];
  if (!first || !last) return "";
  return lyrics.slice(first.from, last.to).replace(/\r\n?/g, "\n");
}
