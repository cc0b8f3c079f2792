// What Generate will ask for: whether it can be asked now, what it costs, the one send.

import type { ActionRequest, JobView } from "../ipc";
import { m } from "../i18n";
import { isRunning, Spend, type SongState } from "../state";

const QUOTE_AFTER_MS = 300;
/** A quick core accepts between the two clicks of a double click; the second must not buy again. */
const PAUSE_MS = 1500;

export class Generating {
  readonly spend = new Spend();
  limits = $derived.by(() => this.song.model?.limits ?? null);
  running = $derived.by(() => this.song.jobs.filter((job) => job.action === "generate" && isRunning(job)));
  failed = $derived.by(
    () => this.song.jobs.find((job) => job.action === "generate" && job.error !== null) ?? null,
  );
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
    if (!connection) return m.lyrics_reason_account();
    if (!connection.practice && connection.key !== "stored") return m.lyrics_reason_key();
    if (compose.mode === "idea")
      return compose.idea.trim() === "" ? m.lyrics_reason_idea() : this.#tooLong(["idea"]);
    if (compose.mode === "custom" && compose.lyrics.trim() === "") return m.lyrics_reason_lyrics();
    if (compose.mode === "instrumental" && compose.style.trim() === "") return m.lyrics_reason_style();
    return this.#tooLong(compose.mode === "custom" ? ["lyrics", "title", "style"] : ["title", "style"]);
  }

  #tooLong(fields: ("lyrics" | "title" | "style" | "idea")[]): string | null {
    const names = {
      lyrics: m.lyrics_lyrics,
      title: m.lyrics_title,
      style: m.lyrics_style,
      idea: m.lyrics_idea,
    };
    const over = fields.find(
      (field) => this.limits !== null && this.song.compose[field].length > this.limits[field],
    );
    return over ? m.lyrics_reason_over({ field: names[over](), limit: this.limits?.[over] ?? 0 }) : null;
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
