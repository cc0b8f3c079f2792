// Words that a vendor wrote, beside the words that are there: what is new, and how they come together. Pure.

export type Placing = "insert" | "replace" | "append";

export interface Joined {
  text: string;
  /** Where the cursor goes: behind what came in. */
  at: number;
}

/** Sections stand a blank line apart, however the words come in. */
export function place(text: string, draft: string, how: Placing, cursor: number): Joined {
  const words = draft.replace(/\r\n?/g, "\n").trim();
  if (how === "replace" || text.trim() === "") return { text: words, at: words.length };
  const at = how === "append" ? text.length : lineEnd(text, cursor);
  const before = text.slice(0, at).trimEnd();
  const after = text.slice(at).trimStart();
  const head = before === "" ? words : `${before}\n\n${words}`;
  return { text: after === "" ? head : `${head}\n\n${after}`, at: head.length };
}

/** Never into the middle of a line. */
function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf("\n", Math.min(cursor, text.length));
  return end < 0 ? text.length : end;
}

export interface ComparedLine {
  text: string;
  /** Only on this side. */
  own: boolean;
}

/** Both sides line by line, marked where the other has no such line in its place (longest common subsequence). */
export function compareLines(left: string, right: string): { left: ComparedLine[]; right: ComparedLine[] } {
  const a = left.split("\n");
  const b = right.split("\n");
  const { inLeft, inRight } = common(a.map(normal), b.map(normal));
  const marked = (lines: string[], shared: Set<number>) =>
    lines.map((text, index) => ({ text, own: text.trim() !== "" && !shared.has(index) }));
  return { left: marked(a, inLeft), right: marked(b, inRight) };
}

const normal = (line: string) => line.trim().toLowerCase();

function common(a: string[], b: string[]): { inLeft: Set<number>; inRight: Set<number> } {
  const lengths = a.map(() => new Uint16Array(b.length + 1));
  lengths.push(new Uint16Array(b.length + 1));
  const of = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
    }
  }
  const inLeft = new Set<number>();
  const inRight = new Set<number>();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inLeft.add(i++);
      inRight.add(j++);
    } else if (of(i + 1, j) >= of(i, j + 1)) i++;
    else j++;
  }
  return { inLeft, inRight };
}
