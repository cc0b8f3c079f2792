// Parts of a song: what they are called in the language of the window, and in which colour.

import { m } from "../i18n";
import type { TakeView } from "../ipc";

const PARTS: { pattern: RegExp; colour: string; code: string; name: () => string }[] = [
  { pattern: /back/i, colour: "backing", code: "BV", name: m.stem_backing },
  { pattern: /vocal|voice|人声/i, colour: "vocals", code: "VO", name: m.stem_vocals },
  { pattern: /instrumental|accompan|伴奏/i, colour: "synth", code: "IN", name: m.stem_instrumental },
  { pattern: /percus/i, colour: "percussion", code: "PC", name: m.stem_percussion },
  { pattern: /drum/i, colour: "drums", code: "DR", name: m.stem_drums },
  { pattern: /bass/i, colour: "bass", code: "BA", name: m.stem_bass },
  { pattern: /guitar/i, colour: "guitar", code: "GT", name: m.stem_guitar },
  { pattern: /key|piano/i, colour: "keyboard", code: "KB", name: m.stem_keyboard },
  { pattern: /string/i, colour: "strings", code: "ST", name: m.stem_strings },
  { pattern: /synth/i, colour: "synth", code: "SY", name: m.stem_synth },
  { pattern: /fx|effect/i, colour: "fx", code: "FX", name: m.stem_fx },
  { pattern: /brass/i, colour: "brass", code: "BR", name: m.stem_brass },
  { pattern: /wood/i, colour: "woodwinds", code: "WW", name: m.stem_woodwinds },
];

const known = (part: string) => PARTS.find(({ pattern }) => pattern.test(part));

/** A part that nobody here knows keeps the vendor's word; a second one of a kind keeps its number. */
export function partName(part: string): string {
  const number = / \d+$/.exec(part)?.[0] ?? "";
  const name = known(part)?.name();
  return name === undefined ? part.replaceAll("_", " ") : name + number;
}

export function partColour(part: string): string {
  const found = known(part);
  return found ? `var(--stem-${found.colour})` : "var(--wave)";
}

/** The name of the colour's token, for a canvas. */
export function partToken(part: string): string {
  const found = known(part);
  return found ? `--stem-${found.colour}` : "--wave";
}

/** Two letters that tell parts apart where colours do not. */
export function partCode(part: string): string {
  return known(part)?.code ?? part.slice(0, 2).toUpperCase();
}

/** Whether a part is sung. */
export function isVoice(part: string): boolean {
  return ["vocals", "backing"].includes(known(part)?.colour ?? "");
}

/** Whether a part is beaten. */
export function isDrums(part: string): boolean {
  return ["drums", "percussion"].includes(known(part)?.colour ?? "");
}

/** A recording of one's own keeps the name of its file. */
export function stemName(take: TakeView): string {
  return take.origin === "import" ? take.stem || take.title : partName(take.stem || take.title);
}

export function stemColour(take: TakeView): string {
  return partColour(take.stem ?? "");
}
