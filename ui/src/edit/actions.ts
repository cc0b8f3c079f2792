// Every key of the Edit screen (research/ux.md §2.1-2.4), as actions of the registry: so they are listed on the
// shortcut sheet and in the palette. Handles have their own arrow keys, see Handle.svelte.

import { m } from "../i18n";
import type { Action } from "../keys";
import { playhead } from "../state";
import { takeActions } from "../takes/actions";
import type { Edge } from "../timeline/range";
import type { Desk } from "./desk.svelte";
import { markerActions } from "./marker-actions";
import type { Marking } from "./marking.svelte";
import { gestures, height, needsRange, zooming, type Draft } from "./view-actions";
import { extendWord, nudge, nudgeOrSkip, setEdge, stepSection, stepWord } from "./moves";

export interface EditCommands {
  keep(): void;
  replace(): void;
  /** Why the range cannot be sung anew now; null: it can. */
  replaceReason(): string | null;
  /** Puts the cursor into the new lyrics. */
  write(): void;
  undo(): void;
  redo(): void;
  exportVersion(): void;
  /** Opens the range's context menu. */
  menu(): void;
  marking: Marking;
}

export function editActions(desk: Desk, commands: EditCommands): Action[] {
  const own = [...doing(desk, commands), ...markerActions(() => commands.marking)];
  const doings = own.map((action): Action => ({ scope: "timeline", ...action }));
  return [...timelineActions(desk), ...takeActions(), ...doings];
}

/** What every timeline can: look, listen, select. */
export function timelineActions(desk: Desk): Action[] {
  const all: Draft[] = [
    ...hearing(desk),
    ...edges(desk),
    ...selecting(desk),
    ...trimming(desk),
    ...zooming(desk),
    ...height(desk),
    ...gestures(),
  ];
  return all.map((action) => ({ scope: "timeline", ...action }));
}

const needsTiming = (desk: Desk) => () => (desk.song.timing ? null : m.edit_reason_no_timing());

function hearing(desk: Desk): Draft[] {
  const range = needsRange(desk);
  const seek = (id: string, label: () => string, chord: string, by: number): Draft => ({
    id,
    label,
    chords: [chord],
    repeats: true,
    run: () => desk.seek(playhead.position + by),
  });
  return [
    {
      id: "edit.joins",
      scope: "global",
      label: m.edit_hear_joins,
      chords: ["C"],
      run: () => desk.hearJoins(),
      reason: range,
    },
    {
      id: "edit.without",
      scope: "global",
      label: m.edit_without,
      chords: ["Shift+C"],
      run: () => desk.hearWithout(),
      reason: range,
    },
    { id: "edit.home", label: m.edit_to_start, chords: ["Home"], run: () => desk.seek(0) },
    { id: "edit.last", label: m.edit_to_end, chords: ["End"], run: () => desk.seek(desk.duration) },
    seek("edit.back", m.edit_seek_back, "Left", -1000),
    seek("edit.forward", m.edit_seek_forward, "Right", 1000),
    { ...seek("edit.pageBack", m.edit_page_back, "PageUp", 0), run: () => desk.seekPage(-1) },
    { ...seek("edit.pageForward", m.edit_page_forward, "PageDown", 0), run: () => desk.seekPage(1) },
  ];
}

/** Short looks at either side of the edges. Shift+F6 is "previous pane" elsewhere: hence the timeline only. */
function edges(desk: Desk): Draft[] {
  const reason = needsRange(desk);
  const look = (key: string, label: () => string, edge: Edge, side: "before" | "after"): Draft => ({
    id: `edit.hear-${edge}-${side}`,
    label,
    chords: [key],
    reason,
    run: () => desk.hearEdge(edge, side),
  });
  return [
    look("Shift+F5", m.edit_hear_before_start, "start", "before"),
    look("Shift+F6", m.edit_hear_after_start, "start", "after"),
    look("Shift+F7", m.edit_hear_before_end, "end", "before"),
    look("Shift+F8", m.edit_hear_after_end, "end", "after"),
    {
      id: "edit.toEdge",
      scope: "global",
      label: m.edit_hear_to_edge,
      chords: ["B"],
      reason,
      run: () => desk.hearToEdge(),
    },
  ];
}

function selecting(desk: Desk): Draft[] {
  const range = needsRange(desk);
  const timing = needsTiming(desk);
  const rangeOrPlaying = () => (playhead.playing ? null : range());
  const all = () => desk.select({ start: 0, end: desk.duration });
  return [
    {
      id: "edit.start",
      scope: "global",
      label: m.edit_set_start,
      chords: ["["],
      run: () => setEdge(desk, "start"),
    },
    {
      id: "edit.end",
      scope: "global",
      label: m.edit_set_end,
      chords: ["]"],
      run: () => setEdge(desk, "end"),
    },
    {
      id: "edit.extendRight",
      label: m.edit_extend_right,
      chords: ["Shift+Right"],
      repeats: true,
      reason: rangeOrPlaying,
      run: () => nudgeOrSkip(desk, "end", 1),
    },
    {
      id: "edit.extendLeft",
      label: m.edit_extend_left,
      chords: ["Shift+Left"],
      repeats: true,
      reason: rangeOrPlaying,
      run: () => nudgeOrSkip(desk, "start", -1),
    },
    {
      id: "edit.nextWord",
      label: m.edit_next_word,
      chords: ["Mod+Right"],
      repeats: true,
      reason: timing,
      run: () => stepWord(desk, 1),
    },
    {
      id: "edit.previousWord",
      label: m.edit_previous_word,
      chords: ["Mod+Left"],
      repeats: true,
      reason: timing,
      run: () => stepWord(desk, -1),
    },
    {
      id: "edit.extendWord",
      label: m.edit_extend_word,
      chords: ["Mod+Shift+Right"],
      repeats: true,
      reason: timing,
      run: () => extendWord(desk, 1),
    },
    {
      id: "edit.shrinkWord",
      label: m.edit_shrink_word,
      chords: ["Mod+Shift+Left"],
      repeats: true,
      reason: timing,
      run: () => extendWord(desk, -1),
    },
    {
      id: "edit.nextSection",
      label: m.edit_next_section,
      chords: ["Mod+Down"],
      reason: timing,
      run: () => stepSection(desk, 1, false),
    },
    {
      id: "edit.previousSection",
      label: m.edit_previous_section,
      chords: ["Mod+Up"],
      reason: timing,
      run: () => stepSection(desk, -1, false),
    },
    {
      id: "edit.extendSection",
      label: m.edit_extend_section,
      chords: ["Mod+Shift+Down"],
      reason: timing,
      run: () => stepSection(desk, 1, true),
    },
    {
      id: "edit.shrinkSection",
      label: m.edit_extend_section_back,
      chords: ["Mod+Shift+Up"],
      reason: timing,
      run: () => stepSection(desk, -1, true),
    },
    {
      id: "edit.toStart",
      label: m.edit_select_to_start,
      chords: ["Shift+Home"],
      run: () => desk.extendTo(0),
    },
    {
      id: "edit.toEnd",
      label: m.edit_select_to_end,
      chords: ["Shift+End"],
      run: () => desk.extendTo(desk.duration),
    },
    { id: "edit.all", label: m.edit_select_all, chords: ["Mod+A"], run: all },
    {
      id: "edit.none",
      label: m.edit_select_none,
      chords: ["Mod+Shift+A", "Esc"],
      run: () => desk.select(null),
    },
    { id: "edit.snap", label: m.edit_snap, chords: ["N"], run: () => desk.toggleSnap() },
    {
      id: "edit.crossings",
      label: m.edit_crossings,
      chords: ["Z"],
      run: () => desk.selectCrossings(),
      reason: () => (desk.peaks ? range() : m.edit_peaks_loading()),
    },
  ];
}

/** Mod+Shift+arrows walk words here, so the edges come in with Alt+Shift, unless one has the focus itself. */
function trimming(desk: Desk): Draft[] {
  const trim = (id: string, label: () => string, chord: string, edge: Edge, step: 1 | -1): Draft => ({
    id,
    label,
    chords: [chord],
    repeats: true,
    reason: needsRange(desk),
    run: () => nudge(desk, edge, step),
  });
  return [
    trim("edit.trimLeft", m.edit_trim_left, "Alt+Shift+Right", "start", 1),
    trim("edit.trimRight", m.edit_trim_right, "Alt+Shift+Left", "end", -1),
  ];
}

function doing(desk: Desk, commands: EditCommands): Draft[] {
  const hearsTake = () => desk.song.audition !== null;
  const range = needsRange(desk);
  return [
    {
      id: "edit.enter",
      label: m.edit_enter,
      chords: ["Enter"],
      run: () => (hearsTake() ? commands.keep() : commands.write()),
      reason: () => (hearsTake() ? null : range()),
    },
    {
      id: "edit.menu",
      label: m.edit_menu,
      chords: ["ContextMenu", "Shift+F10"],
      run: () => commands.menu(),
    },
    {
      id: "edit.replace",
      scope: "global",
      inText: true,
      label: m.edit_replace,
      chords: ["Mod+Enter"],
      run: () => commands.replace(),
      reason: () => commands.replaceReason(),
    },
    { id: "edit.undo", scope: "global", label: m.edit_undo, chords: ["Mod+Z"], run: () => commands.undo() },
    {
      id: "edit.redo",
      scope: "global",
      label: m.edit_redo,
      chords: ["Mod+Shift+Z", "Mod+Y"],
      run: () => commands.redo(),
    },
    {
      id: "edit.export",
      scope: "global",
      label: m.edit_export,
      chords: ["Mod+Shift+S"],
      run: () => commands.exportVersion(),
    },
  ];
}
