// Colours in the editor: headers by kind, notes, what sounds now, what is selected on the timeline. Line and mark
// decorations only, and nothing is worked out anew while an input method is composing (research/ux.md §4.4).

import { RangeSetBuilder, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { parseLyrics, type LyricLine, type LyricsText } from "./tags";

export interface Place {
  from: number;
  to: number;
}

/** What sounds now; null: nothing. */
export const setNow = StateEffect.define<Place | null>();
/** What is selected on the timeline. */
export const setPicked = StateEffect.define<Place | null>();

/** The parsed text, kept for everything that reads it. */
export const lyricsField = StateField.define<LyricsText>({
  create: (state) => parseLyrics(state.doc.toString()),
  update: (value, change) => (change.docChanged ? parseLyrics(change.newDoc.toString()) : value),
});

const note = Decoration.line({ class: "cm-note" });
const heads = new Map<string, Decoration>();

function head(kind: string, glued: boolean): Decoration {
  const name = `${glued ? "cm-glued" : "cm-head"} cm-kind-${kind}`;
  const known =
    heads.get(name) ?? (glued ? Decoration.mark({ class: name }) : Decoration.line({ class: name }));
  heads.set(name, known);
  return known;
}

function colours(view: EditorView): DecorationSet {
  const { sections, lines } = view.state.field(lyricsField);
  const builder = new RangeSetBuilder<Decoration>();
  for (const line of lines)
    addLine(builder, line, sections[line.section]?.kind ?? "other", view.state.doc.length);
  return builder.finish();
}

function addLine(builder: RangeSetBuilder<Decoration>, line: LyricLine, kind: string, length: number): void {
  if (line.from > length) return;
  if (line.role === "note") builder.add(line.from, line.from, note);
  if (line.role === "header") builder.add(line.from, line.from, head(kind, false));
  if (line.role === "sung" && line.sungFrom > line.from) {
    builder.add(line.from, Math.min(line.sungFrom, length), head(kind, true));
  }
}

const colouring = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = colours(view);
    }
    update(update: ViewUpdate): void {
      if (!update.docChanged && !(this.#stale && !update.view.composing)) return;
      this.#stale = update.view.composing;
      this.decorations = this.#stale ? this.decorations.map(update.changes) : colours(update.view);
    }
    #stale = false;
  },
  { decorations: (plugin) => plugin.decorations },
);

function place(effect: typeof setNow, line: string, mark: string): StateField<DecorationSet> {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(value, change) {
      let next = value.map(change.changes);
      for (const each of change.effects) {
        if (each.is(effect)) next = each.value ? shown(each.value, change.newDoc.length) : Decoration.none;
      }
      return next;

      function shown(at: Place, length: number): DecorationSet {
        const to = Math.min(at.to, length);
        const from = Math.min(at.from, to);
        const marks = [];
        for (
          let number = change.newDoc.lineAt(from).number;
          number <= change.newDoc.lineAt(to).number;
          number++
        ) {
          marks.push(Decoration.line({ class: line }).range(change.newDoc.line(number).from));
        }
        if (mark && from < to) marks.push(Decoration.mark({ class: mark }).range(from, to));
        return Decoration.set(marks, true);
      }
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

export function decorations(): Extension {
  return [
    lyricsField,
    place(setPicked, "cm-picked-line", "cm-picked"),
    place(setNow, "cm-now-line", "cm-now"),
    colouring,
  ];
}
