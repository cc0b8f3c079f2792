// The lyrics text as sections and lines, in every spelling of headers that vendors send: `[Verse]`,
// `(Chorus)`, `【Verse 2】(Group Vocals)`, `［Verse］`, and headers glued to a line: `(Chorus)First line`.
// Mirrors `song::Lyrics` for the editor's colours, outline and counts; what is sent is written by the core.

import type { SectionKind } from "../ipc/types";

export interface Header {
  from: number;
  to: number;
  kind: SectionKind;
  /** Without brackets: "Verse 2". */
  label: string;
}
export type LineRole = "header" | "sung" | "note" | "blank";
export interface LyricLine {
  role: LineRole;
  from: number;
  to: number;
  /** Where the sung text begins; behind a header that is glued to the line. */
  sungFrom: number;
  section: number;
}
export interface LyricSection {
  kind: SectionKind;
  label: string;
  header: Header | null;
  /** The block with its header, up to the next header. */
  from: number;
  to: number;
}
export interface LyricsText {
  sections: LyricSection[];
  lines: LyricLine[];
}

const NAMES: readonly [SectionKind, RegExp][] = [
  ["preChorus", /^(pre[\s-]?chorus|pre[\s-]?hook|build[\s-]?up|预副歌|导歌|前副歌)/i],
  ["intro", /^(intro|opening|前奏|引子|开场)/i],
  ["outro", /^(outro|ending|end|coda|fade[\s-]?out|尾奏|结尾|尾声)/i],
  ["instrumental", /^(instrumental|interlude|break|solo|\w+ solo|\w+ break|间奏|独奏|器乐)/i],
  ["chorus", /^(post[\s-]?chorus|chorus|refrain|hook|drop|final chorus|副歌|合唱)/i],
  ["verse", /^(verse|rap|主歌|说唱)/i],
  ["bridge", /^(bridge|middle (8|eight)|桥段|过渡)/i],
];

/** What a label means; unknown labels are "other". */
export function kindOf(label: string): SectionKind {
  const plain = label.normalize("NFKC").trim();
  return NAMES.find(([, pattern]) => matchesWhole(pattern, plain))?.[0] ?? "other";
}

/** The name must stand alone: "end" is an outro, "endless" is not. */
function matchesWhole(pattern: RegExp, label: string): boolean {
  const found = pattern.exec(label);
  if (!found) return false;
  const next = label.slice(found[0].length, found[0].length + 1);
  return !/[a-z]/i.test(next) || !/[a-z]$/i.test(found[0]);
}

const SQUARE = /^\s*(?:\[([^\]\r\n]{1,120})\]|［([^］\r\n]{1,120})］|【([^】\r\n]{1,120})】)/;
const ROUND = /^\s*[(（]([^()（）\r\n]{1,60})[)）]/;
/** Stage directions behind a header belong to it; some vendors break them over a line end. */
const DIRECTIONS = /^[ \t]*[(（][^()（）[\]【】]{0,120}[)）]/;

/** The header that begins at the start of `text`, as offsets into it. */
export function headerAt(text: string): Header | null {
  const square = SQUARE.exec(text);
  if (square) {
    const label = (square[1] ?? square[2] ?? square[3] ?? "").trim();
    const rest = DIRECTIONS.exec(text.slice(square[0].length));
    const to = square[0].length + (rest && twoLines(rest[0]) ? rest[0].length : 0);
    return { from: indent(text), to, kind: kindOf(label), label };
  }
  const round = ROUND.exec(text);
  const label = round?.[1]?.trim() ?? "";
  if (!round || kindOf(label) === "other") return null;
  return { from: indent(text), to: round[0].length, kind: kindOf(label), label };
}

const twoLines = (text: string): boolean => text.split("\n").length <= 2;
const indent = (text: string): number => text.length - text.trimStart().length;
const isNote = (text: string): boolean => text.trimStart().startsWith("//");

/** Parses a text; what is not understood is a sung line. */
export function parseLyrics(text: string): LyricsText {
  const found: LyricsText = { sections: [], lines: [] };
  let at = 0;
  while (at <= text.length) {
    const newline = text.indexOf("\n", at);
    const stop = newline < 0 ? text.length : newline;
    const next = addLine(found, text, at, stop);
    at = next > stop ? nextLine(text, next) : stop + 1;
  }
  closeSections(found.sections, text.length);
  return found;
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length + 1 : newline + 1;
}

/** Adds the line `at..stop`; answers where reading goes on, which is later if a header was longer. */
function addLine(into: LyricsText, text: string, at: number, stop: number): number {
  const line = text.slice(at, stop).replace(/\r$/, "");
  const header = isNote(line) ? null : headerAt(text.slice(at, at + 400));
  if (header && header.from <= line.length) return addHeader(into, text, at, stop, header);
  const role = line.trim() === "" ? "blank" : isNote(line) ? "note" : "sung";
  if (role === "sung" && into.sections.length === 0) into.sections.push(unnamed());
  into.lines.push({ role, from: at, to: at + line.length, sungFrom: at, section: into.sections.length - 1 });
  return stop;
}

function addHeader(into: LyricsText, text: string, at: number, stop: number, header: Header): number {
  const end = Math.max(stop, at + header.to);
  const line = text.slice(at, text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end));
  const place = { ...header, from: at + header.from, to: at + header.to };
  into.sections.push({ kind: header.kind, label: header.label, header: place, from: at, to: at });
  const sung = line.slice(header.to).trim() !== "";
  const to = at + line.replace(/\r$/, "").length;
  into.lines.push({
    role: sung ? "sung" : "header",
    from: at,
    to,
    sungFrom: at + header.to,
    section: into.sections.length - 1,
  });
  return end;
}

const unnamed = (): LyricSection => ({ kind: "other", label: "", header: null, from: 0, to: 0 });

function closeSections(sections: LyricSection[], end: number): void {
  sections.forEach((section, index) => (section.to = sections[index + 1]?.from ?? end));
}

/** The section a place in the text belongs to, or -1. */
export function sectionAt(lyrics: LyricsText, offset: number): number {
  return lyrics.sections.findLastIndex((section) => section.from <= offset);
}

/** The text with a section moved one place up or down; null at the border. */
export function moveSection(text: string, index: number, by: 1 | -1): { text: string; from: number } | null {
  const { sections } = parseLyrics(text);
  const upper = sections[by < 0 ? index - 1 : index];
  const lower = sections[by < 0 ? index : index + 1];
  if (!upper || !lower) return null;
  const first = block(text.slice(lower.from, lower.to));
  const second = block(text.slice(upper.from, upper.to));
  const tail = lower.to < text.length ? "\n\n" : "";
  const moved = text.slice(0, upper.from) + first + "\n\n" + second + tail + text.slice(lower.to);
  return { text: moved, from: by < 0 ? upper.from : upper.from + first.length + 2 };
}

/** The text with a section once more behind itself; null where there is none. */
export function duplicateSection(text: string, index: number): { text: string; from: number } | null {
  const section = parseLyrics(text).sections[index];
  if (!section) return null;
  const copy = block(text.slice(section.from, section.to));
  const before = block(text.slice(0, section.to));
  const after = text.slice(section.to);
  const from = before.length + 2;
  return { text: `${before}\n\n${copy}${after === "" ? "" : "\n\n"}${after}`, from };
}

/**
 * The text with another header on a section, or with one where it had none. `name` sees the lyrics before
 * it, so that the third verse is Verse 3 wherever the cursor was. `at`: behind the header.
 */
export function setTag(
  text: string,
  index: number,
  name: (others: LyricsText) => string,
): { text: string; at: number } {
  const section = parseLyrics(text).sections[index];
  const from = section?.header?.from ?? section?.from ?? 0;
  const to = section?.header?.to ?? from;
  const others = parseLyrics(text.slice(0, from));
  const tag = `[${name(others)}]`;
  // A header that was glued to a line gets its own line.
  const rest = text.slice(to).replace(/^[ \t]+/, "");
  const head = /^\r?\n/.test(rest) ? tag : `${tag}\n`;
  return { text: text.slice(0, from) + head + rest, at: from + head.length };
}

const block = (text: string): string => text.replace(/\s+$/, "");

/** The text with a new section at its end, and where its first line is. */
export function appendSection(text: string, name: string): { text: string; at: number } {
  const before = block(text);
  const added = `${before}${before === "" ? "" : "\n\n"}[${name}]\n`;
  return { text: added, at: added.length };
}

/** "Verse 3" for the third verse: the number that makes a repeated name unique; choruses stay alike. */
export function nextName(lyrics: LyricsText, kind: SectionKind, name: string): string {
  if (kind !== "verse") return name;
  const count = lyrics.sections.filter((section) => section.kind === kind).length;
  return count === 0 ? `${name} 1` : `${name} ${count + 1}`;
}
