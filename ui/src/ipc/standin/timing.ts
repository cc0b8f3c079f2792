// Times for every word of a text, evenly sung. For looks only.

import type { SectionKind, TimedLine, TimedSection, TimedWord, Timing } from "../types";

const KINDS: [RegExp, SectionKind][] = [
  [/pre-?chorus/i, "preChorus"],
  [/chorus/i, "chorus"],
  [/verse/i, "verse"],
  [/bridge/i, "bridge"],
  [/intro/i, "intro"],
  [/outro/i, "outro"],
  [/instrumental|break|solo/i, "instrumental"],
];
const WORD_MS = 440;
const HAN_MS = 330;
const GAP_MS = 120;

export function timingOf(lyrics: string): Timing & { end: number } {
  const timing: Timing = { sections: [], lines: [], words: [] };
  let now = 6_000;
  let from = 0;
  for (const text of lyrics.split("\n")) {
    const tag = /^\[(.+)\]$/.exec(text.trim())?.[1];
    if (tag) now = openSection(timing, tag, now);
    else if (text.trim() && !text.startsWith("//")) now = singLine(timing, text, from, now);
    from += text.length + 1;
  }
  timing.sections.forEach((section, index) => {
    section.end = timing.sections[index + 1]?.start ?? now;
  });
  return { ...timing, end: now + 7_000 };
}

function openSection(timing: Timing, label: string, now: number): number {
  const kind = KINDS.find(([pattern]) => pattern.test(label))?.[1] ?? "other";
  const start = timing.sections.length ? now + 900 : 0;
  const section: TimedSection = { kind, label, start, end: start, firstLine: timing.lines.length, lineCount: 0 };
  timing.sections.push(section);
  return kind === "intro" || kind === "instrumental" ? start + 7_000 : Math.max(start, now + 900);
}

function singLine(timing: Timing, text: string, from: number, start: number): number {
  const pieces = [...text.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)];
  const line: TimedLine = {
    text: text.trim(),
    section: Math.max(0, timing.sections.length - 1),
    start,
    end: start,
    from,
    to: from + text.length,
    firstWord: timing.words.length,
    wordCount: pieces.length,
  };
  let now = start;
  pieces.forEach((piece, index) => {
    const han = /\p{Script=Han}/u.test(piece[0]);
    const length = (han ? HAN_MS : WORD_MS * (0.6 + Math.min(piece[0].length, 9) * 0.08)) | 0;
    timing.words.push(word(piece[0], timing.lines.length, now, now + length - 30, from + piece.index, index));
    now += length;
  });
  line.end = now;
  timing.lines.push(line);
  const section = timing.sections.at(-1);
  if (section) section.lineCount += 1;
  return now + GAP_MS + 400;
}

function word(text: string, line: number, start: number, end: number, from: number, index: number): TimedWord {
  const confidence = (line * 7 + index * 3) % 11 === 4 ? 0.44 : (line + index) % 6 === 5 ? 0.68 : 0.94;
  return { text, line, start, end, confidence, from, to: from + text.length };
}
