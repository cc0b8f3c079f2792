// One open song: its words while they are typed, its takes and versions, and what all tabs share: the
// selected range, the new words for it, and the takes being listened to.

import {
  asUiError,
  backend,
  type Compose,
  type ConnectionView,
  type JobId,
  type LaneRequest,
  type Millis,
  type ModelView,
  type Range,
  type SongId,
  type SongView,
  type TakeId,
  type TakeView,
  type Timing,
  type UiError,
  type VersionId,
  type VersionView,
} from "../ipc";
import { app } from "./app.svelte";
import { Autosave } from "./autosave.svelte";

export class SongState {
  readonly id: SongId;
  view = $state.raw<SongView>(undefined as never);
  /** The words as typed; `view.compose` is what the core has. Change it with `edit`. */
  compose = $state.raw<Compose>(undefined as never);
  timing = $state.raw<Timing | null>(null);
  timingState = $state<"none" | "loading" | "ready" | "failed">("none");

  /** Shared by all tabs. */
  selection = $state.raw<Range | null>(null);
  newWords = $state("");
  /** The job whose fragments are being compared; null: listening to the song itself. */
  audition = $state<JobId | null>(null);
  /** Crossfade with which fragments are heard, and kept. */
  fade = $state<Millis>(40);
  /** A command that failed last, to be shown where the user is. */
  problem = $state.raw<UiError | null>(null);

  readonly autosave: Autosave<Compose>;
  /** What undo in the lyrics goes back to: the editor's own note. */
  lyricsHistory: string | null;


  takes = $derived(this.view.takes);
  versions = $derived(this.view.versions);
  current = $derived<VersionView | null>(
    this.view.versions.find((each) => each.id === this.view.current) ?? null,
  );
  connection = $derived<ConnectionView | null>(
    app.connection(this.compose.connection) ?? app.preferred,
  );
  model = $derived<ModelView | null>(
    this.connection?.models.find((each) => each.id === this.compose.model) ??
      this.connection?.models.find((each) => each.id === this.connection?.defaultModel) ??
      null,
  );
  jobs = $derived(app.jobs.filter((job) => job.song === this.id));
  /** Fragments of the running audition, in the vendor's order. */
  auditionTakes = $derived<TakeView[]>(
    this.audition === null
      ? []
      : this.view.takes
          .filter((take) => take.jobId === this.audition && take.kind === "fragment")
          .sort((a, b) => a.number - b.number),
  );
  practice = $derived(this.view.practice);
  wholeTakes = $derived(this.view.takes.filter((take) => take.kind === "whole"));

  #timedVersion: VersionId | null = null;
  #listens = 0;
  #loading: Promise<unknown> = Promise.resolve();

  constructor(view: SongView, lyricsHistory: string | null = null) {
    this.lyricsHistory = lyricsHistory;
    this.id = view.id;
    this.view = view;
    this.compose = view.compose;
    this.autosave = new Autosave(view.savedAt, (words) => backend.saveCompose(view.id, words));
  }

  /** Every keystroke lands here; saved 800 ms after the last one. */
  edit(patch: Partial<Compose>): void {
    this.compose = { ...this.compose, ...patch };
    this.autosave.later(this.compose);
  }

  /** Kept for the next editor of this song; the newest one on disk too. Losing one loses no words. */
  keepLyricsHistory(state: string): void {
    if (state === this.lyricsHistory) return;
    this.lyricsHistory = state;
    backend.saveLyricsHistory(this.id, state).catch(() => undefined);
  }

  /** Before money is spent and before the song closes. */
  async flush(): Promise<void> {
    await this.autosave.now();
  }

  /** Takes the core's view; words that are still being typed stay. */
  accept(view: SongView): void {
    this.view = view;
    if (!this.autosave.dirty) this.compose = view.compose;
    void this.loadTiming();
  }

  async reload(): Promise<void> {
    await this.guard(async () => this.accept(await backend.getSong(this.id)));
  }

  async loadTiming(force = false): Promise<void> {
    const version = this.view.current;
    // "No timing known" is never final: the word times of a kept take arrive after the take.
    if (version === this.#timedVersion && this.timing !== null && !force) return;
    this.#timedVersion = version;
    if (version === null) return this.#setTiming(null, "none");
    if (this.timingState !== "ready") this.timingState = "loading";
    try {
      const timing = await backend.getTiming(this.id, version);
      if (version === this.#timedVersion) this.#setTiming(timing, "ready");
    } catch {
      if (version === this.#timedVersion) this.#setTiming(null, "failed");
    }
  }

  #setTiming(timing: Timing | null, state: "none" | "ready" | "failed"): void {
    this.timing = timing;
    this.timingState = state;
  }

  select(range: Range | null): void {
    this.selection = range && range.end > range.start ? range : null;
  }

  /**
   * Loads lanes on one clock: the version, or the version and each fragment laid over it, or takes. One after the
   * other, and only the newest of those that wait: an undo asks for the version and, a moment later, for its takes.
   */
  async listen(lanes: LaneRequest[], audible = 0): Promise<void> {
    const turn = ++this.#listens;
    const load = () => (turn === this.#listens ? backend.openPlayback(this.id, lanes, audible) : Promise.resolve());
    const loaded = this.#loading.then(() => this.guard(load));
    this.#loading = loaded;
    await loaded;
  }

  async listenToVersion(): Promise<void> {
    this.audition = null;
    const lanes = this.#restingLanes();
    if (lanes.length > 0) await this.listen(lanes, 0);
  }

  /** 0 hears the original, 1.. the fragments of `job`, over the range they were made for. */
  async auditionJob(job: JobId, audible = 1): Promise<void> {
    const version = this.view.current;
    if (version === null) return;
    this.audition = job;
    const fragments = this.auditionTakes.map((take): LaneRequest => ({ kind: "fragment", version, take: take.id, fade: this.fade }));
    await this.listen([{ kind: "version", version }, ...fragments], audible);
  }

  #restingLanes(): LaneRequest[] {
    if (this.view.current !== null) return [{ kind: "version", version: this.view.current }];
    return this.wholeTakes.map((take) => ({ kind: "take", take: take.id }));
  }

  async keepTake(take: TakeId): Promise<boolean> {
    return this.#become(() => backend.keepTake(this.id, take));
  }

  /** Another crossfade: what is compared is heard with it at once. */
  async fadeOver(fade: Millis): Promise<void> {
    this.fade = fade;
    if (this.audition) await this.auditionJob(this.audition, app.playback.audible);
  }

  async keepFragment(take: TakeId): Promise<boolean> {
    const version = this.view.current;
    if (version === null) return false;
    return this.#become(() => backend.keepFragment(this.id, version, take, this.fade));
  }

  async goToVersion(version: VersionId): Promise<boolean> {
    return this.#become(() => backend.goToVersion(this.id, version));
  }

  async #become(change: () => Promise<SongView>): Promise<boolean> {
    const done = await this.guard(async () => {
      this.accept(await change());
      await this.listenToVersion();
      return true;
    });
    return done ?? false;
  }

  /** Runs a command; its refusal becomes `problem` instead of an unhandled rejection. */
  async guard<T>(command: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await command();
      this.problem = null;
      return answer;
    } catch (reason) {
      this.problem = asUiError(reason);
      return null;
    }
  }
}
