// What the keys and buttons of the transport do. Every command shows its effect at once and lets the core
// correct it; a refusal becomes a toast.

import { asUiError, backend, type LaneRequest, type Range, type SongId } from "../ipc";
import { app } from "./app.svelte";
import { playhead } from "./playhead";
import { toasts } from "./toasts.svelte";

class Transport {
  /** Space stops where the play began; this is that place. */
  startedAt = $state(0);
  #before: { playing: boolean; position: number; startedAt: number } | null = null;

  get loaded(): boolean {
    return app.playback.lanes.length > 0;
  }

  toggle(): void {
    if (!this.loaded) return;
    if (app.playback.playing) this.pause();
    else this.play();
  }

  play(): void {
    if (!this.loaded) return;
    this.startedAt = playhead.position;
    this.#run(() => backend.play());
  }

  pause(): void {
    this.#run(() => backend.pause());
  }

  /** The space bar: stops where the play began, as in every audio workstation. */
  playOrStop(): void {
    const { playing } = app.playback;
    this.#before = { playing, position: playhead.position, startedAt: this.startedAt };
    if (!playing) return this.play();
    this.pause();
    this.seek(this.startedAt);
  }

  /** The space bar was the beginning of another gesture (Space-drag): as if it had not been pressed. */
  takeBack(): void {
    const before = this.#before;
    this.#before = null;
    if (!before) return;
    if (!before.playing) this.pause();
    this.seek(before.position);
    if (before.playing) this.play();
    this.startedAt = before.startedAt;
  }

  /** From the playhead to the end, whatever the loop; stops at a second press. */
  playOnce(): void {
    if (app.playback.playing) return this.playOrStop();
    const start = Math.round(playhead.position);
    if (start < app.playback.durationMs) this.spans([{ start, end: app.playback.durationMs }]);
  }

  seek(position: number): void {
    const within = Math.min(Math.max(0, Math.round(position)), app.playback.durationMs);
    if (app.playback.playing) this.startedAt = within;
    this.#run(() => playhead.jumpWith(within, () => backend.seek(within)));
  }

  skip(by: number): void {
    this.seek(playhead.position + by);
  }

  loop(range: Range | null): void {
    this.#run(() => backend.setLoop(range));
  }

  hear(lane: number): void {
    if (lane < app.playback.lanes.length) this.#run(() => backend.hearLane(lane));
  }

  /** A preview: these stretches, once. A stop goes back to where the playhead was. */
  spans(spans: Range[]): void {
    if (spans.length === 0) return;
    if (!app.playback.playing) this.startedAt = playhead.position;
    this.#run(() => backend.playSpans(spans));
  }

  volume(db: number): void {
    this.#run(() => backend.setVolume(db));
  }

  /** Opens lanes and plays them from the start: the play buttons of lists. */
  async playLanes(song: SongId, lanes: LaneRequest[], audible = 0): Promise<void> {
    await this.#run(async () => {
      await backend.openPlayback(song, lanes, audible);
      await backend.play();
    });
  }

  async #run(command: () => Promise<void>): Promise<void> {
    try {
      await command();
    } catch (reason) {
      toasts.fail(asUiError(reason));
    }
  }
}

export const transport = new Transport();
