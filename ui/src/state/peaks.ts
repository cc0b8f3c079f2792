// Peaks of the lanes last looked at, read once. Small: a lane is about 200 KB.

import { backend, type LaneRequest, type SongId } from "../ipc";
import { parsePeaks, type Peaks } from "../timeline/peaks";

const KEPT = 40;
const known = new Map<string, Promise<Peaks | null>>();

export function peaksOf(song: SongId, lane: LaneRequest): Promise<Peaks | null> {
  const key = JSON.stringify([song, lane]);
  const found = known.get(key) ?? read(song, lane, key);
  known.delete(key);
  known.set(key, found);
  const oldest = known.keys().next().value;
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return found;
}

async function read(song: SongId, lane: LaneRequest, key: string): Promise<Peaks | null> {
  try {
    return parsePeaks(await backend.getPeaks(song, lane));
  } catch {
    known.delete(key);
    return null;
  }
}
