// How a level meter moves: up at once, down 20 dB/s, with a mark that holds two seconds and then falls 15 dB/s.
// Numbers only; Meter.svelte draws them.

export const FLOOR_DB = -60;
export const TOP_DB = 3;
const FALL = 20;
const MARK_FALL = 15;
const HOLD_MS = 2000;

export class Bar {
  level = FLOOR_DB;
  mark = FLOOR_DB;
  #heldUntil = 0;

  /** `peak` is linear; null: nothing new, only time passed. */
  move(peak: number | null, elapsedMs: number, now: number): void {
    const db = peak === null ? FLOOR_DB : toDb(peak);
    this.level = Math.max(db, this.level - (FALL * elapsedMs) / 1000, FLOOR_DB);
    if (this.level >= this.mark) {
      this.mark = this.level;
      this.#heldUntil = now + HOLD_MS;
    } else if (now > this.#heldUntil) {
      this.mark = Math.max(FLOOR_DB, this.mark - (MARK_FALL * elapsedMs) / 1000);
    }
  }

  get resting(): boolean {
    return this.level <= FLOOR_DB && this.mark <= FLOOR_DB;
  }
}

export function toDb(linear: number): number {
  return linear > 0 ? Math.max(FLOOR_DB, 20 * Math.log10(linear)) : FLOOR_DB;
}

/** 0..1 along the bar. */
export function place(db: number): number {
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / (TOP_DB - FLOOR_DB)));
}
