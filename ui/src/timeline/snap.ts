// Snapping: a help while choosing a range, never a constraint. Places come from the words' times (mirrors
// `song::snap_targets`), from markers and, where nobody sings, from silence in the peaks.

import type { Marker, Millis, Range, Timing } from "../ipc/types";

export type SnapKind = "marker" | "section" | "line" | "word" | "silence";
export interface SnapTarget {
  at: Millis;
  kind: SnapKind;
  label: string;
}

/** What the user put there by hand comes first. */
const STRENGTH: Record<SnapKind, number> = { marker: 0, section: 1, line: 2, word: 3, silence: 4 };
/** Words closer than this share one boundary in the middle of their gap. */
const SHORT_GAP: Millis = 120;
/** Room left before the first word after a pause, and after the last word before one. */
const BREATH: Millis = 60;
/** Pixels at which an edge jumps to a target, and at which it lets go again. */
export const MAGNET_PX = 8;
export const RELEASE_PX = 12;
/** Pixels per second under which words are too close to be snapped to. */
export const WORDS_FROM = 12;

/** Where a range that begins with this word begins. */
export function boundaryBefore(timing: Timing, word: number): Millis {
  const next = timing.words[word];
  if (!next) return 0;
  const previous = timing.words[word - 1];
  if (previous && next.start - previous.end < SHORT_GAP) return middle(previous.end, next.start);
  return Math.max(0, next.start - BREATH);
}

/** Where a range that ends with this word ends. */
export function boundaryAfter(timing: Timing, word: number, duration: Millis): Millis {
  const previous = timing.words[word];
  if (!previous) return duration;
  const next = timing.words[word + 1];
  if (next && next.start - previous.end < SHORT_GAP) return middle(previous.end, next.start);
  return Math.min(duration, previous.end + BREATH);
}

/** The middle of a gap; where words overlap, the end of the first. */
const middle = (end: Millis, start: Millis): Millis => end + Math.floor(Math.max(0, start - end) / 2);

/** The range that holds these words exactly. */
export function rangeOfWords(timing: Timing, first: number, last: number, duration: Millis): Range {
  return { start: boundaryBefore(timing, first), end: boundaryAfter(timing, last, duration) };
}

/** Every place an edge may snap to, in order of time. */
export function snapTargets(timing: Timing, duration: Millis): SnapTarget[] {
  const found = new Map<Millis, SnapTarget>();
  timing.words.forEach((_, index) => {
    keep(found, boundaryBefore(timing, index), nameOf(timing, index, "start"));
    keep(found, boundaryAfter(timing, index, duration), nameOf(timing, index, "end"));
  });
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** Both ends of each marker. */
export function markerTargets(markers: readonly Marker[]): SnapTarget[] {
  const target = (at: Millis, { name }: Marker): SnapTarget => ({ at, kind: "marker", label: name });
  const all = markers.flatMap((each) => [target(each.start, each), ...(each.end === null ? [] : [target(each.end, each)])]);
  return all.sort((a, b) => a.at - b.at);
}

/** Of two names for one place the stronger stays; of equals the one that begins there. */
function keep(found: Map<Millis, SnapTarget>, at: Millis, name: Omit<SnapTarget, "at">): void {
  const known = found.get(at);
  if (known && STRENGTH[known.kind] < STRENGTH[name.kind]) return;
  found.set(at, { at, ...name });
}

/** What begins or ends with this word: its section, its line, or only itself. */
function nameOf(timing: Timing, index: number, edge: "start" | "end"): Omit<SnapTarget, "at"> {
  const word = timing.words[index];
  const line = word && timing.lines[word.line];
  if (!word || !line) return { kind: "word", label: word?.text ?? "" };
  const lineEdge = edge === "start" ? line.firstWord : line.firstWord + line.wordCount - 1;
  if (index !== lineEdge) return { kind: "word", label: word.text };
  const section = timing.sections[line.section];
  if (!section) return { kind: "line", label: line.text };
  const sectionEdge = edge === "start" ? section.firstLine : section.firstLine + section.lineCount - 1;
  if (word.line !== sectionEdge) return { kind: "line", label: line.text };
  return { kind: "section", label: section.label || line.text };
}

/**
 * The target for an edge at `time`: the strongest kind within the magnet, then the nearest. A target that
 * is `held` is let go later than it is caught, so that an edge does not flutter between two.
 */
export function snap(
  targets: readonly SnapTarget[],
  time: number,
  zoom: number,
  held: SnapTarget | null = null,
): SnapTarget | null {
  const catchMs = (MAGNET_PX * 1000) / zoom;
  if (held && Math.abs(held.at - time) <= (RELEASE_PX * 1000) / zoom) {
    const stronger = strongest(targets, time, catchMs, zoom);
    return stronger && STRENGTH[stronger.kind] < STRENGTH[held.kind] ? stronger : held;
  }
  return strongest(targets, time, catchMs, zoom);
}

function strongest(
  targets: readonly SnapTarget[],
  time: number,
  radius: number,
  zoom: number,
): SnapTarget | null {
  let best: SnapTarget | null = null;
  for (let index = firstFrom(targets, time - radius); index < targets.length; index++) {
    const target = targets[index];
    if (!target || target.at > time + radius) break;
    if (zoom < WORDS_FROM && STRENGTH[target.kind] >= STRENGTH.word) continue;
    if (!best || better(target, best, time)) best = target;
  }
  return best;
}

function better(a: SnapTarget, b: SnapTarget, time: number): boolean {
  if (a.kind !== b.kind) return STRENGTH[a.kind] < STRENGTH[b.kind];
  return Math.abs(a.at - time) < Math.abs(b.at - time);
}

/** Index of the first target at or after a time. */
function firstFrom(targets: readonly SnapTarget[], time: number): number {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((targets[half]?.at ?? Infinity) < time) low = half + 1;
    else high = half;
  }
  return low;
}

/** The next target after (`step` 1) or before (-1) a time; what Mod+arrows walk by. */
export function stepTarget(
  targets: readonly SnapTarget[],
  time: number,
  step: 1 | -1,
  kinds: readonly SnapKind[],
): SnapTarget | null {
  const fits = targets.filter((target) => kinds.includes(target.kind));
  const ahead =
    step > 0 ? fits.filter((t) => t.at > time + 1) : fits.filter((t) => t.at < time - 1).reverse();
  return ahead[0] ?? null;
}

/** Two target lists as one, in order of time. */
export function merge(a: readonly SnapTarget[], b: readonly SnapTarget[]): SnapTarget[] {
  return [...a, ...b].sort((left, right) => left.at - right.at);
}
