// The lyrics editor: CodeMirror with our colours, gutters, completion, hints and keys. It knows text and places in it;
// songs, times and money stay with LyricsScreen.

import { completionKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  moveLineDown,
  moveLineUp,
} from "@codemirror/commands";
import { openSearchPanel, search, searchKeymap, selectNextOccurrence } from "@codemirror/search";
import { Compartment, EditorState, Prec, type Extension, type StateCommand } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import type { SectionKind } from "../ipc";
import { keys } from "../keys";
import { TAGS } from "../timeline/names";
import { completion } from "./complete";
import { decorations, lyricsField, setNow, setPicked, type Place } from "./decorations";
import { place, type Placing } from "./drafts";
import { gutters, setTimed } from "./gutters";
import { hints } from "./hints";
import {
  appendSection,
  duplicateSection,
  moveSection,
  nextName,
  sectionAt,
  setTag,
  type LyricsText,
} from "./tags";

export interface EditorEvents {
  change(text: string, lyrics: LyricsText): void;
  /** Text was selected by hand; null: the cursor only moved. */
  select(place: Place | null, cursor: number): void;
  /** The triangle beside a line. */
  play(offset: number): void;
}
export interface EditorWords {
  label: string;
  placeholder: string;
  play: string;
  phrases: Record<string, string>;
}

const KEPT = { history: historyField };

export class LyricsEditor {
  readonly view: EditorView;
  #words = new Compartment();
  /** Set while the text comes from outside, so that it is not reported as typed. */
  #outside = false;

  constructor(
    host: HTMLElement,
    text: string,
    words: EditorWords,
    private readonly events: EditorEvents,
    kept: string | null = null,
  ) {
    const extensions = this.#extensions(words);
    const state = goneOn(kept, extensions) ?? EditorState.create({ doc: text, extensions });
    this.view = new EditorView({ parent: host, state });
    this.setText(text);
  }

  /** Text, cursor and undo history: what another editor of the same song goes on with, also after a restart. */
  keep(): string {
    return JSON.stringify(this.view.state.toJSON(KEPT));
  }

  #extensions(words: EditorWords): Extension {
    return [
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      decorations(),
      gutters(
        (_view, offset) => this.events.play(offset),
        () => words.play,
      ),
      completion(),
      hints(),
      search({ top: true }),
      this.#words.of(wording(words)),
      Prec.highest(EditorView.domEventHandlers({ keydown: (event) => keys.press(event) })),
      keymap.of([...completionKeymap, ...historyKeymap, ...searchKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.#outside) {
          this.events.change(update.state.doc.toString(), update.state.field(lyricsField));
        }
        const byHand = update.transactions.some((each) => each.isUserEvent("select"));
        if (update.selectionSet && byHand) this.#reportSelection();
      }),
    ];
  }

  #reportSelection(): void {
    const { from, to, empty, head } = this.view.state.selection.main;
    this.events.select(empty ? null : { from, to }, head);
  }

  get cursor(): number {
    return this.view.state.selection.main.head;
  }
  get lyrics(): LyricsText {
    return this.view.state.field(lyricsField);
  }
  /** The section the cursor is in. */
  get section(): number {
    return sectionAt(this.lyrics, this.cursor);
  }

  /** Text that was not typed here. Waits while an input method is composing. */
  setText(text: string): void {
    if (this.view.composing || text === this.view.state.doc.toString()) return;
    this.#outside = true;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
    this.#outside = false;
  }

  setWords(words: EditorWords): void {
    this.view.dispatch({ effects: this.#words.reconfigure(wording(words)) });
  }

  showNow(place: Place | null): void {
    if (!this.view.composing) this.view.dispatch({ effects: setNow.of(place) });
  }
  showPicked(place: Place | null): void {
    if (!this.view.composing) this.view.dispatch({ effects: setPicked.of(place) });
  }
  showTimed(offsets: readonly number[]): void {
    this.view.dispatch({ effects: setTimed.of(offsets) });
  }

  /** Cursor to a place, in the upper third of the window. */
  goTo(offset: number): void {
    const at = Math.min(offset, this.view.state.doc.length);
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 80 }),
    });
    this.view.focus();
  }

  moveSection(index: number, by: 1 | -1): void {
    const moved = moveSection(this.#text, index, by);
    if (moved) this.#replace(moved.text, moved.from);
  }

  /** The section under the cursor once more, behind itself; the cursor goes to the new one. */
  duplicateSection(): void {
    const copied = duplicateSection(this.#text, this.section);
    if (copied) this.#replace(copied.text, copied.from);
  }

  /** What the section under the cursor is; the cursor stays in its line. */
  tagSection(kind: SectionKind): void {
    const tagged = setTag(this.#text, this.section, (lyrics) => nextName(lyrics, kind, TAGS[kind]));
    const cursor =
      this.cursor < tagged.at ? this.cursor : this.cursor + tagged.text.length - this.#text.length;
    this.#replace(tagged.text, Math.max(tagged.at, cursor));
  }

  moveLine(by: 1 | -1): void {
    (by < 0 ? moveLineUp : moveLineDown)(this.view);
  }

  toggleNote(): void {
    toggleNote(this.view);
  }

  selectSame(): void {
    selectNextOccurrence(this.view);
  }

  find(replace: boolean): void {
    openSearchPanel(this.view);
    const field = this.view.dom.querySelector<HTMLInputElement>(
      `.cm-search [name="${replace ? "replace" : "search"}"]`,
    );
    field?.focus();
    field?.select();
  }

  get #text(): string {
    return this.view.state.doc.toString();
  }

  addSection(name: string): void {
    const added = appendSection(this.#text, name);
    this.#replace(added.text, added.at);
    this.view.focus();
  }

  /** Words from elsewhere; undone in one step. */
  place(draft: string, how: Placing): void {
    const placed = place(this.#text, draft, how, this.cursor);
    this.#replace(placed.text, placed.at);
    this.view.focus();
  }

  /** One change, one undo step; only the part that differs is touched, so that the rest keeps its marks. */
  #replace(text: string, cursor: number): void {
    const old = this.#text;
    let from = 0;
    while (from < Math.min(old.length, text.length) && old[from] === text[from]) from++;
    let end = 0;
    while (
      end < Math.min(old.length, text.length) - from &&
      old[old.length - 1 - end] === text[text.length - 1 - end]
    )
      end++;
    this.view.dispatch({
      changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
      selection: { anchor: cursor },
      scrollIntoView: true,
      userEvent: "move.section",
    });
  }

  destroy(): void {
    this.view.destroy();
  }
}

function wording(words: EditorWords): Extension {
  return [
    placeholder(words.placeholder),
    EditorState.phrases.of(words.phrases),
    EditorView.contentAttributes.of({
      "aria-label": words.label,
      tabindex: "0",
      spellcheck: "false",
      autocorrect: "off",
    }),
  ];
}

/** The state that an editor left; null when it is not one, or none that this editor understands. */
function goneOn(kept: string | null, extensions: Extension): EditorState | null {
  try {
    return kept === null ? null : EditorState.fromJSON(JSON.parse(kept), { extensions }, KEPT);
  } catch {
    return null;
  }
}

/** Mod+; makes lines notes, or sung lines again. */
const toggleNote: StateCommand = ({ state, dispatch }) => {
  const numbers = new Set<number>();
  for (const range of state.selection.ranges) {
    for (let n = state.doc.lineAt(range.from).number; n <= state.doc.lineAt(range.to).number; n++)
      numbers.add(n);
  }
  const lines = [...numbers].map((n) => state.doc.line(n)).filter((line) => line.text.trim() !== "");
  const all = lines.length > 0 && lines.every((line) => line.text.trimStart().startsWith("//"));
  const changes = lines.map((line) => {
    const lead = line.from + line.text.length - line.text.trimStart().length;
    const marked = /^\/\/ ?/.exec(line.text.trimStart())?.[0].length ?? 0;
    return all ? { from: lead, to: lead + marked } : { from: line.from, insert: "// " };
  });
  dispatch(state.update({ changes, userEvent: "input.note" }));
  return true;
};
