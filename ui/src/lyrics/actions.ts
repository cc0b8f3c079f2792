// The keys of Lyrics as actions, for the sheet and the palette. Keys that edit text are CodeMirror's (`elsewhere`).

import { m } from "../i18n";
import type { Action } from "../keys";

export interface LyricsCommands {
  generate(): void;
  /** 0 is the normal size again. */
  resize(by: number): void;
}

export function lyricsActions(commands: LyricsCommands): Action[] {
  const edit = (id: string, label: () => string, chord: string): Action => ({
    id: `lyrics.${id}`,
    scope: "lyrics",
    label,
    chords: [chord],
    run: () => undefined,
    elsewhere: true,
  });
  const size = (id: string, label: () => string, chords: string[], by: number): Action => ({
    id: `lyrics.${id}`,
    scope: "lyrics",
    label,
    chords,
    inText: true,
    run: () => commands.resize(by),
  });
  return [
    {
      id: "lyrics.generate",
      scope: "global",
      label: m.lyrics_generate,
      chords: ["Mod+Enter"],
      inText: true,
      run: () => commands.generate(),
    },
    edit("tag", m.lyrics_key_tag, "["),
    edit("note", m.lyrics_key_note, "Mod+;"),
    edit("line", m.lyrics_key_move_line, "Alt+Up"),
    edit("section", m.lyrics_key_move_section, "Alt+Shift+Up"),
    edit("play", m.lyrics_play_line, "Alt+Enter"),
    edit("same", m.lyrics_key_same, "Mod+D"),
    edit("find", m.lyrics_key_find, "Mod+F"),
    size("larger", m.lyrics_key_larger, ["Mod+=", "Mod++"], 0.125),
    size("smaller", m.lyrics_key_smaller, ["Mod+-"], -0.125),
    size("normal", m.lyrics_key_normal, ["Mod+0"], 0),
  ];
}
