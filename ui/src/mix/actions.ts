// The keys of the mixer (research/ux.md §2.5), as actions of the registry.

import { m } from "../i18n";
import type { Action } from "../keys";
import type { Mixer } from "./mixer.svelte";
import { clearMutes, clearSolos, gain, mute, muteRange, pan, preset, remove, solo, soloOnly, type Change, type Preset } from "./state";

export interface MixCommands {
  exportMix(): void;
}

/** The twelve keys of the row of numbers. */
const NUMBERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="] as const;

type Draft = Omit<Action, "scope"> & { scope?: Action["scope"] };

export function mixActions(mixer: Mixer, commands: MixCommands): Action[] {
  const all: Draft[] = [...NUMBERS.map((key, index) => soloing(mixer, key, index)), ...selected(mixer), ...whole(mixer, commands)];
  return all.map((action) => ({ scope: "mix", ...action }));
}

function soloing(mixer: Mixer, key: string, index: number): Draft {
  return {
    id: `mix.solo-${index + 1}`,
    label: () => m.mix_key_solo({ number: index + 1 }),
    chords: [key],
    run: () => mixer.change("", solo(mixer.present[index] ?? -1)),
    reason: () => (mixer.present[index] === undefined ? m.mix_reason_no_strip() : null),
  };
}

/** On the strip that was touched last. */
function selected(mixer: Mixer): Draft[] {
  const reason = () => (mixer.present.includes(mixer.selected) ? null : m.mix_reason_no_strip());
  const act = (id: string, label: () => string, chord: string, change: (at: number) => Change, more: Partial<Draft> = {}): Draft => ({
    id: `mix.${id}`,
    label,
    chords: [chord],
    reason,
    run: () => mixer.change(more.repeats ? `${id}:${mixer.selected}` : "", change(mixer.selected)),
    ...more,
  });
  const level = () => mixer.state.strips[mixer.selected]?.gainDb ?? 0;
  const place = () => mixer.state.strips[mixer.selected]?.pan ?? 0;
  const repeats = { repeats: true };
  return [
    act("louder", m.mix_key_louder, "Alt+Shift+Up", (at) => gain(at, level() + 1), repeats),
    act("quieter", m.mix_key_quieter, "Alt+Shift+Down", (at) => gain(at, level() - 1), repeats),
    act("left", m.mix_key_left, "Alt+Shift+Left", (at) => pan(at, place() - 0.1), repeats),
    act("right", m.mix_key_right, "Alt+Shift+Right", (at) => pan(at, place() + 0.1), repeats),
    act("mute", m.mix_key_mute, "M", mute),
    act("solo", m.mix_key_solo_selected, "S", solo),
    act("solo-only", m.mix_key_solo_only, "Shift+S", soloOnly),
    act("mute-range", m.mix_key_mute_range, "Shift+M", (at) => muteRange(at, mixer.song.selection ?? { start: 0, end: 0 }), {
      reason: () => (mixer.song.selection ? reason() : m.edit_reason_no_range()),
    }),
  ];
}

function whole(mixer: Mixer, commands: MixCommands): Draft[] {
  const named = (name: Preset, label: () => string): Draft => ({
    id: `mix.${name}`,
    label,
    chords: [],
    run: () => mixer.change("", preset(name)),
  });
  return [
    // Also while a number is typed: it is the mixer that somebody wants back.
    { id: "mix.undo", label: m.mix_undo, chords: ["Mod+Z"], inText: true, run: () => mixer.undo() },
    { id: "mix.redo", label: m.mix_redo, chords: ["Mod+Shift+Z", "Mod+Y"], inText: true, run: () => mixer.redo() },
    { id: "mix.clear-solos", label: m.mix_clear_solos, chords: ["Alt+S"], run: () => mixer.change("", clearSolos) },
    { id: "mix.clear-mutes", label: m.mix_clear_mutes, chords: ["Alt+M"], run: () => mixer.change("", clearMutes) },
    { id: "mix.store", label: m.mix_store, chords: ["Mod+Shift+S"], run: () => mixer.store() },
    {
      id: "mix.flip",
      label: m.mix_flip,
      chords: ["F"],
      run: () => mixer.flip(),
      reason: () => (mixer.mix.snapshots.length > 1 ? null : m.mix_reason_two_snapshots()),
    },
    { id: "mix.flip-tab", label: m.mix_flip_tab, chords: ["Tab"], elsewhere: true, run: () => undefined },
    {
      id: "mix.remove",
      label: m.mix_key_remove,
      chords: ["Shift+Delete"],
      run: () => mixer.change("", remove(mixer.selected)),
      reason: () => (!mixer.own ? m.mix_reason_no_lane() : mixer.present.includes(mixer.selected) ? null : m.mix_reason_no_strip()),
    },
    { id: "mix.import", label: m.mix_import_lanes, chords: [], run: () => void mixer.importLanes() },
    { id: "mix.export", label: m.mix_export, chords: ["Mod+Shift+E"], run: () => commands.exportMix() },
    named("karaoke", m.mix_preset_karaoke),
    named("acappella", m.mix_preset_acappella),
    named("drumsDown", m.mix_preset_drums_down),
    named("flat", m.mix_preset_flat),
  ];
}
