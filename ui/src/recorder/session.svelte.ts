// A microphone that is open while somebody looks at it, and the recordings of one shelf.

import { asUiError, backend, type RecorderTick, type RecordingPatch, type RecordingView, type RecordingWish, type UiError } from "../ipc";

type Stage = "ready" | "starting" | "recording" | "stopping";
type Hearer = (tick: RecorderTick) => void;

const DEAF: RecorderTick = {
  input: "closed", name: "", peak: 0, truePeak: 0, clipped: false, floorDb: null, recordedMs: null, wave: [], ended: false,
};

export class Session {
  readonly shelf: string;
  readonly wish: RecordingWish;
  stage = $state<Stage>("ready");
  recordings = $state.raw<RecordingView[]>([]);
  /** The one that is looked at. */
  chosen = $state<string | null>(null);
  error = $state.raw<UiError | null>(null);
  input = $state<RecorderTick["input"]>("closed");
  name = $state("");
  /** In whole decibels, so that it changes seldom. */
  floorDb = $state<number | null>(null);
  /** Whole tenths of a second. */
  tenths = $state(0);
  /** Latched until somebody looks at it. */
  clipped = $state(false);
  readonly current = $derived(this.recordings.find((each) => each.id === this.chosen) ?? null);
  #hearers = new Set<Hearer>();
  #open = false;

  constructor(shelf: string, wish: RecordingWish) {
    this.shelf = shelf;
    this.wish = wish;
  }

  /** Opens the microphone; answers how to close it. */
  open(): () => void {
    this.#open = true;
    void this.#attempt(async () => {
      await this.#list();
      await backend.watchRecorder((tick) => this.#hear(tick));
    });
    return () => {
      this.#open = false;
      void this.#close();
    };
  }

  /** With every tick: meters and waves, which are no business of Svelte's graph. Answers how to stop. */
  onTick(hear: Hearer): () => void {
    this.#hearers.add(hear);
    hear(DEAF);
    return () => this.#hearers.delete(hear);
  }

  toggle(): void {
    void (this.stage === "recording" || this.stage === "starting" ? this.stop() : this.start());
  }

  async start(): Promise<void> {
    if (this.stage !== "ready") return;
    this.stage = "starting";
    this.clipped = false;
    this.tenths = 0;
    await this.#attempt(async () => {
      await backend.pause();
      await backend.startRecording(this.shelf, this.wish);
    });
    if (this.error) this.stage = "ready";
  }

  async stop(): Promise<void> {
    if (this.stage === "ready" || this.stage === "stopping") return;
    this.stage = "stopping";
    await this.#attempt(async () => {
      const made = await backend.stopRecording();
      await this.#list();
      if (made.shelf === this.shelf) this.chosen = made.id;
    });
    this.stage = "ready";
  }

  async change(id: string, patch: RecordingPatch): Promise<void> {
    await this.#attempt(async () => {
      const changed = await backend.changeRecording(this.shelf, id, patch);
      if (patch.best) await this.#list();
      else this.recordings = this.recordings.map((each) => (each.id === id ? changed : each));
    });
  }

  async remove(id: string): Promise<void> {
    await this.#attempt(async () => {
      await backend.deleteRecording(this.shelf, id);
      await this.#list();
    });
  }

  async play(id: string): Promise<void> {
    await this.#attempt(() => backend.playRecording(this.shelf, id));
  }

  /** Its place among the others, for those without a name. */
  number(recording: RecordingView): number {
    return this.recordings.indexOf(recording) + 1;
  }

  async #close(): Promise<void> {
    if (this.stage !== "ready") await this.stop();
    if (!this.#open) await this.#attempt(() => backend.releaseRecorder());
  }

  #hear(tick: RecorderTick): void {
    if (!this.#open) return;
    this.input = tick.input;
    this.name = tick.name;
    this.floorDb = tick.floorDb === null ? null : Math.round(tick.floorDb);
    this.clipped ||= tick.clipped;
    if (tick.recordedMs !== null) {
      this.tenths = Math.floor(tick.recordedMs / 100);
      if (this.stage === "starting") this.stage = "recording";
    }
    if (tick.ended && (this.stage === "recording" || this.stage === "starting")) void this.stop();
    for (const hear of this.#hearers) hear(tick);
  }

  async #list(): Promise<void> {
    this.recordings = await backend.listRecordings(this.shelf);
    if (!this.current) this.chosen = (this.recordings.find((each) => each.best) ?? this.recordings.at(-1))?.id ?? null;
  }

  async #attempt(command: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (reason) {
      this.error = asUiError(reason);
    }
  }
}
