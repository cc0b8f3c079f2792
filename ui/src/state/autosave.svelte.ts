// Saves the newest value some time after the last change, one save at a time, and says honestly when it is
// on disk. A failed save keeps the value and tries again with the next change or at `now`.

import { asUiError, type UiError } from "../ipc";

const WAIT_MS = 800;

export class Autosave<T> {
  state = $state<"saved" | "dirty" | "saving" | "failed">("saved");
  savedAt = $state(0);
  error = $state.raw<UiError | null>(null);

  #save: (value: T) => Promise<number>;
  #pending: { value: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;

  constructor(savedAt: number, save: (value: T) => Promise<number>) {
    this.savedAt = savedAt;
    this.#save = save;
  }

  get dirty(): boolean {
    return this.state !== "saved";
  }

  later(value: T): void {
    this.#pending = { value };
    if (this.state !== "saving") this.state = "dirty";
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), WAIT_MS);
  }

  /** Answers when everything typed so far is on disk, or the save has failed. */
  async now(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#running) await this.#running;
    if (!this.#pending) return;
    this.#running = this.#write(this.#pending.value);
    await this.#running;
    this.#running = null;
    if (this.#pending && this.state !== "failed") await this.now();
  }

  async #write(value: T): Promise<void> {
    const held = this.#pending;
    this.state = "saving";
    try {
      this.savedAt = await this.#save(value);
      if (this.#pending === held) this.#pending = null;
      this.state = this.#pending ? "dirty" : "saved";
      this.error = null;
    } catch (reason) {
      this.state = "failed";
      this.error = asUiError(reason);
    }
  }
}
