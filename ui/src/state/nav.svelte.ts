// Where the user is. Screens read it; nothing here knows what a screen looks like.

import type { SongId } from "../ipc";
import { openSong } from "./open.svelte";

export type Place = "library" | "song" | "voices" | "models" | "jobs" | "settings";
export type SongTab = "lyrics" | "edit" | "mix" | "takes";

class Navigation {
  place = $state<Place>("library");
  tab = $state<SongTab>("lyrics");
  /** What the jobs place shows. */
  jobsTab = $state<"jobs" | "ledger">("jobs");
  /** The voice or model in the making that its place shows; null: the list. */
  making = $state<string | null>(null);
  /** Settings opens at this part, when something sends the user there. */
  settingsPart = $state<string | null>(null);

  go(place: Place): void {
    if (place === "song" && !openSong.song) place = "library";
    this.making = null;
    this.place = place;
  }

  showTab(tab: SongTab): void {
    this.tab = tab;
    if (openSong.song) this.place = "song";
  }

  make(place: "voices" | "models", making: string): void {
    this.place = place;
    this.making = making;
  }

  settings(part: string | null = null): void {
    this.settingsPart = part;
    this.place = "settings";
  }

  async open(song: SongId, tab?: SongTab): Promise<void> {
    await openSong.open(song);
    if (!openSong.song) return;
    this.tab = tab ?? (openSong.song.current ? "edit" : "lyrics");
    this.place = "song";
  }
}

export const nav = new Navigation();
