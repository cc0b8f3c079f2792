// Tapping line times along with a song: the sheet of its lines, what was tapped, and keeping it. The time of a tap is
// where the playhead is shown: what is heard, not what is rendered.

import { m } from "../i18n";
import { asUiError, backend, type TapSheet, type TimesChange, type UiError } from "../ipc";
import { app, playhead, toasts, transport, type SongState } from "../state";
import * as taps from "./taps";

/** What is heard again before a line. */
const LEAD_MS = 2_000;
export const STEP_MS = 100;

/** The song whose lines are being tapped; null: none. */
class TapRoom {
  song = $state.raw<SongState | null>(null);

  open(song: SongState): void {
    this.song = song;
  }

  close(): void {
    this.song = null;
  }
}

export const tapRoom = new TapRoom();

export class Tapping {
  sheet = $state.raw<TapSheet | null>(null);
  taps = $state.raw<taps.Taps>(taps.begin([], 0));
  error = $state.raw<UiError | null>(null);
  busy = $state(false);
  /** Some line has a time that is not kept yet. */
  dirty = $derived.by(() => taps.differs(this.taps.starts, this.#before));
  known = $derived(taps.known(this.taps.starts));
  #before = $state.raw<readonly (number | null)[]>([]);
  /** The version that the lines are of, whatever becomes the current one meanwhile. */
  #version = "";

  constructor(readonly song: SongState) {}

  /** The words as they are written now; the song itself is loaded, without its loop. */
  async open(): Promise<void> {
    const version = this.song.current;
    if (!version) return;
    this.#version = version.id;
    await this.#try(async () => {
      await this.song.flush();
      const sheet = await backend.getTapSheet(this.song.id, version.id);
      this.#before = sheet.lines.map((line) => line.start);
      this.taps = taps.begin(this.#before, version.durationMs);
      this.sheet = sheet;
    });
    const [lane] = app.playback.lanes;
    const loaded = app.playback.song === this.song.id && lane?.kind === "version" && lane.version === version.id;
    if (!loaded) await this.song.listenToVersion();
    else if (app.playback.audible > 0) transport.hear(0);
    if (app.playback.loop) transport.loop(null);
  }

  tap(goOn: boolean): void {
    this.taps = taps.tap(this.taps, playhead.position, goOn);
  }

  /** Takes the last tap back and plays what leads to it once more. */
  again(): void {
    const { taps: back, from } = taps.again(this.taps);
    this.taps = back;
    if (from !== null) transport.seek(from - LEAD_MS);
  }

  nudge(by: number): void {
    this.taps = taps.nudge(this.taps, by);
  }

  /** Another line is next; one that has a time is heard from shortly before it. */
  choose(line: number): void {
    this.taps = taps.choose(this.taps, line);
    const start = this.taps.starts[this.taps.at];
    if (start != null) transport.seek(start - LEAD_MS);
  }

  /** Keeps what was tapped. */
  async keep(): Promise<boolean> {
    if (!this.sheet || this.known === 0) return false;
    const { words } = this.sheet;
    return this.#change({ kind: "tapped", words, starts: [...this.taps.starts] }, m.tap_kept());
  }

  async useVendors(): Promise<boolean> {
    return this.#change({ kind: "vendor" }, m.tap_vendor_again());
  }

  async #change(change: TimesChange, said: string): Promise<boolean> {
    const version = this.#version;
    const done = await this.#try(() => changeTimes(this.song, version, change));
    if (!done) return false;
    const undo = () => void this.song.guard(() => changeTimes(this.song, version, { kind: "back" }));
    toasts.say(said, "ok", { label: m.edit_undo(), run: undo });
    return true;
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (reason) {
      this.error = asUiError(reason);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

async function changeTimes(song: SongState, version: string, change: TimesChange): Promise<void> {
  song.accept(await backend.changeTimes(song.id, version, change));
  await song.loadTiming(true);
}
