// Every key of the Edit screen (research/ux.md §2.1-2.4), as actions of the registry: so they are listed on the
// shortcut sheet and in the palette. Handles have their own arrow keys, see Handle.svelte.

import { m } from "../i18n";
import type { Action } from "../keys";
import { playhead } from "../state";
import { ZOOM_STEP } from "../timeline/view";
import type { Desk } from "./desk.svelte";
import { extendWord, nudge, setEdge, stepSection, stepWord } from "./moves";

export interface EditCommands {
  keep(): void;
  replace(): void;
  /** Puts the cursor into the new lyrics. */
  write(): void;
  undo(): void;
  redo(): void;
  exportVersion(): void;
}

type Draft = Omit<Action, "scope"> & { scope?: Action["scope"] };

export function editActions(desk: Desk, commands: EditCommands): Action[] {
  const all: Draft[] = [...hearing(desk), ...selecting(desk), ...zooming(desk), ...doing(desk, commands)];
  return all.map((action) => ({ scope: "timeline", ...action }));
}

const needsRange = (desk: Desk) => () => (desk.song.selection ? null : m.edit_reason_no_range());
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
  ];
}

function selecting(desk: Desk): Draft[] {
  const range = needsRange(desk);
  const timing = needsTiming(desk);
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
      reason: range,
      run: () => nudge(desk, "end", 1),
    },
    {
      id: "edit.extendLeft",
      label: m.edit_extend_left,
      chords: ["Shift+Left"],
      repeats: true,
      reason: range,
      run: () => nudge(desk, "start", -1),
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
    { id: "edit.snap", label: m.edit_snap, chords: ["N"], run: () => (desk.snapOn = !desk.snapOn) },
  ];
}

function zooming(desk: Desk): Draft[] {
  const range = needsRange(desk);
  return [
    {
      id: "edit.zoomIn",
      label: m.edit_zoom_in,
      chords: ["Mod+1", "Mod+="],
      repeats: true,
      run: () => desk.zoomBy(ZOOM_STEP),
    },
    {
      id: "edit.zoomNormal",
      label: m.edit_zoom_normal,
      chords: ["Mod+2", "Mod+0"],
      run: () => desk.zoomTo(100),
    },
    {
      id: "edit.zoomOut",
      label: m.edit_zoom_out,
      chords: ["Mod+3", "Mod+-"],
      repeats: true,
      run: () => desk.zoomBy(1 / ZOOM_STEP),
    },
    {
      id: "edit.zoomRange",
      label: m.edit_zoom_range,
      chords: ["Mod+E"],
      run: () => desk.fitSelection(),
      reason: range,
    },
    { id: "edit.fit", label: m.edit_zoom_fit, chords: ["Mod+F"], run: () => desk.fitSong() },
    { id: "edit.zoomBack", label: m.edit_zoom_back, chords: ["Shift+Z"], run: () => desk.toggleZoom() },
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
      id: "edit.replace",
      scope: "global",
      inText: true,
      label: m.edit_replace,
      chords: ["Mod+Enter"],
      run: () => commands.replace(),
      reason: range,
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
