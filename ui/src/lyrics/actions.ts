// The keys of Lyrics as actions, for the sheet, the palette and rebinding. The editor asks the registry before its own
// keymap (editor.ts), so that these win over what CodeMirror would do with the same keys.

import { m } from "../i18n";
import type { SectionKind } from "../ipc";
import { onMac, type Action } from "../keys";
import { kindName } from "../timeline/names";

export interface LyricsCommands {
  generate(): void;
  /** Asks a vendor for words. */
  write(): void;
  /** Steps larger or smaller; 0 is the normal size again. */
  resize(by: number): void;
  note(): void;
  moveLine(by: 1 | -1): void;
  moveSection(by: 1 | -1): void;
  duplicate(): void;
  tag(kind: SectionKind): void;
  playLine(): void;
  playSection(): void;
  selectSame(): void;
  find(replace: boolean): void;
}

/** Mod+Alt+1 to 6. */
export const TAG_KEYS: readonly SectionKind[] = ["verse", "preChorus", "chorus", "bridge", "intro", "outro"];

export function lyricsActions(commands: LyricsCommands): Action[] {
  return [...making(commands), ...writing(commands), ...sizing(commands)];
}

function making(commands: LyricsCommands): Action[] {
  return [
    {
      id: "lyrics.generate",
      scope: "global",
      label: m.lyrics_generate,
      chords: ["Mod+Enter"],
      inText: true,
      run: () => commands.generate(),
    },
    { id: "lyrics.write", scope: "global", label: m.write_open, chords: [], run: () => commands.write() },
    here("play", m.lyrics_play_line, ["Alt+Enter"], () => commands.playLine()),
    here("play-section", m.lyrics_play_section, ["Alt+Shift+Enter"], () => commands.playSection()),
  ];
}

function writing(commands: LyricsCommands): Action[] {
  const typed = (id: string, label: () => string, chords: string[]): Action => ({
    ...here(id, label, chords, () => undefined),
    elsewhere: true,
  });
  const tags = TAG_KEYS.map((kind, index) =>
    here(`tag-${kind}`, () => m.lyrics_key_set_tag({ name: kindName(kind) }), [`Mod+Alt+${index + 1}`], () =>
      commands.tag(kind),
    ),
  );
  return [
    typed("tag", m.lyrics_key_tag, ["["]),
    ...tags,
    here("line-up", m.lyrics_key_line_up, ["Alt+Up"], () => commands.moveLine(-1), true),
    here("line-down", m.lyrics_key_line_down, ["Alt+Down"], () => commands.moveLine(1), true),
    here("section-up", m.lyrics_key_section_up, ["Alt+Shift+Up"], () => commands.moveSection(-1), true),
    here("section-down", m.lyrics_key_section_down, ["Alt+Shift+Down"], () => commands.moveSection(1), true),
    here("duplicate", m.lyrics_key_duplicate, ["Mod+Shift+D"], () => commands.duplicate()),
    here("note", m.lyrics_key_note, ["Mod+;"], () => commands.note()),
    here("same", m.lyrics_key_same, ["Mod+D"], () => commands.selectSame(), true),
    here("find", m.lyrics_key_find, ["Mod+F"], () => commands.find(false)),
    // On a Mac Cmd+H hides the program.
    here("replace", m.lyrics_key_replace, [onMac ? "Mod+Alt+F" : "Mod+H"], () => commands.find(true)),
    typed("undo", m.lyrics_key_undo, ["Mod+Z"]),
    typed("redo", m.lyrics_key_redo, ["Mod+Shift+Z", "Mod+Y"]),
  ];
}

function sizing(commands: LyricsCommands): Action[] {
  const size = (id: string, label: () => string, chords: string[], by: number) =>
    here(id, label, chords, () => commands.resize(by), true);
  return [
    size("larger", m.lyrics_key_larger, ["Mod+=", "Mod++"], 1),
    size("smaller", m.lyrics_key_smaller, ["Mod+-"], -1),
    size("normal", m.lyrics_key_normal, ["Mod+0"], 0),
    { ...size("wheel", m.lyrics_key_wheel, ["Mod+Wheel"], 0), elsewhere: true },
  ];
}

function here(id: string, label: () => string, chords: string[], run: () => void, repeats = false): Action {
  return { id: `lyrics.${id}`, scope: "lyrics", label, chords, run, repeats, inText: true };
}
