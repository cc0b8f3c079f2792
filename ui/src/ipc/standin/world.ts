// What the stand-in remembers, and how it tells the window. Time passes only as far as pictures need it.

import type {
  ActionRequest,
  ConnectionView,
  JobView,
  LaneRequest,
  Playback,
  Quote,
  Settings,
  SongId,
  SongRow,
  SongView,
  StartProblem,
  TakeView,
  Tick,
  UiEvent,
} from "../types";
import { envelope } from "./peaks";
import { bare, gateway, jobs, main, practice, problem, sea, settings, vendors } from "./people";
import { MARKERS } from "./hands";
import { draftOf, leave } from "./made";
import { mixesOf, mixLevels, laned, separated } from "./mixing";
import { allSongs, full, seam, take } from "./songs";
import { timingOf } from "./timing";
import { make } from "./voices";

/** Those that come back as takes of the song; the rest leave something else. */
const SINGS = new Set<ActionRequest["kind"]>(["generate", "replaceSection", "concat", "timing"]);

type Delta<T> = T extends unknown ? Omit<T, "revision"> : never;

export class World {
  readonly query = new URLSearchParams(globalThis.location?.search ?? "");
  readonly state = this.query.get("state") ?? "";
  songs = new Map<SongId, SongView>();
  lyricsHistories = new Map<SongId, string>();
  connections: ConnectionView[] = [
    practice,
    main,
    { ...bare, options: { ...bare.options, paused: this.state === "queues" } },
    gateway,
    ...(this.query.get("screen") === "models" && this.state !== "empty" ? [sea] : []),
  ];
  jobs: JobView[] = jobs(this.state);
  settings: Settings = { ...settings };
  quotes = new Map<string, { action: ActionRequest; quote: Quote }>();
  playback: Playback = {
    song: null,
    lanes: [],
    audible: 0,
    playing: false,
    loop: null,
    durationMs: 0,
    positionMs: 0,
    volumeDb: -3,
    loudnessMatch: true,
    laneGainsDb: [],
    output: this.state === "offline" ? "lost" : "ready",
    outputName: "Built-in Audio",
    underruns: 0,
  };
  onEvent: (event: UiEvent) => void = () => {};
  onTick: (tick: Tick) => void = () => {};
  #revision = 0;
  #at = 0;

  constructor() {
    if (this.state !== "empty") for (const song of allSongs()) this.songs.set(song.id, this.#dressed(song));
    const theme = this.query.get("theme");
    const lang = this.query.get("lang");
    if (theme === "dark" || theme === "light") this.settings.theme = theme;
    if (lang === "en" || lang === "zh-CN") this.settings.language = lang;
    if (this.query.get("screen") === "first") this.settings.firstRunDone = false;
    setInterval(() => this.#advance(), 33);
  }

  #dressed(song: SongView): SongView {
    if (this.state === "family" && song.id === "song-1") return full(song);
    if (this.state === "lanes" && song.id === "song-1") return laned(song);
    if (this.state.startsWith("mix") && song.id === "song-1") return separated(song, this.state === "mix2");
    if (this.state === "markers" && song.id === "song-1") return { ...song, markers: [...MARKERS] };
    if (this.state === "hosted") return { ...song, compose: { ...song.compose, connection: main.id } };
    return this.state === "draft" ? { ...song, drafts: [draftOf("job-1")] } : song;
  }

  startProblem(): StartProblem | null {
    if (this.query.get("screen") !== "start") return null;
    return { error: problem({ code: "libraryUnreachable" }), folder: "/media/ada/Songs/Refrain/library" };
  }

  snapshot(): void {
    this.#revision += 1;
    const { jobs, connections, settings, playback } = this;
    this.onEvent({ kind: "snapshot", revision: this.#revision, jobs, connections, vendors, settings, playback });
  }

  emit(event: Delta<UiEvent>): void {
    this.#revision += 1;
    this.onEvent({ ...event, revision: this.#revision } as UiEvent);
  }

  song(id: SongId): SongView {
    const song = this.songs.get(id);
    if (!song) throw problem({ code: "notFound" });
    return song;
  }

  connection(id: string | null): ConnectionView {
    return this.connections.find((each) => each.id === id) ?? practice;
  }

  change(id: SongId, patch: Partial<SongView>): SongView {
    const song = { ...this.song(id), ...patch };
    this.songs.set(id, song);
    this.emit({ kind: "songChanged", song: id });
    return song;
  }

  play(patch: Partial<Playback>): void {
    this.playback = { ...this.playback, ...patch };
    this.#at = performance.now();
    this.emit({ kind: "playbackChanged", playback: this.playback });
  }

  durationOf(song: SongView, lane: LaneRequest | undefined): number {
    if (lane?.kind === "mix") return mixesOf(song)[0]?.durationMs ?? 0;
    if (lane?.kind === "take") return song.takes.find((each) => each.id === lane.take)?.durationMs ?? 0;
    return song.versions.find((each) => each.id === lane?.version)?.durationMs ?? 0;
  }

  /** 0..1, what the meters show. */
  #advance(): void {
    const { playing, loop, durationMs } = this.playback;
    if (!playing) return;
    const now = performance.now();
    let position = this.playback.positionMs + (now - this.#at);
    this.#at = now;
    if (loop && position >= loop.end) position = loop.start;
    if (position >= durationMs) return this.play({ playing: false, positionMs: 0 });
    this.playback = { ...this.playback, positionMs: position };
    const level = envelope(position / 1000, durationMs / 1000, 1);
    this.onTick({ positionMs: position, playing, peakL: level, peakR: level * 0.92, clipped: false, levels: mixLevels(this.playback.lanes[0], position) });
  }

  setJob(job: JobView): JobView {
    const at = this.jobs.findIndex((each) => each.id === job.id);
    this.jobs = at < 0 ? [job, ...this.jobs] : this.jobs.with(at, job);
    this.emit({ kind: "jobChanged", job });
    return job;
  }

  async run(job: JobView, action: ActionRequest): Promise<void> {
    await wait(300);
    const waiting = this.setJob({ ...job, state: "waiting" });
    if (this.state === "waiting") return;
    if (this.state === "vendors") {
      return void this.setJob({ ...waiting, percent: 45, stage: "IN_PROGRESS", trouble: problem({ code: "busy" }) });
    }
    if (!("song" in action)) {
      await make(this, job, action);
      return void this.setJob({ ...job, state: "done", money: "spent", charged: job.quoted, endedAt: Date.now() });
    }
    await wait(2_200);
    this.setJob({ ...job, state: "saving" });
    await wait(400);
    const song = this.song(job.song);
    if (!SINGS.has(action.kind)) {
      this.change(job.song, leave(song, job, action, take));
      return void this.setJob({ ...job, state: "done", money: "spent", charged: job.quoted, endedAt: Date.now() });
    }
    const made = this.#takesOf(job, action);
    this.change(job.song, { takes: [...song.takes, ...made] });
    this.setJob({ ...job, state: "done", money: "spent", charged: job.quoted, endedAt: Date.now(), takes: made.map((each) => each.id) });
  }

  #takesOf(job: JobView, action: ActionRequest): TakeView[] {
    const song = this.song(job.song);
    const common = { jobId: job.id, createdAt: Date.now(), heard: false, title: song.compose.title };
    if (action.kind !== "replaceSection") {
      const durationMs = timingOf(song.compose.lyrics).end;
      return [1, 2].map((n) => take(`${job.id}-${n}`, n, { ...common, durationMs }));
    }
    const { range, newWords } = action;
    return [1, 2].map((n) =>
      take(`${job.id}-${n}`, n, {
        ...common,
        kind: "fragment",
        origin: "replaceSection",
        durationMs: range.end - range.start + 4_000,
        range,
        newWords,
        seam: seam(n === 1 ? "smooth" : "audible", range),
      }),
    );
  }

  row(song: SongView): SongRow {
    const version = song.versions.find((each) => each.id === song.current) ?? null;
    const cover = song.takes.find((each) => each.hasCover);
    return {
      id: song.id,
      title: song.compose.title,
      style: song.compose.style,
      firstLine: song.compose.lyrics.split("\n").find((line) => line && !line.startsWith("[")) ?? "",
      durationMs: version?.durationMs ?? null,
      takeCount: song.takes.length,
      versionNumber: version?.number ?? null,
      practice: song.practice,
      vendorLabel: cover?.vendorLabel ?? "",
      model: cover?.model ?? "",
      changedAt: song.savedAt,
      trashedAt: song.trashedAt,
      coverTake: cover?.id ?? null,
      unheard: song.takes.some((each) => !each.heard),
    };
  }
}

export const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
