// What can be done to the state of a mix, as pure functions: each answers a new state.

import type { MixState, Range, StemSet, Strip } from "../ipc";
import { isDrums, isVoice } from "../takes/stems";
import { bounded } from "./fader";

/** What undo counts as one change when it goes on: a drag, a held key. */
export type Change = (state: MixState) => MixState;

export function strip(index: number, patch: Partial<Strip> | ((strip: Strip) => Partial<Strip>)): Change {
  return (state) => ({
    ...state,
    strips: state.strips.map((each, at) =>
      at === index ? { ...each, ...(typeof patch === "function" ? patch(each) : patch) } : each,
    ),
  });
}

const every = (patch: (strip: Strip, index: number) => Partial<Strip>): Change => (state) => ({
  ...state,
  strips: state.strips.map((each, index) => ({ ...each, ...patch(each, index) })),
});

export const gain = (index: number, gainDb: number): Change => strip(index, { gainDb: bounded(gainDb) });
export const pan = (index: number, to: number): Change => strip(index, { pan: Math.round(Math.min(1, Math.max(-1, to)) * 100) / 100 });
export const mute = (index: number): Change => strip(index, ({ muted }) => ({ muted: !muted }));
export const solo = (index: number): Change => strip(index, ({ soloed }) => ({ soloed: !soloed }));
export const set = (index: number, to: StemSet): Change => strip(index, { set: to });
export const master = (masterDb: number): Change => (state) => ({ ...state, masterDb: bounded(masterDb) });
export const clearSolos: Change = every(() => ({ soloed: false }));
export const clearMutes: Change = every(() => ({ muted: false }));
export const allSets = (to: StemSet): Change => every(() => ({ set: to }));

/** Only this one; again: none. */
export function soloOnly(index: number): Change {
  return (state) => {
    const alone = state.strips.every((each, at) => each.soloed === (at === index));
    return every((_, at) => ({ soloed: !alone && at === index }))(state);
  };
}

/** Takes a lane out of the mix. What it was set to stays, for the day it comes back; a solo would silence the others. */
export const remove = (index: number): Change => strip(index, { removed: true, soloed: false });
export const bringBack: Change = every(() => ({ removed: false }));

/** Whether a strip is heard; the core's rule. */
export function hears(state: MixState, index: number): boolean {
  const one = state.strips[index];
  const solo = state.strips.some((each) => each.soloed && !each.removed);
  return one !== undefined && !one.removed && !one.muted && (one.soloed || !solo);
}

/** Whether all of a range is muted in a strip. */
export function isMutedIn(one: Strip, range: Range): boolean {
  return one.mutes.some((each) => each.start <= range.start && each.end >= range.end);
}

/** Mutes a range of one strip; where all of it is muted, lets it be heard again. */
export function muteRange(index: number, range: Range): Change {
  return strip(index, (one) => ({ mutes: isMutedIn(one, range) ? without(one.mutes, range) : together([...one.mutes, range]) }));
}

/** What is left of ranges outside of one. */
export function without(ranges: readonly Range[], gone: Range): Range[] {
  return ranges.flatMap(({ start, end }) =>
    [
      { start, end: Math.min(end, gone.start) },
      { start: Math.max(start, gone.end), end },
    ].filter((each) => each.end > each.start),
  );
}

function together(ranges: Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else joined.push(range);
  }
  return joined;
}

export type Preset = "karaoke" | "acappella" | "drumsDown" | "flat";

/** Mixes that people ask for by name. Solo, mute and level only: pan, sets and muted ranges stay. */
export function preset(name: Preset): Change {
  return every(({ part, gainDb }) => {
    switch (name) {
      case "karaoke":
        return { muted: isVoice(part), soloed: false };
      case "acappella":
        return { muted: !isVoice(part), soloed: false };
      case "drumsDown":
        return isDrums(part) ? { gainDb: bounded(gainDb - 6) } : {};
      case "flat":
        return { gainDb: 0, pan: 0, muted: false, soloed: false };
    }
  });
}
