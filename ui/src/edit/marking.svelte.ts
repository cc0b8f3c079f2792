// The markers of the song on the desk: adding, naming, removing, going there. Each is saved by itself, so that two
// changes at once never undo each other; what is shown does not wait for the disk.

import { m } from "../i18n";
import { backend, type Marker } from "../ipc";
import { playhead, toasts, type SongState } from "../state";
import type { Desk } from "./desk.svelte";

/** While playing, a marker passed so recently is not the previous one: else one could never go past it. */
const JUST_PASSED_MS = 600;

export class Marking {
  /** The marker whose name is being typed; `fresh`: it was put there just now. */
  naming = $state.raw<{ id: string; fresh: boolean } | null>(null);
  /** The one with the keyboard, and the one whose menu is open. */
  focused = $state<string | null>(null);
  menuOf = $state<string | null>(null);

  /** Gives the keyboard to the lanes. */
  onleave: () => void = () => undefined;

  constructor(
    private readonly song: SongState,
    private readonly desk: Desk,
  ) {}

  get list(): readonly Marker[] {
    return this.song.view.markers;
  }

  find(id: string | null): Marker | null {
    return this.list.find((each) => each.id === id) ?? null;
  }

  /** At the selection; without one, at the playhead. Its name is asked for at once. */
  add(): void {
    const { selection } = this.song;
    const start = selection?.start ?? Math.round(playhead.position);
    const marker = { id: crypto.randomUUID(), name: freeName(this.list), start, end: selection?.end ?? null };
    this.naming = { id: marker.id, fresh: true };
    void this.#save(marker);
  }

  rename(id: string | null): void {
    if (this.find(id)) this.naming = { id: id as string, fresh: false };
  }

  /** The typed name, or null: it keeps the one it has. */
  endNaming(name: string | null): void {
    const marker = this.find(this.naming?.id ?? null);
    this.naming = null;
    const typed = name?.trim() ?? "";
    if (marker && typed !== "" && typed !== marker.name) void this.#save({ ...marker, name: typed });
  }

  async remove(id: string | null): Promise<void> {
    const marker = this.find(id);
    if (!marker) return;
    if (this.naming?.id === id) this.naming = null;
    this.#show(this.list.filter((each) => each.id !== marker.id));
    if (this.focused === marker.id) {
      this.focused = null;
      this.onleave();
    }
    const view = await this.song.guard(() => backend.removeMarker(this.song.id, marker.id));
    if (!view) return void this.song.reload();
    this.song.accept(view);
    const undo = { label: m.edit_undo(), run: () => void this.#save(marker) };
    toasts.say(m.edit_marker_removed({ name: marker.name }), "plain", undo);
  }

  /** The playhead goes there; a range is selected as well. */
  go(marker: Marker): void {
    if (marker.end !== null) this.desk.select({ start: marker.start, end: marker.end });
    this.desk.seek(marker.start);
  }

  step(by: 1 | -1): void {
    const marker = neighbourOf(this.list, playhead.position, by, playhead.playing);
    if (marker) this.desk.seek(marker.start);
  }

  async #save(marker: Marker): Promise<void> {
    const others = this.list.filter((each) => each.id !== marker.id);
    this.#show([...others, marker].sort((a, b) => a.start - b.start));
    const view = await this.song.guard(() => backend.saveMarker(this.song.id, marker));
    if (view) this.song.accept(view);
    else void this.song.reload();
  }

  #show(markers: Marker[]): void {
    this.song.view = { ...this.song.view, markers };
  }
}

/** "Marker 3" for the third; the next number where that name is taken. */
export function freeName(list: readonly Marker[]): string {
  const taken = new Set(list.map((each) => each.name));
  let n = list.length + 1;
  while (taken.has(m.edit_marker_name({ n }))) n += 1;
  return m.edit_marker_name({ n });
}

/** The next marker after a time, or the one before it. */
export function neighbourOf(list: readonly Marker[], time: number, by: 1 | -1, playing: boolean): Marker | null {
  if (by > 0) return list.find((each) => each.start > time + 1) ?? null;
  const before = time - (playing ? JUST_PASSED_MS : 1);
  return list.findLast((each) => each.start < before) ?? null;
}
