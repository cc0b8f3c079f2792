// The core's state as the window sees it: one snapshot, then deltas. A gap in the revisions means that
// something was missed, so the window subscribes again instead of guessing.

import { m } from "../i18n";
import {
  asUiError,
  backend,
  type ConnectionId,
  type ConnectionView,
  type JobView,
  type Playback,
  type Settings,
  type StartProblem,
  type UiError,
  type UiEvent,
  type VendorView,
} from "../ipc";
import { playhead } from "./playhead";

const SILENT: Playback = {
  song: null,
  lanes: [],
  audible: 0,
  playing: false,
  loop: null,
  durationMs: 0,
  positionMs: 0,
  volumeDb: 0,
  loudnessMatch: true,
  laneGainsDb: [],
  output: "opening",
  outputName: "",
  underruns: 0,
};

const FRESH: Settings = {
  language: "system",
  theme: "system",
  output: null,
  input: null,
  libraryFolder: "",
  exportFolder: "",
  fetchTiming: true,
  loudnessMatch: true,
  firstRunDone: true,
  practicePace: "fast",
  joinChoice: "ask",
  drawing: "automatic",
  notifications: true,
  jobsAtOnce: 4,
  callbackUrl: "",
  callbackPort: 47810,
};

type Listener = (event: UiEvent) => void;

/** The practice studio has no account name of its own: it is called what the language calls it. */
const named = (each: ConnectionView): ConnectionView =>
  each.practice ? { ...each, label: m.practice_name(), vendorLabel: m.practice_name() } : each;

export class AppState {
  ready = $state(false);
  failure = $state.raw<UiError | null>(null);
  /** Why there is no library; nothing else works until there is one. */
  startProblem = $state.raw<StartProblem | null>(null);
  jobs = $state.raw<JobView[]>([]);
  connections = $state.raw<ConnectionView[]>([]);
  vendors = $state.raw<VendorView[]>([]);
  settings = $state.raw<Settings>(FRESH);
  playback = $state.raw<Playback>(SILENT);
  /** Grows whenever the list of songs changed; lists read again when it does. */
  libraryRevision = $state(0);
  /** Files are being dragged over the window. */
  filesOver = $state(false);

  runningJobs = $derived(this.jobs.filter((job) => RUNNING.has(job.state)));
  practice = $derived(this.connections.find((each) => each.practice) ?? null);

  #revision = 0;
  #generation = 0;
  #listeners = new Set<Listener>();

  async connect(): Promise<void> {
    try {
      this.startProblem = (await backend.startProblem()) ?? null;
      if (this.startProblem) return;
      await this.#subscribe();
      await backend.watchPlayback((tick) => playhead.receive(tick));
    } catch (reason) {
      this.failure = asUiError(reason);
    }
  }

  /** Opens the library once more, elsewhere if asked; what is still wrong is shown. */
  async startAgain(elsewhere: boolean): Promise<void> {
    try {
      this.startProblem = await backend.startAgain(elsewhere);
      if (!this.startProblem) await this.connect();
    } catch (reason) {
      this.failure = asUiError(reason);
    }
  }

  connection(id: ConnectionId | null): ConnectionView | null {
    return this.connections.find((each) => each.id === id) ?? null;
  }

  /** What a new song is made with: the user's own account before the practice studio. */
  get preferred(): ConnectionView | null {
    const usable = this.connections.filter((each) => each.practice || each.key === "stored");
    return usable.find((each) => !each.practice) ?? usable[0] ?? this.connections[0] ?? null;
  }

  /** Hears every event after it was applied: song state, toasts, first run. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #subscribe(): Promise<void> {
    const generation = ++this.#generation;
    await backend.subscribe((event) => {
      if (generation === this.#generation) this.receive(event);
    });
  }

  receive(event: UiEvent): void {
    if (event.kind !== "snapshot" && event.revision !== this.#revision + 1) {
      void this.#subscribe().catch((reason) => (this.failure = asUiError(reason)));
      return;
    }
    this.#revision = event.revision;
    this.#apply(event);
    for (const listener of this.#listeners) listener(event);
  }

  #apply(event: UiEvent): void {
    switch (event.kind) {
      case "snapshot":
        return this.#start(event);
      case "jobChanged":
        this.jobs = withJob(this.jobs, event.job);
        return;
      case "jobRemoved":
        this.jobs = this.jobs.filter((job) => job.id !== event.job);
        return;
      case "connectionsChanged":
        this.connections = event.connections.map(named);
        return;
      case "settingsChanged":
        this.settings = event.settings;
        return;
      case "playbackChanged":
        return this.#play(event.playback);
      case "filesHover":
        this.filesOver = event.over;
        return;
      case "importing":
      case "voicesChanged":
        return;
      case "songChanged":
      case "libraryChanged":
      case "imported":
        this.filesOver = false;
        this.libraryRevision += 1;
    }
  }

  #start(event: Extract<UiEvent, { kind: "snapshot" }>): void {
    this.jobs = event.jobs;
    this.connections = event.connections.map(named);
    this.vendors = event.vendors;
    this.settings = event.settings;
    this.libraryRevision += 1;
    this.failure = null;
    this.#play(event.playback);
    this.ready = true;
  }

  #play(playback: Playback): void {
    this.playback = playback;
    playhead.setLoop(playback.loop);
    const { left, right, clipped } = playhead.peaks;
    playhead.receive({
      positionMs: playback.positionMs,
      playing: playback.playing,
      peakL: left,
      peakR: right,
      clipped,
      levels: null,
    });
  }
}

const RUNNING = new Set<JobView["state"]>(["queued", "sending", "waiting", "saving"]);

export function isRunning(job: JobView): boolean {
  return RUNNING.has(job.state);
}

/** Newest first; a known job keeps its place. */
function withJob(jobs: JobView[], job: JobView): JobView[] {
  const at = jobs.findIndex((each) => each.id === job.id);
  return at < 0 ? [job, ...jobs] : jobs.with(at, job);
}

export const app = new AppState();
