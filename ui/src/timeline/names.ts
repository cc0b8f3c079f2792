// What a section is called in the window. The document keeps the vendor's English tag; a Chinese window says
// 主歌 2 where the document says [Verse 2].

import { language, m } from "../i18n";
import type { SectionKind } from "../ipc";

export const KINDS: readonly SectionKind[] = [
  "intro",
  "verse",
  "preChorus",
  "chorus",
  "bridge",
  "instrumental",
  "outro",
];

/** The tag that vendors understand. */
export const TAGS: Record<SectionKind, string> = {
  intro: "Intro",
  verse: "Verse",
  preChorus: "Pre-Chorus",
  chorus: "Chorus",
  bridge: "Bridge",
  instrumental: "Instrumental",
  outro: "Outro",
  other: "Section",
};

export function kindName(kind: SectionKind): string {
  const names = {
    intro: m.timeline_kind_intro,
    verse: m.timeline_kind_verse,
    preChorus: m.timeline_kind_preChorus,
    chorus: m.timeline_kind_chorus,
    bridge: m.timeline_kind_bridge,
    instrumental: m.timeline_kind_instrumental,
    outro: m.timeline_kind_outro,
    other: m.timeline_kind_other,
  };
  return names[kind]();
}

/** A section's label as it is read: translated where its tag is a plain one. */
export function sectionName(kind: SectionKind, label: string): string {
  if (label === "") return kindName("other");
  if (language.current === "en" || kind === "other") return label;
  const plain = new RegExp(`^${TAGS[kind].replace("-", "[\\s-]?")}\\s*(\\d*)$`, "i").exec(label);
  if (!plain) return label;
  return plain[1] ? `${kindName(kind)} ${plain[1]}` : kindName(kind);
}
