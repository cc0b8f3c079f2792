// Short words at the edge of the window, read out politely. A toast may carry one action (Undo).

import type { UiError } from "../ipc";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "ok" | "error";
  error: UiError | null;
  action: { label: string; run: () => void } | null;
}

const STAY_MS = 10_000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  /** Answers its id, for words that end before their time. */
  say(text: string, tone: Toast["tone"] = "plain", action: Toast["action"] = null): number {
    const id = this.#next++;
    this.#add({ id, text, tone, action, error: null });
    return id;
  }

  fail(error: UiError): void {
    this.#add({ id: this.#next++, text: "", tone: "error", action: null, error });
  }

  remove(id: number): void {
    this.list = this.list.filter((each) => each.id !== id);
  }

  #add(toast: Toast): void {
    this.list = [...this.list.slice(-2), toast];
    setTimeout(() => this.remove(toast.id), STAY_MS);
  }
}

export const toasts = new Toasts();
