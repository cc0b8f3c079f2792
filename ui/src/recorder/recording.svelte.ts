// Whether somebody is recording for a song, and for which: one recorder in the whole window.

import type { SongId } from "../ipc";

class Recording {
  /** Null: nobody records. `song: null` is a song that does not exist yet. */
  wanted = $state.raw<{ song: SongId | null; title: string } | null>(null);

  open(song: SongId | null, title = ""): void {
    this.wanted = { song, title };
  }

  close(): void {
    this.wanted = null;
  }
}

export const recording = new Recording();
