// What a microphone has to show, and when a reading has ended: judged from its level alone. Pure.

/** In the good zone for so long. */
export const PROOF_MS = 3_000;
/** Linear peaks of -18 dBFS and -6 dBFS. */
const ZONE = [10 ** (-18 / 20), 10 ** (-6 / 20)] as const;
/** Nobody is heard below -45 dBFS. */
const SILENT = 10 ** (-45 / 20);
/** A breath is no end. */
const SILENCE_MS = 900;
/** Between two ticks lies no more than this; a longer gap is none that was heard. */
const TICK_MS = 200;
/** Somebody who reads fast. */
const LETTER_MS = 45;
const LEAST_MS = 1_500;

/** Three seconds in the zone; clipping begins anew. */
export class Proof {
  heard = 0;
  #last = 0;

  hear(peak: number, clipped: boolean, now: number): void {
    const since = Math.min(TICK_MS, this.#last === 0 ? 0 : now - this.#last);
    this.#last = now;
    if (clipped) this.heard = 0;
    else if (peak >= ZONE[0] && peak <= ZONE[1]) this.heard += since;
  }
}

/** Ends a reading: somebody was heard, for as long as the phrase takes at least, and then nobody. */
export class Reading {
  readonly least: number;
  #spoken = false;
  #silentSince: number | null = null;

  constructor(phrase: string) {
    const letters = [...phrase].filter((letter) => letter.trim() !== "").length;
    this.least = Math.max(LEAST_MS, letters * LETTER_MS);
  }

  /** Whether it has ended; `recorded` is how much of it there is. */
  hear(peak: number, recorded: number, now: number): boolean {
    if (peak >= SILENT) {
      this.#spoken = true;
      this.#silentSince = null;
      return false;
    }
    this.#silentSince ??= now;
    return this.#spoken && recorded >= this.least && now - this.#silentSince >= SILENCE_MS;
  }
}
