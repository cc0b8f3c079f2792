// An action that passes a limit of its account waits for the user's word; one question at a time.

import type { Quote } from "../ipc";

class Limits {
  /** The quote that is asked about; the dialog of the shell shows it. */
  asking = $state.raw<Quote | null>(null);
  #answer: (yes: boolean) => void = () => {};

  /** Answers whether the user wants it all the same. A new question answers an older one with no. */
  ask(quote: Quote): Promise<boolean> {
    this.#answer(false);
    this.asking = quote;
    return new Promise((answer) => (this.#answer = answer));
  }

  answer(yes: boolean): void {
    this.asking = null;
    this.#answer(yes);
    this.#answer = () => {};
  }
}

export const limits = new Limits();
