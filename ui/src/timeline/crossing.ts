// Zero crossings near an edge, from the peaks. A range is whole milliseconds and a bucket is about one, so this
// finds the quietest bucket in reach in which the wave passes through zero: there a hard edge is heard least.

import type { Millis } from "../ipc/types";
import { bucket, type Peaks } from "./peaks";

const REACH: Millis = 20;

/** The nearest good place for an edge; the same time where the wave does not cross zero within reach. */
export function nearestCrossing(peaks: Peaks, at: Millis): Millis {
  const level = peaks.levels[0];
  if (!level) return at;
  const width = (level.framesPerBucket * 1000) / peaks.rate;
  const first = Math.max(0, Math.floor((at - REACH) / width));
  const last = Math.min(level.buckets - 1, Math.ceil((at + REACH) / width));
  let best = at;
  let least = Infinity;
  for (let index = first; index <= last; index++) {
    const { low, high, body } = bucket(peaks, level, index);
    const crosses = (low < 0 && high > 0) || (low === 0 && high === 0);
    const middle = Math.round((index + 0.5) * width);
    const far = Math.abs(middle - at);
    // Of equally quiet places the nearest: distance decides only between near equals.
    const cost = body + far * 1e-6;
    if (!crosses || far > REACH || cost >= least) continue;
    least = cost;
    best = middle;
  }
  return best;
}
