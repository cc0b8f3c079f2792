// Quiet remarks under the text: an unclosed bracket, a tag vendors do not know, full-width brackets. Hints, not
// errors: nothing here stops anybody from generating.

import { linter, type Diagnostic } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { m } from "../i18n";
import { headerAt } from "./tags";

/** Tags that are no section but that vendors act on. */
const KNOWN =
  /^(hook|post[\s-]?chorus|end|fade|drop|build|spoken|rap|male|female|choir|all|whisper|silence|applause|big finish)/i;

export function hintsFor(doc: Text): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (let number = 1; number <= doc.lines; number++) {
    const line = doc.line(number);
    const hint = line.text.trimStart().startsWith("//") ? null : lineHint(line.text, line.from);
    if (hint) found.push(hint);
  }
  return found;
}

function lineHint(text: string, from: number): Diagnostic | null {
  const open = /^\s*[[［【][^\]］】]*$/.exec(text);
  if (open && text.trim() !== "")
    return { from, to: from + text.length, severity: "hint", message: m.lyrics_hint_unclosed() };
  const header = headerAt(text);
  if (!header) return null;
  const place = { from: from + header.from, to: from + Math.min(header.to, text.length) };
  const wide = /^\s*[［【]([^］】]+)[］】]/.exec(text);
  if (wide)
    return { ...place, severity: "hint", message: m.lyrics_hint_brackets(), actions: [plain(wide[1] ?? "")] };
  if (header.kind === "other" && !KNOWN.test(header.label))
    return { ...place, severity: "hint", message: m.lyrics_hint_unknown() };
  return null;
}

function plain(label: string): NonNullable<Diagnostic["actions"]>[number] {
  return {
    name: m.lyrics_hint_brackets_fix({ label }),
    apply(view, from, to) {
      const header = view.state.sliceDoc(from, to).replace(/[［【]([^］】]+)[］】]/, "[$1]");
      view.dispatch({ changes: { from, to, insert: header } });
    },
  };
}

export function hints(): Extension {
  return linter((view) => (view.composing ? [] : hintsFor(view.state.doc)), { delay: 900 });
}
