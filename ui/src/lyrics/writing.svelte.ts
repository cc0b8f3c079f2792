// Asking a vendor for words: from a theme, or from the words of two takes. What comes back is a draft of the song.

import { takeAtHand } from "../actions/acting.svelte";
import type { Subject } from "../actions/asking.svelte";
import { Paying } from "../actions/paying.svelte";
import { characters, limitOf, offerOf, whyNoAccount } from "../compose/form";
import type { ActionRequest, JobId } from "../ipc";
import { m } from "../i18n";
import { isRunning, type SongState } from "../state";

export type Way = "theme" | "two";

export class Writing {
  paying = $state.raw(new Paying());
  way = $state<Way>("theme");
  idea = $state("");
  first = $state.raw<Subject | null>(null);
  second = $state.raw<Subject | null>(null);
  /** What was sent last. */
  sent = $state<JobId | null>(null);

  kind = $derived.by(() => (this.way === "theme" ? ("lyrics" as const) : ("mashupLyrics" as const)));
  offer = $derived.by(() => offerOf(this.song.connection, this.kind));
  limit = $derived.by(() => limitOf(this.song.model, "idea"));
  reason = $derived.by(() => this.#why());
  job = $derived.by(() => this.song.jobs.find((job) => job.id === this.sent) ?? null);
  draft = $derived.by(() => this.song.view.drafts.find((draft) => draft.job === this.sent) ?? null);

  /** Under way: a job that the list does not show yet is, too. */
  waiting = $derived.by(() => this.sent !== null && (this.job === null || isRunning(this.job)));

  constructor(readonly song: SongState) {
    const take = takeAtHand(song.view);
    if (take) this.first = { song: song.view, take };
    this.idea = song.compose.idea;
  }

  /** Why a way cannot be gone at all. */
  whyNot(way: Way): string | null {
    return whyNoAccount(this.song.connection, way === "theme" ? "lyrics" : "mashupLyrics");
  }

  #why(): string | null {
    const account = this.whyNot(this.way);
    if (account) return account;
    if (this.way === "two") return this.first && this.second ? null : m.write_reason_two();
    if (this.idea.trim() === "") return m.write_reason_theme();
    const over = this.limit !== null && characters(this.idea) > this.limit;
    return over ? m.lyrics_reason_over({ field: m.write_theme(), limit: this.limit ?? 0 }) : null;
  }

  get action(): ActionRequest | null {
    if (this.reason !== null) return null;
    const song = this.song.id;
    if (this.way === "theme") return { kind: "lyrics", song, idea: this.idea.trim() };
    const { first, second } = this;
    return first && second ? { kind: "mashupLyrics", song, take: first.take.id, with: second.take.id } : null;
  }

  requote(): void {
    if (!this.waiting) this.paying.requote(this.action);
  }

  /** Once more only when what was sent has ended, and then as a form of its own. */
  async send(): Promise<void> {
    if (this.waiting) return;
    if (this.sent !== null) this.paying = new Paying();
    const job = await this.paying.send(this.action, () => this.song.flush());
    if (job) this.sent = job.id;
  }
}
