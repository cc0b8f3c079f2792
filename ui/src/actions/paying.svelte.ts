// One form that spends: asks the price a moment after the last change, sends once. Shared by every dialog of actions.

import type { ActionRequest, JobView } from "../ipc";
import { Spend } from "../state";

const QUOTE_AFTER_MS = 300;

export class Paying {
  readonly spend = new Spend();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sent = false;

  /** Null: nothing can be asked now. */
  requote(action: ActionRequest | null): void {
    this.stop();
    if (!action) return this.spend.clear();
    this.#timer = setTimeout(() => void this.spend.refresh(action), QUOTE_AFTER_MS);
  }

  /** Spends, once: what a form has sent, or may have sent, it does not send again; a refusal lets it. */
  async send(action: ActionRequest | null, before?: () => Promise<void>): Promise<JobView | null> {
    if (!action || this.#sent || this.spend.busy) return null;
    this.stop();
    this.#sent = true;
    const job = await this.spend.start(action, before);
    this.#sent = job !== null || this.spend.error?.money === "unknown";
    return job;
  }

  /** What it was sent for has ended: it may be sent anew, as another job with its own price. */
  renew(): void {
    if (this.spend.error?.money !== "unknown") this.#sent = false;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
