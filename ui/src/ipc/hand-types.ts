// What the user's hand adds to a song: markers, and line times tapped along.

import type { Millis, SectionKind } from "./types";

/** A place of a song, or a range of it, with a name of the user's. */
export interface Marker { id: string; name: string; start: Millis; end: Millis | null }
/** The sung lines of a version, to be tapped along with. */
export interface TapSheet {
  /** The text whose lines these are; goes back with the times. */
  words: string;
  lines: TapLine[];
  /** Whether times of the user's hold. */
  tapped: boolean;
  /** Whether the vendor told times, which may be hidden by the user's. */
  vendor: boolean;
}
export interface TapLine { text: string; kind: SectionKind; label: string; section: number; start: Millis | null }
export type TimesChange =
  | { kind: "tapped"; words: string; starts: (Millis | null)[] }
  | { kind: "vendor" }
  /** As before the last change. */
  | { kind: "back" };
