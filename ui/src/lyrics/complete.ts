// After `[` at the start of a line: the sections, named in the window's language, inserted as the tags that vendors
// understand. Never while an input method is composing (CodeMirror holds completion back then).

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { kindName, KINDS, TAGS } from "../timeline/names";
import { lyricsField } from "./decorations";
import { nextName } from "./tags";

const MORE = ["Hook", "Post-Chorus", "Interlude", "Solo", "Break"];

function source(context: CompletionContext): CompletionResult | null {
  const typed = context.matchBefore(/^\s*[[［【][^\]］】]*$/);
  if (!typed) return null;
  const from = typed.from + typed.text.search(/[[［【]/);
  const lyrics = context.state.field(lyricsField);
  const sections = KINDS.map((kind) =>
    option(`[${nextName(lyrics, kind, TAGS[kind])}]`, kindName(kind), kind),
  );
  return {
    from,
    options: inOrder([...sections, ...MORE.map((name) => option(`[${name}]`, "", name))]),
    filter: true,
    validFor: /^[[［【][^\]］】]*$/,
  };
}

function option(tag: string, detail: string, type: string): Completion {
  return { label: tag, detail: `[${detail}]` === tag ? "" : detail, type, apply: insert };
}

/** In the order of a song, not of the alphabet. */
const inOrder = (options: Completion[]): Completion[] =>
  options.map((each, index) => ({ ...each, boost: 90 - index }));

/** Puts the tag in place of what was typed, with a closing bracket that may already be there, and goes on below. */
function insert(view: EditorView, completion: Completion, from: number, to: number): void {
  const after = view.state.sliceDoc(to, to + 1);
  const end = /[\]］】]/.test(after) ? to + 1 : to;
  const atEnd = end === view.state.doc.lineAt(end).to;
  const text = completion.label + (atEnd ? "\n" : "");
  view.dispatch({
    changes: { from, to: end, insert: text },
    selection: { anchor: from + text.length },
    userEvent: "input.complete",
  });
}

export function completion(): Extension {
  return autocompletion({ override: [source], icons: false, defaultKeymap: true, aboveCursor: false });
}
