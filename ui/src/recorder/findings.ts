// What is to be said of a recording, in plain words: what it is, and what to do about it.

import { m } from "../i18n";
import type { InputState, RecordingEnd, RecordingFinding } from "../ipc";

const seconds = (ms: number) => String(Math.round(ms / 100) / 10);
const level = (db: number) => String(Math.round(db));

export function findingWords(found: RecordingFinding): string {
  switch (found.kind) {
    case "silent": return m.recorder_found_silent();
    case "clipped": return m.recorder_found_clipped({ times: String(found.times) });
    case "short": return m.recorder_found_short({ seconds: seconds(found.wanted) });
    case "long": return m.recorder_found_long({ seconds: seconds(found.wanted) });
    case "quiet": return m.recorder_found_quiet({ db: level(found.peakDb) });
    case "noisy": return m.recorder_found_noisy({ db: level(found.floorDb) });
    case "someNoise": return m.recorder_found_someNoise({ db: level(found.floorDb) });
    case "mostlySilent": return m.recorder_found_mostlySilent({ percent: String(found.percent) });
    case "missing": return m.recorder_found_missing({ ms: String(found.length) });
  }
}

/** A recording with one of these is not fit for its purpose; the others are advice. */
export const isSerious = (found: RecordingFinding): boolean => ["silent", "clipped", "short", "long", "noisy"].includes(found.kind);

/** Why it ended, where that is worth a word. */
export function endWords(end: RecordingEnd): string | null {
  switch (end) {
    case "stopped": return null;
    case "deviceLost": return m.recorder_end_deviceLost();
    case "diskFull": return m.recorder_end_diskFull();
    case "unwritable": return m.recorder_end_unwritable();
    case "full": return m.recorder_end_full();
    case "crashed": return m.recorder_end_crashed();
  }
}

export function inputWords(state: InputState, name: string): string {
  switch (state) {
    case "closed":
    case "opening": return m.recorder_input_opening();
    case "ready": return m.recorder_input_ready({ name });
    case "lost": return m.recorder_input_lost();
    case "none": return m.recorder_input_none();
    case "denied": return m.recorder_input_denied();
  }
}

/** The room, from its noise in dBFS: quiet below -55, too noisy above -45. */
export function roomWords(floorDb: number | null): string {
  if (floorDb === null) return m.recorder_room_listening();
  const db = level(floorDb);
  if (floorDb > -45) return m.recorder_room_noisy({ db });
  return floorDb > -55 ? m.recorder_room_some({ db }) : m.recorder_room_quiet({ db });
}
