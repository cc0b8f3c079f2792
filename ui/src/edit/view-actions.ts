// The keys that change what the timeline shows, and what mouse and focused edges do: the other half of actions.ts.

import { m } from "../i18n";
import type { Action } from "../keys";
import { tastes } from "../state";
import { ZOOM_STEP } from "../timeline/view";
import type { Desk } from "./desk.svelte";

/** An action of the timeline unless it says otherwise. */
export type Draft = Omit<Action, "scope"> & { scope?: Action["scope"] };

export const needsRange = (desk: Desk) => () => (desk.song.selection ? null : m.edit_reason_no_range());

export function zooming(desk: Desk): Draft[] {
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

/** Height of the waveform, and how the view follows. */
export function height(desk: Desk): Draft[] {
  const size = (id: string, label: () => string, chord: string, steps: number): Draft => ({
    id,
    label,
    chords: [chord],
    repeats: true,
    run: () => desk.scaleWave(steps),
  });
  return [
    size("edit.taller", m.edit_wave_taller, "Alt+=", 1),
    size("edit.lower", m.edit_wave_lower, "Alt+-", -1),
    size("edit.normalHeight", m.edit_wave_normal, "Alt+0", 0),
    {
      id: "edit.smooth",
      label: m.edit_smooth_follow,
      chords: [],
      run: () => (tastes.smoothFollow.value = !tastes.smoothFollow.value),
    },
  ];
}

/** What the mouse does (gestures.ts) and what a focused edge does (Handle.svelte): to be read, not rebound. */
export function gestures(): Draft[] {
  const shown = (id: string, label: () => string, ...chords: string[]): Draft => ({
    id: `edit.mouse-${id}`,
    label,
    chords,
    elsewhere: true,
    run: () => undefined,
  });
  return [
    shown("nudge", m.edit_nudge, "Alt+Left", "Alt+Right"),
    shown("nudge-far", m.edit_nudge_far, "Alt+Shift+Left", "Alt+Shift+Right"),
    shown("nudge-fine", m.edit_nudge_fine, "Mod+Alt+Left", "Mod+Alt+Right"),
    shown("exact", m.edit_mouse_exact, "DoubleClick"),
    shown("extend", m.edit_mouse_extend, "Shift+Click", "Shift+Drag"),
    shown("free", m.edit_mouse_free, "Alt+Drag"),
    shown("pan", m.edit_mouse_pan, "Space+Drag", "MiddleDrag"),
    shown("scroll", m.edit_mouse_scroll, "Shift+Wheel"),
    shown("zoom", m.edit_mouse_zoom, "Mod+Wheel"),
    shown("height", m.edit_mouse_height, "Mod+Shift+Wheel"),
  ];
}
