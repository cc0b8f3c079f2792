// Beside the lines: on the left a triangle where a line can be played, on the right its syllables, in amber where a
// line is much longer or shorter than its section.

import { type Range, RangeSet, StateEffect, StateField, type Extension } from "@codemirror/state";
import { gutter, GutterMarker, type EditorView } from "@codemirror/view";
import { lyricsField } from "./decorations";
import { outliers, syllables } from "./syllables";
import type { LyricLine, LyricsText } from "./tags";

/** Offsets of the lines that have times. */
export const setTimed = StateEffect.define<readonly number[]>();

class Count extends GutterMarker {
  constructor(
    private readonly count: number,
    private readonly odd: boolean,
  ) {
    super();
  }
  override eq(other: Count): boolean {
    return other.count === this.count && other.odd === this.odd;
  }
  override toDOM(): Node {
    const element = document.createElement("span");
    element.className = this.odd ? "cm-count odd" : "cm-count";
    element.textContent = String(this.count);
    return element;
  }
}

class Triangle extends GutterMarker {
  override toDOM(): Node {
    const element = document.createElement("span");
    element.className = "cm-play";
    element.textContent = "▸";
    return element;
  }
}

const triangle = new Triangle();

const timedField = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(value, change) {
    let next = value.map(change.changes);
    for (const effect of change.effects) {
      if (!effect.is(setTimed)) continue;
      const starts = [...effect.value]
        .filter((at) => at <= change.newDoc.length)
        .map((at) => change.newDoc.lineAt(at).from);
      next = RangeSet.of([...new Set(starts)].sort((a, b) => a - b).map((at) => triangle.range(at)));
    }
    return next;
  },
});

const countField = StateField.define<RangeSet<GutterMarker>>({
  create: (state) => counts(state.field(lyricsField), state.doc.toString()),
  update: (value, change) =>
    change.docChanged ? counts(change.state.field(lyricsField), change.newDoc.toString()) : value,
});

function counts(lyrics: LyricsText, text: string): RangeSet<GutterMarker> {
  const found: Range<GutterMarker>[] = [];
  for (const lines of bySection(lyrics)) {
    const numbers = lines.map((line) => syllables(text.slice(line.sungFrom, line.to)));
    const odd = outliers(numbers);
    lines.forEach((line, at) => {
      const count = numbers[at] ?? 0;
      if (count > 0) found.push(new Count(count, odd.has(at)).range(line.from));
    });
  }
  return RangeSet.of(found, true);
}

function bySection(lyrics: LyricsText): LyricLine[][] {
  const groups = new Map<number, LyricLine[]>();
  for (const line of lyrics.lines) {
    if (line.role !== "sung") continue;
    groups.set(line.section, [...(groups.get(line.section) ?? []), line]);
  }
  return [...groups.values()];
}

export function gutters(play: (view: EditorView, offset: number) => void, hint: () => string): Extension {
  return [
    timedField,
    countField,
    gutter({
      class: "cm-play-gutter",
      markers: (view) => view.state.field(timedField),
      domEventHandlers: {
        mousedown(view, line) {
          play(view, line.from);
          return true;
        },
        mouseover(_view, _line, event) {
          (event.target as HTMLElement).title = hint();
          return false;
        },
      },
    }),
    gutter({ class: "cm-count-gutter", side: "after", markers: (view) => view.state.field(countField) }),
  ];
}
