// What will be asked of the vendor for the selected range: the new words (filled with the words that are there
// until somebody types), the style, the quote, and the one send.

import type { ActionRequest, JobId, JobView, Range } from "../ipc";
import { m } from "../i18n";
import { isRunning, Spend, type SongState } from "../state";
import { notSold } from "../ui/sold";
import { characters } from "../compose/form";
import { syllables } from "../lyrics/syllables";
import { judge, textIn } from "../timeline/range";
import type { Desk } from "./desk.svelte";
import { blocked, verdictWords } from "./words";

const QUOTE_AFTER_MS = 250;

export class Replacing {
  readonly spend = new Spend();
  ownStyle = $state(false);
  style = $state("");
  /** The words that are sung in the range now. */
  present = $derived.by(() => {
    const { timing, current, selection } = this.song;
    return timing && current && selection ? textIn(timing, current.lyrics, selection) : "";
  });
  syllables = $derived.by(() => ({ before: syllables(this.present), after: syllables(this.song.newWords) }));
  limit = $derived.by(() => this.song.model?.limits.lyrics ?? null);
  running = $derived.by(() =>
    this.song.jobs.some((job) => job.action === "replaceSection" && isRunning(job)),
  );
  changed = $derived.by(() => this.song.newWords.trim() !== "" && this.song.newWords !== this.present);

  #filled: string | null = null;
  #over: Range | null = null;
  #sent = $state.raw<{ job: JobId; words: string; range: Range } | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly song: SongState,
    private readonly desk: Desk,
  ) {}

  get action(): ActionRequest | null {
    const { song } = this;
    if (!song.selection || !song.current || song.newWords.trim() === "") return null;
    const style = this.ownStyle && this.style.trim() !== "" ? this.style.trim() : null;
    return {
      kind: "replaceSection",
      song: song.id,
      version: song.current.id,
      range: song.selection,
      newWords: song.newWords,
      style,
    };
  }

  /** The length is refused; the badge says so already. */
  get lengthRefused(): boolean {
    const { selection } = this.song;
    return selection !== null && this.desk.limits !== null && blocked(judge(this.desk.limits, selection));
  }

  /** Why nothing can be sent now; null: it can. */
  get reason(): string | null {
    const { song, desk } = this;
    const unsold = notSold(song.connection, "replaceSection");
    if (unsold) return unsold;
    const base = song.takes.find((take) => take.id === song.current?.arrangement.base);
    if (base?.place === "local") return m.edit_reason_local();
    if (!song.selection) return m.edit_reason_no_range();
    const verdict = desk.limits && judge(desk.limits, song.selection);
    if (verdict && desk.limits && blocked(verdict)) return verdictWords(verdict, desk.limits);
    if (song.newWords.trim() === "") return m.edit_reason_no_words();
    if (this.#alreadySung) return m.edit_reason_same();
    if (this.limit !== null && characters(song.newWords) > this.limit)
      return m.edit_reason_too_many({ limit: this.limit });
    return null;
  }

  /** The same words for the same range are under way: a slow second press must not buy them twice. */
  get #alreadySung(): boolean {
    const { song } = this;
    const sent = this.#sent;
    if (!sent || !song.selection || sent.words !== song.newWords) return false;
    const same = sent.range.start === song.selection.start && sent.range.end === song.selection.end;
    return same && song.jobs.some((job) => job.id === sent.job && isRunning(job));
  }

  /** The words were kept: they are what is sung there now, no longer somebody's draft. */
  settle(): void {
    this.#filled = this.song.newWords;
  }

  /** Runs when the range has changed: fills in the words there, unless somebody typed words for this place. */
  refill(): void {
    const { selection, newWords } = this.song;
    const typed = newWords !== "" && newWords !== this.#filled;
    const elsewhere =
      !selection || !this.#over || selection.end <= this.#over.start || selection.start >= this.#over.end;
    this.#over = selection;
    if (typed && !elsewhere) return;
    this.#filled = this.present;
    this.song.newWords = this.present;
  }

  reset(): void {
    this.#filled = this.present;
    this.song.newWords = this.present;
  }

  /** Asks the price a moment after the last change. */
  requote(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const action = this.reason === null ? this.action : null;
    if (!action) return this.spend.clear();
    this.#timer = setTimeout(() => void this.spend.refresh(action), QUOTE_AFTER_MS);
  }

  /** Spends, once: a second press while this one is under way does nothing. */
  async send(): Promise<JobView | null> {
    if (this.reason !== null || this.spend.busy) return null;
    const action = this.action;
    if (action?.kind !== "replaceSection") return null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const job = await this.spend.start(action, () => this.song.flush());
    if (job) this.#sent = { job: job.id, words: this.song.newWords, range: action.range };
    this.requote();
    return job;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
