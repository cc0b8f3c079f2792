// Places in the version's lyrics (what was sung, what the times refer to) against places in the document (what is
// being written). Equal lines belong together, in order; a changed line has no counterpart.

interface Line {
  from: number;
  to: number;
  text: string;
}

export interface TextMap {
  /** Offset in the document for one in the version's lyrics; null where the text has changed. */
  toDoc(offset: number): number | null;
  toVersion(offset: number): number | null;
}

export function mapTexts(version: string, doc: string): TextMap {
  const a = linesOf(version);
  const b = linesOf(doc);
  const pairs = matches(a, b);
  return {
    toDoc: (offset) =>
      across(
        offset,
        pairs.map(([i, j]) => [a[i], b[j]]),
      ),
    toVersion: (offset) =>
      across(
        offset,
        pairs.map(([i, j]) => [b[j], a[i]]),
      ),
  };
}

function linesOf(text: string): Line[] {
  const found: Line[] = [];
  for (const match of text.matchAll(/[^\n]*/g)) {
    const line = match[0].replace(/\r$/, "");
    if (line.trim() !== "") found.push({ from: match.index, to: match.index + line.length, text: line });
  }
  return found;
}

function across(offset: number, pairs: [Line | undefined, Line | undefined][]): number | null {
  for (const [from, to] of pairs) {
    if (!from || !to || offset < from.from || offset > from.to) continue;
    const lead = indent(to.text) - indent(from.text);
    return Math.min(Math.max(to.from + offset - from.from + lead, to.from), to.to);
  }
  return null;
}

const indent = (text: string): number => text.length - text.trimStart().length;

/** The longest run of equal lines in order, as index pairs. */
function matches(a: readonly Line[], b: readonly Line[]): [number, number][] {
  const same = (i: number, j: number) => a[i]?.text.trim() === b[j]?.text.trim();
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (same(i, j)) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}
