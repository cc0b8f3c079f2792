// What is played to judge a range before and after money is spent, as stretches of the song's time that sound one
// after the other. Times are research/ux.md §2.1's; the core plays and stops them.

import type { Millis, Range } from "../ipc/types";
import type { Edge } from "../timeline/range";

/** Heard before a join, and after it: as in Audacity. */
const LEAD_IN: Millis = 2000;
const LEAD_OUT: Millis = 1000;
/** Shift+F5..F8: long enough for a word, short enough to press again. */
const SHORT: Millis = 1000;

/** What leads in and out: over a take with its joins, otherwise without the range. */
export function joinSpans(range: Range, duration: Millis, sung: boolean): Range[] {
  const start = Math.max(0, range.start - LEAD_IN);
  const end = Math.min(duration, range.end + (sung ? LEAD_IN : LEAD_OUT));
  return sung ? [{ start, end }] : spansWithout(start, range, end);
}

/** From one time to another, the range left out. */
export function spansWithout(from: Millis, range: Range, to: Millis): Range[] {
  return filled([
    { start: from, end: range.start },
    { start: range.end, end: to },
  ]);
}

/** The moment at one side of an edge. Inside, never farther than the other edge. */
export function edgeSpan(range: Range, edge: Edge, side: "before" | "after", duration: Millis): Range[] {
  const at = range[edge];
  const inside = (edge === "start") === (side === "after");
  const reach = inside ? Math.min(SHORT, range.end - range.start) : SHORT;
  const span = side === "before" ? { start: at - reach, end: at } : { start: at, end: at + reach };
  return filled([{ start: Math.max(0, span.start), end: Math.min(duration, span.end) }]);
}

/** From the playhead to the next edge of the range; behind the range, from its end to the playhead. */
export function spanToEdge(range: Range, from: Millis): Range[] {
  const at = Math.round(from);
  if (at > range.end) return [{ start: range.end, end: at }];
  const edge = [range.start, range.end].find((each) => each > at);
  return edge === undefined ? [] : [{ start: at, end: edge }];
}

const filled = (spans: Range[]): Range[] => spans.filter((span) => span.end > span.start);
