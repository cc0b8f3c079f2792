// Silence in the peaks, as places to snap to. Only whole buckets of the finest level are looked at: an edge
// in silence need not be exact to the sample.

import { bucket, type Peaks } from "./peaks";
import type { SnapTarget } from "./snap";

const QUIET = 0.006;
const SHORTEST_MS = 120;

/** The middle of each stretch of at least 120 ms in which nothing sounds. */
export function silenceTargets(peaks: Peaks): SnapTarget[] {
  const level = peaks.levels[0];
  if (!level) return [];
  const bucketMs = (level.framesPerBucket * 1000) / peaks.rate;
  const found: SnapTarget[] = [];
  let from = 0;
  for (let index = 0; index <= level.buckets; index++) {
    if (index < level.buckets && bucket(peaks, level, index).body < QUIET) continue;
    if ((index - from) * bucketMs >= SHORTEST_MS) {
      found.push({ at: Math.round(((from + index) / 2) * bucketMs), kind: "silence", label: "" });
    }
    from = index + 1;
  }
  return found;
}
