// One button that costs money: quote first, then start exactly once. The button stays locked from the press
// until the core has accepted or refused, so a double press cannot send two.

import { asUiError, backend, type ActionRequest, type JobView, type Quote, type UiError } from "../ipc";
import { limits } from "./limits.svelte";

export class Spend {
  quote = $state.raw<Quote | null>(null);
  state = $state<"idle" | "quoting" | "ready" | "starting">("idle");
  error = $state.raw<UiError | null>(null);

  #ask = 0;

  get busy(): boolean {
    return this.state === "starting";
  }

  /** Asks the price of `action`; an older answer that arrives later is dropped. */
  async refresh(action: ActionRequest | null): Promise<void> {
    if (this.state === "starting") return;
    const ask = ++this.#ask;
    if (!action) return this.clear();
    this.state = "quoting";
    try {
      const quote = await backend.quote(action);
      if (ask === this.#ask) this.#settle(quote, null);
    } catch (reason) {
      if (ask === this.#ask) this.#settle(null, asUiError(reason));
    }
  }

  clear(): void {
    this.#ask += 1;
    this.#settle(null, null);
  }

  #settle(quote: Quote | null, error: UiError | null): void {
    this.quote = quote;
    this.error = error;
    this.state = quote ? "ready" : "idle";
  }

  /**
   * Spends. `before` saves the words; the price is asked again afterwards, because a quote belongs to the
   * saved words, and a price other than the one on the button stops here with `staleQuote`.
   */
  async start(action: ActionRequest, before?: () => Promise<void>): Promise<JobView | null> {
    if (this.state === "starting") return null;
    const shown = this.quote;
    this.#ask += 1;
    this.state = "starting";
    try {
      await before?.();
      const quote = await backend.quote(action);
      if (shown && shown.price !== quote.price) return this.#refuse(quote);
      if (quote.confirmation && !(await limits.ask(quote))) return this.#leave(quote);
      const job = await backend.start(quote.quoteId, quote.confirmation);
      this.#settle(null, null);
      return job;
    } catch (reason) {
      this.#settle(null, asUiError(reason));
      return null;
    }
  }

  #leave(quote: Quote): null {
    this.#settle(quote, null);
    return null;
  }

  #refuse(quote: Quote): null {
    this.#settle(quote, { ...asUiError(null), code: "staleQuote", message: "", money: "notSpent" });
    return null;
  }
}
