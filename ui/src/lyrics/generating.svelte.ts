// What Generate will ask for: whether it can be asked now, what it costs, the one send.

import { missingText, newSongForm, tooLong, whyNoAccount, whyNotMode, whyNotSung } from "../compose/form";
import type { ActionRequest, JobView } from "../ipc";
import { isRunning, Spend, voices, type SongState } from "../state";

const QUOTE_AFTER_MS = 300;
/** A quick core accepts between the two clicks of a double click; the second must not buy again. */
const PAUSE_MS = 1500;

/** What is asked for from this screen, and so is seen to from here. */
const HERE = new Set<JobView["action"]>(["generate", "lyrics", "mashupLyrics"]);

export class Generating {
  readonly spend = new Spend();
  form = $derived.by(() => newSongForm(this.song.connection, this.song.model));
  running = $derived.by(() => this.song.jobs.filter((job) => HERE.has(job.action) && isRunning(job)));
  failed = $derived.by(() => this.song.jobs.find((job) => HERE.has(job.action) && job.error !== null) ?? null);
  /** Takes of the newest generation, in the vendor's order. */
  takes = $derived.by(() => {
    const whole = this.song.wholeTakes.filter((take) => take.origin === "generate" && take.jobId !== null);
    const newest = whole.reduce<(typeof whole)[number] | null>(
      (best, take) => (best && best.createdAt >= take.createdAt ? best : take),
      null,
    );
    return whole.filter((take) => take.jobId === newest?.jobId).sort((a, b) => a.number - b.number);
  });

  #acceptedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly song: SongState) {}

  get action(): ActionRequest {
    return { kind: "generate", song: this.song.id };
  }

  get reason(): string | null {
    const { compose, connection } = this.song;
    const { form } = this;
    return (
      whyNoAccount(connection, "generate") ?? whyNotMode(form, compose.mode) ?? missingText(compose) ?? tooLong(form, compose) ??
      whyNotSung(form, compose, voices.view.voices)
    );
  }

  /** Asks the price a moment after the last change. The quote reads what is saved, so saving comes first. */
  requote(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.reason !== null) return this.spend.clear();
    this.#timer = setTimeout(() => void this.#quote(), QUOTE_AFTER_MS);
  }

  async #quote(): Promise<void> {
    await this.song.flush();
    await this.spend.refresh(this.action);
  }

  async send(): Promise<JobView | null> {
    if (this.reason !== null || this.spend.busy || Date.now() - this.#acceptedAt < PAUSE_MS) return null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const job = await this.spend.start(this.action, () => this.song.flush());
    if (job) this.#acceptedAt = Date.now();
    this.requote();
    return job;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
