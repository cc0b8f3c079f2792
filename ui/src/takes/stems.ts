// Parts of a song: what they are called in the language of the window, and in which colour.

import { m } from "../i18n";
import type { TakeView } from "../ipc";

const PARTS: { pattern: RegExp; colour: string; name: () => string }[] = [
  { pattern: /back/i, colour: "backing", name: m.stem_backing },
  { pattern: /vocal|voice|人声/i, colour: "vocals", name: m.stem_vocals },
  { pattern: /instrumental|accompan|伴奏/i, colour: "synth", name: m.stem_instrumental },
  { pattern: /percus/i, colour: "percussion", name: m.stem_percussion },
  { pattern: /drum/i, colour: "drums", name: m.stem_drums },
  { pattern: /bass/i, colour: "bass", name: m.stem_bass },
  { pattern: /guitar/i, colour: "guitar", name: m.stem_guitar },
  { pattern: /key|piano/i, colour: "keyboard", name: m.stem_keyboard },
  { pattern: /string/i, colour: "strings", name: m.stem_strings },
  { pattern: /synth/i, colour: "synth", name: m.stem_synth },
  { pattern: /fx|effect/i, colour: "fx", name: m.stem_fx },
  { pattern: /brass/i, colour: "brass", name: m.stem_brass },
  { pattern: /wood/i, colour: "woodwinds", name: m.stem_woodwinds },
];

/** A part that nobody here knows keeps the vendor's word. */
export function stemName(take: TakeView): string {
  const part = take.stem ?? "";
  return PARTS.find(({ pattern }) => pattern.test(part))?.name() ?? (part || take.title);
}

export function stemColour(take: TakeView): string {
  const part = PARTS.find(({ pattern }) => pattern.test(take.stem ?? ""));
  return part ? `var(--stem-${part.colour})` : "var(--wave)";
}
