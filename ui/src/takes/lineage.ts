// Where a take came from, as a sentence whose takes can be gone to.

import { clock, m } from "../i18n";
import type { TakeId, TakeView } from "../ipc";
import { takeName } from "../ui/words";

/** Plain words, or the name of a take in the same song. */
export type Piece = string | { take: TakeId; name: string };

const FIRST = "\u0001";
const SECOND = "\u0002";

/** Empty: it was made of nothing else, or its origin says enough. */
export function lineage(take: TakeView, all: readonly TakeView[]): Piece[] {
  if (take.source === null) return [];
  const sentence = worded(take);
  const named = { [FIRST]: piece(take.source, all), [SECOND]: take.with === null ? m.lineage_elsewhere() : piece(take.with, all) };
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

/** A take that is gone, or in another song, has no name here. */
function piece(id: TakeId, all: readonly TakeView[]): Piece {
  const found = all.find((take) => take.id === id);
  return found ? { take: id, name: takeName(found) } : m.lineage_elsewhere();
}

/** Brings a take's row into view and gives it the focus. */
export function goToTake(id: TakeId): void {
  const row = document.getElementById(`take-${id}`);
  row?.scrollIntoView({ block: "center" });
  row?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  row?.animate?.([{ background: "var(--accent-soft)" }, { background: "transparent" }], 1200);
}
