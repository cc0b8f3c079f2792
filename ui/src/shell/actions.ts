// What the whole window can do by key or palette, whichever screen is shown.

import { m } from "../i18n";
import { backend } from "../ipc";
import type { Action } from "../keys";
import { app, nav, openSong, transport, type SongTab } from "../state";
import { recording } from "../recorder/recording.svelte";
import { panels } from "./panels.svelte";

export function toggleLoop(): void {
  const { loop, durationMs } = app.playback;
  if (loop) return transport.loop(null);
  transport.loop(openSong.song?.selection ?? { start: 0, end: durationMs });
}

/** The range becomes the loop, whether or not something was looped before. */
function loopSelection(): void {
  const selection = openSong.song?.selection;
  if (selection) transport.loop(selection);
}

export async function newSong(): Promise<void> {
  await openSong.create();
  nav.showTab("lyrics");
}

const needsSound = () => (transport.loaded ? null : m.transport_nothing());
const needsRange = () => (openSong.song?.selection ? needsSound() : m.edit_reason_no_range());
const needsSong = () => (openSong.song ? null : m.reason_noSong());

function tab(name: SongTab, label: () => string): Action {
  return { id: `tab-${name}`, scope: "global", label, chords: [], run: () => nav.showTab(name), reason: needsSong };
}

function hear(lane: number): Action {
  return {
    id: `hear-${lane}`,
    scope: "global",
    label: () => (lane === 1 ? m.key_hearFirst() : m.key_hear({ number: lane })),
    chords: [String(lane)],
    run: () => transport.hear(lane - 1),
    reason: () => (app.playback.lanes.length >= lane ? null : m.reason_noLane()),
  };
}

function sound(id: string, label: () => string, chords: string[], run: () => void, more: Partial<Action> = {}): Action {
  return { id, scope: "global", label, chords, run, reason: needsSound, ...more };
}

function go(id: string, label: () => string, chords: string[], run: () => void): Action {
  return { id, scope: "global", label, chords, run, inText: true };
}

export function globalActions(): Action[] {
  return [
    sound("play", () => m.key_play(), ["Space"], () => transport.playOrStop()),
    sound("play-anywhere", () => m.key_playAnywhere(), ["F8", "MediaPlayPause"], () => transport.playOrStop(), {
      inText: true,
    }),
    sound("play-once", () => m.key_playOnce(), ["Shift+Space"], () => transport.playOnce()),
    sound("pause", () => m.key_pause(), ["P"], () => transport.toggle()),
    sound("stop-here", () => m.key_stopHere(), ["X"], () => transport.pause()),
    sound("loop", () => m.key_loop(), ["L"], toggleLoop),
    sound("loop-range", () => m.key_loopRange(), ["Shift+L"], loopSelection, { reason: needsRange }),
    sound("loop-clear", () => m.key_loopClear(), ["Shift+Alt+L"], () => transport.loop(null)),
    sound("back", () => m.key_back(), [","], () => transport.skip(-1000), { repeats: true }),
    sound("forward", () => m.key_forward(), ["."], () => transport.skip(1000), { repeats: true }),
    sound("back-long", () => m.key_backLong(), ["Shift+,", "<"], () => transport.skip(-15_000), { repeats: true }),
    sound("forward-long", () => m.key_forwardLong(), ["Shift+.", ">"], () => transport.skip(15_000), { repeats: true }),
    sound("start", () => m.key_start(), ["Home"], () => transport.seek(0)),
    sound("end", () => m.key_end(), ["End"], () => transport.seek(app.playback.durationMs)),
    ...[1, 2, 3, 4].map(hear),
    go("palette", () => m.key_palette(), ["Mod+K", "Mod+P"], () => panels.show("palette")),
    go("sheet", () => m.key_sheet(), ["Mod+/", "?"], () => panels.show("sheet")),
    go("new-song", () => m.key_newSong(), ["Mod+N"], () => void newSong()),
    go("import", () => m.key_import(), ["Mod+O"], () => void backend.importAudio()),
    { id: "record-idea", scope: "global", label: () => m.recorder_titleNew(), chords: [], run: () => recording.open(null) },
    go("library", () => m.nav_library(), ["Mod+L"], () => nav.go("library")),
    go("jobs", () => m.nav_jobs(), ["Mod+J"], () => nav.go("jobs")),
    go("settings", () => m.nav_settings(), ["Mod+,"], () => nav.settings()),
    tab("lyrics", () => m.tab_lyrics()),
    tab("edit", () => m.tab_edit()),
    tab("mix", () => m.tab_mix()),
    tab("takes", () => m.tab_takes()),
    go("save", () => m.key_save(), ["Mod+S"], () => void openSong.song?.flush()),
    go("pane-next", () => m.key_paneNext(), ["F6"], () => nextPane(1)),
    go("pane-back", () => m.key_paneBack(), ["Shift+F6"], () => nextPane(-1)),
  ];
}

/** Focus moves between the parts marked `data-pane`: rail, header, screen, inspector, transport. */
function nextPane(step: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(here + step + panes.length) % panes.length];
  next?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}

const FOCUSABLE =
  'button, [href], input, select, textarea, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

