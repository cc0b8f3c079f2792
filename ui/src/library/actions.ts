// The keys of the Library as actions, for the sheet and the palette.

import { m } from "../i18n";
import type { Action } from "../keys";

export interface LibraryCommands {
  /** Rows down; negative: up. */
  move(by: number): void;
  page(by: 1 | -1): void;
  first(): void;
  last(): void;
  open(): void;
  play(): void;
  rename(): void;
  trash(): void;
  search(): void;
}

export function libraryActions(commands: LibraryCommands): Action[] {
  const row = (id: string, label: () => string, chord: string, run: () => void): Action => ({
    id: `library-${id}`,
    scope: "library",
    label,
    chords: [chord],
    run,
  });
  // Only moving repeats: a held Del must not empty the library.
  const moves = [
    row("up", m.key_rowUp, "Up", () => commands.move(-1)),
    row("down", m.key_rowDown, "Down", () => commands.move(1)),
    row("page-up", m.key_pageUp, "PageUp", () => commands.page(-1)),
    row("page-down", m.key_pageDown, "PageDown", () => commands.page(1)),
  ].map((each) => ({ ...each, repeats: true }));
  return [
    ...moves,
    row("first", m.key_rowFirst, "Home", () => commands.first()),
    row("last", m.key_rowLast, "End", () => commands.last()),
    row("open", m.key_openSong, "Enter", () => commands.open()),
    row("play", m.key_playSong, "Space", () => commands.play()),
    row("rename", m.key_rename, "F2", () => commands.rename()),
    row("trash", m.key_trash, "Del", () => commands.trash()),
    { id: "search", scope: "global", label: m.key_search, chords: ["Mod+F", "/"], run: () => commands.search() },
  ];
}
