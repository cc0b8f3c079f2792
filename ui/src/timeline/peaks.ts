// The peaks of one lane, as the core sends them: a pyramid of (min, max, rms) per bucket and channel. This
// file reads the bytes and answers "what do these frames look like in so many columns". It draws nothing.
//
// Bytes, little endian: "RFPK", u32 version = 1, u32 rate, u32 channels, u64 frames, u32 levels, f32 scale;
// per level u32 frames per bucket, u32 buckets; then all levels, finest first, per bucket and channel
// i16 min, i16 max, u16 rms. A stored value v stands for v / 32767 * scale.

const MAGIC = 0x4b504652;
const HEADER = 32;
const LEVEL_HEADER = 8;
const FIELDS = 3;
const FULL = 32767;

export interface Level {
  framesPerBucket: number;
  buckets: number;
  /** Index of its first 16-bit value. */
  at: number;
}

export interface Peaks {
  rate: number;
  channels: number;
  frames: number;
  scale: number;
  levels: Level[];
  /** min and max, signed; the same memory as `unsigned`. */
  signed: Int16Array;
  /** rms. */
  unsigned: Uint16Array;
}

/** One column of pixels each: lowest, highest and rms sample, full scale 1. */
export interface Columns {
  low: Float32Array;
  high: Float32Array;
  body: Float32Array;
}

/** Null when the bytes are not peaks, or are cut short. */
export function parsePeaks(bytes: ArrayBuffer): Peaks | null {
  if (bytes.byteLength < HEADER) return null;
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 1) return null;
  const channels = view.getUint32(12, true);
  const levelCount = view.getUint32(24, true);
  const body = HEADER + levelCount * LEVEL_HEADER;
  if (channels === 0 || levelCount === 0 || levelCount > 16 || body > bytes.byteLength) return null;
  const levels = readLevels(view, levelCount, channels);
  const last = levels[levelCount - 1];
  const values = last ? last.at + last.buckets * channels * FIELDS : 0;
  if (body + values * 2 > bytes.byteLength) return null;
  return {
    rate: view.getUint32(8, true),
    channels,
    frames: Number(view.getBigUint64(16, true)),
    scale: view.getFloat32(28, true),
    levels,
    signed: new Int16Array(bytes, body, values),
    unsigned: new Uint16Array(bytes, body, values),
  };
}

function readLevels(view: DataView, count: number, channels: number): Level[] {
  const levels: Level[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const head = HEADER + index * LEVEL_HEADER;
    const buckets = view.getUint32(head + 4, true);
    levels.push({ framesPerBucket: Math.max(1, view.getUint32(head, true)), buckets, at });
    at += buckets * channels * FIELDS;
  }
  return levels;
}

/** The coarsest level whose buckets are not wider than a column; the finest when none is that fine. */
export function levelFor(peaks: Peaks, framesPerColumn: number): Level | undefined {
  const fit = peaks.levels.filter((level) => level.framesPerBucket <= framesPerColumn);
  return fit[fit.length - 1] ?? peaks.levels[0];
}

/** `count` columns from a frame on. Frames outside of the audio are silent. */
export function columns(peaks: Peaks, fromFrame: number, framesPerColumn: number, count: number): Columns {
  const found = {
    low: new Float32Array(count),
    high: new Float32Array(count),
    body: new Float32Array(count),
  };
  const level = levelFor(peaks, framesPerColumn);
  if (!level) return found;
  const fill = level.framesPerBucket > framesPerColumn ? between : gather;
  for (let column = 0; column < count; column++) {
    const frame = fromFrame + column * framesPerColumn;
    if (frame + framesPerColumn <= 0 || frame >= peaks.frames) continue;
    fill(peaks, level, frame, framesPerColumn, found, column);
  }
  return found;
}

/** A column that holds several buckets: their extremes, and the rms of all. */
function gather(
  peaks: Peaks,
  level: Level,
  frame: number,
  width: number,
  into: Columns,
  column: number,
): void {
  const first = Math.max(0, Math.floor(frame / level.framesPerBucket));
  const last = Math.min(
    level.buckets,
    Math.max(first + 1, Math.ceil((frame + width) / level.framesPerBucket)),
  );
  const unit = peaks.scale / FULL;
  let low = 0;
  let high = 0;
  let power = 0;
  const end = level.at + last * peaks.channels * FIELDS;
  for (let at = level.at + first * peaks.channels * FIELDS; at < end; at += FIELDS) {
    low = Math.min(low, peaks.signed[at] ?? 0);
    high = Math.max(high, peaks.signed[at + 1] ?? 0);
    const rms = peaks.unsigned[at + 2] ?? 0;
    power += rms * rms;
  }
  const parts = Math.max(1, (last - first) * peaks.channels);
  into.low[column] = low * unit;
  into.high[column] = high * unit;
  into.body[column] = Math.sqrt(power / parts) * unit;
}

/** A column finer than the finest bucket: a straight line between the middles of two buckets. */
function between(
  peaks: Peaks,
  level: Level,
  frame: number,
  width: number,
  into: Columns,
  column: number,
): void {
  const place = (frame + width / 2) / level.framesPerBucket - 0.5;
  const left = Math.max(0, Math.min(level.buckets - 1, Math.floor(place)));
  const right = Math.min(level.buckets - 1, left + 1);
  const share = Math.max(0, Math.min(1, place - left));
  const a = bucket(peaks, level, left);
  const b = bucket(peaks, level, right);
  into.low[column] = a.low + (b.low - a.low) * share;
  into.high[column] = a.high + (b.high - a.high) * share;
  into.body[column] = a.body + (b.body - a.body) * share;
}

/** One bucket, channels merged. */
export function bucket(
  peaks: Peaks,
  level: Level,
  index: number,
): { low: number; high: number; body: number } {
  const unit = peaks.scale / FULL;
  const start = level.at + index * peaks.channels * FIELDS;
  let low = 0;
  let high = 0;
  let power = 0;
  for (let at = start; at < start + peaks.channels * FIELDS; at += FIELDS) {
    low = Math.min(low, peaks.signed[at] ?? 0);
    high = Math.max(high, peaks.signed[at + 1] ?? 0);
    power += (peaks.unsigned[at + 2] ?? 0) ** 2;
  }
  return { low: low * unit, high: high * unit, body: Math.sqrt(power / peaks.channels) * unit };
}

/** The loudest sample anywhere: what a lane's height is scaled to. */
export function loudest(peaks: Peaks): number {
  const level = peaks.levels[peaks.levels.length - 1];
  if (!level) return 1;
  let top = 0;
  for (let index = 0; index < level.buckets; index++) {
    const found = bucket(peaks, level, index);
    top = Math.max(top, found.high, -found.low);
  }
  return top;
}
