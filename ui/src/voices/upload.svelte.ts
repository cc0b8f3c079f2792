// How fast the user's own file host takes a recording: measured before a vendor's clock runs, not while it does.

import { asUiError, backend, type HostProof } from "../ipc";

/** So long the way to the vendor may take: then what there is is sent. */
export const RESERVE_MS = 8_000;
/** What a phrase weighs that was read slowly: twelve seconds of MP3. */
const READING_BYTES = 12 * 24_000;

/** How long a reading takes to be there, in milliseconds. */
export const readingTakes = (speed: number): number => (speed > 0 ? (READING_BYTES / speed) * 1000 : Infinity);

export type Speed = "unknown" | "measuring" | "good" | "slow" | "broken";

/** What a proof says about sending a reading within the reserve, with half of it left to the vendor. */
export function judge(proof: HostProof | null): Speed {
  if (!proof) return "unknown";
  if (!proof.works) return "broken";
  return readingTakes(proof.speed) <= RESERVE_MS / 2 ? "good" : "slow";
}

export class Upload {
  proof = $state.raw<HostProof | null>(null);
  #measuring = $state(false);
  speed = $derived.by<Speed>(() => (this.#measuring ? "measuring" : judge(this.proof)));

  async measure(): Promise<void> {
    if (this.#measuring) return;
    this.#measuring = true;
    try {
      this.proof = await backend.proveFileHost();
    } catch (reason) {
      this.proof = { works: false, ms: 0, speed: 0, error: asUiError(reason) };
    }
    this.#measuring = false;
  }
}
