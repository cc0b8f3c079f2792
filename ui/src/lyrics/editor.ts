// The lyrics editor: CodeMirror with our colours, gutters, completion, hints and keys. It knows text and places in it;
// songs, times and money stay with LyricsScreen.

import { completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec, type Extension, type StateCommand } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { completion } from "./complete";
import { decorations, lyricsField, setNow, setPicked, type Place } from "./decorations";
import { gutters, setTimed } from "./gutters";
import { hints } from "./hints";
import { appendSection, moveSection, sectionAt, type LyricsText } from "./tags";

export interface EditorEvents {
  change(text: string, lyrics: LyricsText): void;
  /** Text was selected by hand; null: the cursor only moved. */
  select(place: Place | null, cursor: number): void;
  /** The triangle beside a line, or Alt+Enter. */
  play(offset: number): void;
  generate(): void;
}
export interface EditorWords {
  label: string;
  placeholder: string;
  play: string;
  phrases: Record<string, string>;
}

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
  ) {
    this.view = new EditorView({
      parent: host,
      state: EditorState.create({ doc: text, extensions: this.#extensions(words) }),
    });
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
      Prec.highest(keymap.of(this.#keys())),
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

  #keys() {
    return [
      { key: "Mod-Enter", run: () => (this.events.generate(), true) },
      { key: "Alt-Enter", run: () => (this.events.play(this.cursor), true) },
      { key: "Mod-;", run: toggleNote },
      { key: "Alt-Shift-ArrowUp", run: () => this.moveSection(this.section, -1) },
      { key: "Alt-Shift-ArrowDown", run: () => this.moveSection(this.section, 1) },
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

  moveSection(index: number, by: 1 | -1): boolean {
    const moved = moveSection(this.view.state.doc.toString(), index, by);
    if (!moved) return true;
    this.#replace(moved.text, moved.from);
    return true;
  }

  addSection(name: string): void {
    const added = appendSection(this.view.state.doc.toString(), name);
    this.#replace(added.text, added.at);
    this.view.focus();
  }

  /** One change, one undo step; only the part that differs is touched, so that the rest keeps its marks. */
  #replace(text: string, cursor: number): void {
    const old = this.view.state.doc.toString();
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
