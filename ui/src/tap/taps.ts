// Tapping line times: which line the next tap is for, what was tapped, and how to take it back. Pure; where the sound
// is and what is kept is tapping.svelte.ts.

import type { Millis } from "../ipc/types";

type Starts = readonly (Millis | null)[];

export interface Taps {
  /** One per line, in order wherever known. */
  starts: Starts;
  /** The line that the next tap is for; behind the last one when all is done. */
  at: number;
  /** The line that was tapped or chosen last: the one that is moved by steps. */
  touched: number | null;
  /** What can be tapped again, the newest last. */
  done: readonly { line: number; time: Millis; before: Starts; at: number }[];
  duration: Millis;
}

/** Starts with what is known: at the first line without a time, at the top where all have one. */
export function begin(starts: Starts, duration: Millis): Taps {
  const open = starts.findIndex((start) => start === null);
  return { starts, at: Math.max(0, open), touched: null, done: [], duration };
}

/** The current line starts at this time. With `goOn` the next tap is for the next line. */
export function tap(taps: Taps, time: number, goOn: boolean): Taps {
  const { at: line, starts, duration } = taps;
  if (line >= starts.length || duration <= 0) return taps;
  const start = Math.round(Math.min(Math.max(0, time), duration - 1));
  const done = [...taps.done, { line, time: start, before: starts, at: line }];
  return { ...taps, starts: placed(starts, line, start), done, touched: line, at: goOn ? line + 1 : line };
}

/** The last tap counts: lines whose time it contradicts have to be tapped again. */
function placed(starts: Starts, line: number, start: Millis): Starts {
  return starts.map((known, index) => {
    if (index === line) return start;
    if (known === null) return null;
    return (index < line ? known < start : known > start) ? known : null;
  });
}

/** Takes the last tap back; `from` is the time it had, to listen once more. */
export function again(taps: Taps): { taps: Taps; from: Millis | null } {
  const last = taps.done.at(-1);
  if (!last) return { taps, from: null };
  const back = { ...taps, starts: last.before, at: last.line, touched: last.line, done: taps.done.slice(0, -1) };
  return { taps: back, from: last.time };
}

/** The line that steps move: the one touched last, else the current one. Null: it has no time yet. */
export function movable(taps: Taps): number | null {
  const line = taps.touched ?? taps.at;
  return taps.starts[line] == null ? null : line;
}

/** Moves a line's start, up to its neighbours. */
export function nudge(taps: Taps, by: Millis): Taps {
  const line = movable(taps);
  const start = line === null ? null : taps.starts[line];
  if (line === null || start == null) return taps;
  const above = taps.starts.slice(0, line).findLast((each) => each !== null) ?? -1;
  const below = taps.starts.slice(line + 1).find((each) => each !== null) ?? taps.duration;
  const moved = Math.min(Math.max(start + by, above + 1), below - 1);
  return { ...taps, starts: taps.starts.with(line, moved) };
}

/** Another line is next. */
export function choose(taps: Taps, line: number): Taps {
  const at = Math.min(Math.max(0, line), Math.max(0, taps.starts.length - 1));
  return { ...taps, at, touched: at };
}

/** The line that sounds at a time, or -1. */
export function soundingAt(starts: Starts, time: number): number {
  return starts.findLastIndex((start) => start !== null && start <= time);
}

export const known = (starts: Starts): number => starts.filter((start) => start !== null).length;

/** Whether anything is other than it was in the beginning. */
export function differs(a: Starts, b: Starts): boolean {
  return a.length !== b.length || a.some((start, index) => start !== b[index]);
}
