// Where a take came from, as a sentence whose takes can be gone to.

import { tick } from "svelte";
import { clock, m } from "../i18n";
import type { SongId, SongView, TakeId, TakeView } from "../ipc";
import { nav } from "../state";
import { takeName } from "../ui/words";

/** A take's name; `song` where it is another one than this. */
export interface Root { take: TakeId; name: string; song: SongId | null }
/** Plain words, or a take that can be gone to. */
export type Piece = string | Root;
/** The takes that are known here. */
export type Family = Pick<SongView, "takes" | "elsewhere">;

const FIRST = "\u0001";
const SECOND = "\u0002";

/** Empty: it was made of nothing else, or its origin says enough. */
export function lineage(take: TakeView, all: Family): Piece[] {
  if (take.source === null) return [];
  const sentence = worded(take);
  const named = { [FIRST]: piece(take.source, all), [SECOND]: take.with === null ? m.lineage_gone() : piece(take.with, all) };
  return sentence
    .split(/([\u0001\u0002])/)
    .filter((part) => part !== "")
    .map((part) => named[part as keyof typeof named] ?? part);
}

/** The words with marks where the takes go: every language puts them where it likes. */
function worded({ origin, range }: TakeView): string {
  const source = FIRST;
  const where = range ? { from: clock(range.start), to: clock(range.end) } : null;
  switch (origin) {
    case "extend":
      return range ? m.lineage_extend_at({ source, at: clock(range.start) }) : m.lineage_extend({ source });
    case "cover":
      return m.lineage_cover({ source });
    case "mashup":
      return m.lineage_mashup({ source, second: SECOND });
    case "sample":
      return where ? m.lineage_sample_of({ source, ...where }) : m.lineage_sample({ source });
    case "inspiration":
      return m.lineage_inspiration({ source });
    case "remaster":
      return m.lineage_remaster({ source });
    case "addVocals":
      return m.lineage_addVocals({ source });
    case "addInstrumental":
      return m.lineage_addInstrumental({ source });
    case "stems":
    case "allStems":
      return m.lineage_stems({ source });
    default:
      return m.lineage_other({ source });
  }
}

/** A take that is gone for good has no name. */
function piece(id: TakeId, { takes, elsewhere }: Family): Piece {
  const here = takes.find((take) => take.id === id);
  if (here) return { take: id, name: takeName(here), song: null };
  const there = elsewhere.find((each) => each.take === id);
  if (!there) return m.lineage_gone();
  const name = m.lineage_takeOf({ take: takeName(there), song: there.songTitle || m.song_untitled() });
  return { take: id, name, song: there.song };
}

/** Opens the take's song, if it is another one, and shows the take. */
export async function goTo({ take, song }: Root): Promise<void> {
  if (song !== null) {
    await nav.open(song, "takes");
    await tick();
  }
  goToTake(take);
}

/** Brings a take's row into view and gives it the focus. */
export function goToTake(id: TakeId): void {
  const row = document.getElementById(`take-${id}`);
  row?.scrollIntoView({ block: "center" });
  row?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  row?.animate?.([{ background: "var(--accent-soft)" }, { background: "transparent" }], 1200);
}
