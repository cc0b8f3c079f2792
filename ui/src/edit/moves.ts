// How the keyboard walks and chooses on the timeline: by pixels, words and sections. What keys these are is in
// actions.ts.

import { playhead } from "../state";
import { moveEdge, rangeOf, type Edge } from "../timeline/range";
import { boundaryAfter, boundaryBefore } from "../timeline/snap";
import { toMs } from "../timeline/view";
import type { Desk } from "./desk.svelte";

const LONG_JUMP = 15_000;

/** `[` and `]`: an edge at the playhead; without a range, one that holds the word there. */
export function setEdge(desk: Desk, edge: Edge): void {
  const { selection, timing } = desk.song;
  const at = Math.round(playhead.position);
  if (selection && (edge === "start" ? at < selection.end : at > selection.start)) {
    desk.select({ ...selection, [edge]: at });
    return;
  }
  const word = timing
    ? timing.words.findIndex((each) => (edge === "start" ? each.end > at : each.end >= at))
    : -1;
  const other =
    timing && word >= 0
      ? edge === "start"
        ? boundaryAfter(timing, word, desk.duration)
        : boundaryBefore(timing, word)
      : at + (edge === "start" ? 2000 : -2000);
  desk.select(rangeOf(at, other, desk.duration));
}

/** Shift+arrows: what they do to the range while nothing plays, a long jump while something does. */
export function nudgeOrSkip(desk: Desk, edge: Edge, step: 1 | -1): void {
  if (playhead.playing) desk.seek(playhead.position + step * LONG_JUMP);
  else nudge(desk, edge, step);
}

/** One pixel at this zoom, at least 10 ms. */
export function nudge(desk: Desk, edge: Edge, step: 1 | -1): void {
  const { selection } = desk.song;
  if (!selection) return;
  const by = Math.max(10, toMs(desk.view, 1)) * step;
  desk.select(moveEdge(selection, edge, selection[edge] + by, desk.duration, desk.longest));
}

export function stepWord(desk: Desk, step: 1 | -1): void {
  const { timing } = desk.song;
  if (!timing) return;
  const starts = timing.words.map((_, index) => boundaryBefore(timing, index));
  const at = playhead.position;
  const next = step > 0 ? starts.find((start) => start > at + 1) : starts.findLast((start) => start < at - 1);
  if (next !== undefined) desk.seek(next);
}

export function extendWord(desk: Desk, step: 1 | -1): void {
  const { timing, selection } = desk.song;
  if (!timing) return;
  if (!selection) return setEdge(desk, "start");
  const ends = timing.words.map((_, index) => boundaryAfter(timing, index, desk.duration));
  const next =
    step > 0
      ? ends.find((end) => end > selection.end + 1)
      : ends.findLast((end) => end < selection.end - 1 && end > selection.start);
  if (next === undefined) return;
  desk.select({ start: selection.start, end: next });
  desk.reveal(next);
}

export function stepSection(desk: Desk, step: 1 | -1, extend: boolean): void {
  const { timing, selection } = desk.song;
  if (!timing) return;
  const from = selection ? selection.start : playhead.position;
  const at = timing.sections.findLastIndex((section) => section.start <= from + 100);
  if (extend && selection) return extendSection(desk, step);
  const next = Math.min(Math.max(at + step, 0), timing.sections.length - 1);
  desk.selectSection(next);
  const start = desk.song.selection?.start;
  if (start !== undefined) desk.seek(start);
}

function extendSection(desk: Desk, step: 1 | -1): void {
  const { timing, selection } = desk.song;
  if (!timing || !selection) return;
  const ends = timing.sections.map((section) => {
    const line = timing.lines[section.firstLine + section.lineCount - 1];
    return line ? boundaryAfter(timing, line.firstWord + line.wordCount - 1, desk.duration) : section.end;
  });
  const next =
    step > 0
      ? ends.find((end) => end > selection.end + 1)
      : ends.findLast((end) => end < selection.end - 1 && end > selection.start);
  if (next !== undefined) desk.select({ start: selection.start, end: next });
}
