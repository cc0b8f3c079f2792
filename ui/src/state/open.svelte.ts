// The song on the desk. One at a time; closing or changing it saves its words first.

import { asUiError, backend, type Compose, type SongId, type UiError } from "../ipc";
import { app } from "./app.svelte";
import { peaksOf } from "./peaks";
import { SongState } from "./song.svelte";

class OpenSong {
  song = $state.raw<SongState | null>(null);
  loading = $state(false);
  failure = $state.raw<UiError | null>(null);

  constructor() {
    app.listen((event) => {
      if (event.kind === "snapshot") void this.song?.reload();
      if (event.kind === "songChanged" && event.song === this.song?.id) void this.song.reload();
    });
  }

  async open(id: SongId): Promise<void> {
    if (this.song?.id === id) return;
    this.loading = true;
    this.failure = null;
    try {
      await this.song?.flush();
      const [view, history] = await Promise.all([backend.getSong(id), backend.getLyricsHistory(id).catch(() => null)]);
      this.#take(new SongState(view, history));
    } catch (reason) {
      this.failure = asUiError(reason);
    } finally {
      this.loading = false;
    }
  }

  async create(compose: Partial<Compose> = {}): Promise<SongState> {
    await this.song?.flush();
    const connection = app.preferred;
    const view = await backend.createSong({
      mode: "custom",
      idea: "",
      title: "",
      lyrics: "",
      style: "",
      styleNegative: "",
      model: connection?.defaultModel ?? "",
      connection: connection?.id ?? null,
      pro: false,
      vocalGender: null,
      weirdness: null,
      styleInfluence: null,
      audioInfluence: null,
      voice: null,
      ...compose,
    });
    return this.#take(new SongState(view));
  }

  async close(): Promise<void> {
    await this.song?.flush();
    this.song = null;
  }

  #take(song: SongState): SongState {
    this.song = song;
    // Asked for before any screen needs them: they arrive while the screen is being built.
    if (song.current) void peaksOf(song.id, { kind: "version", version: song.current.id });
    void song.loadTiming();
    // A song that is already sounding (played from the library) keeps sounding.
    if (app.playback.song !== song.id) void song.listenToVersion();
    return song;
  }
}

export const openSong = new OpenSong();
