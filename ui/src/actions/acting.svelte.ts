// Which take's menu is open and which action's dialog: one of each in the whole window, wherever they were opened.

import { m } from "../i18n";
import { asUiError, backend, type ActionKind, type JobView, type MenuItem, type Range, type SongId, type SongView, type TakeId, type TakeView } from "../ipc";
import { app, nav, openSong, playhead, toasts } from "../state";
import { actionName } from "../ui/names";
import { Asking, type Subject } from "./asking.svelte";
import { SoundsAsking } from "./sounds.svelte";

/** What a place adds above the actions. */
export interface Extra {
  label: string;
  run: () => void;
}

export interface OpenMenu extends Subject {
  /** Null: the core has not answered yet. */
  items: MenuItem[] | null;
  extras: Extra[];
  range: Range | null;
  anchor: { getBoundingClientRect(): DOMRect };
  /** What had the focus, and gets it back. */
  from: HTMLElement | null;
}

/** Where a menu is asked for, and for what. */
export interface MenuWish {
  song: SongId;
  /** None: the song's take at hand. */
  take?: TakeId | null;
  extras?: Extra[];
  range?: Range | null;
}

/** What "the take" of a song means where none is named: the one in its version, else the newest whole one. */
export function takeAtHand(song: SongView): TakeView | null {
  const base = song.versions.find((each) => each.id === song.current)?.arrangement.base;
  const whole = song.takes.filter((take) => take.kind === "whole").sort((a, b) => b.createdAt - a.createdAt);
  return song.takes.find((take) => take.id === base) ?? whole[0] ?? null;
}

/** Where the take is heard now, if it is: by itself, or as the ground of the version. */
export function heardAt({ song, take }: Subject): number | null {
  const { playback } = app;
  const lane = playback.song === song.id ? playback.lanes[playback.audible] : undefined;
  if (!lane || lane.kind === "mix") return null;
  const version = lane.kind === "take" ? null : song.versions.find((each) => each.id === lane.version);
  const here = lane.kind === "take" ? lane.take === take.id : version?.arrangement.base === take.id;
  return here ? playhead.position : null;
}

class Acting {
  menu = $state.raw<OpenMenu | null>(null);
  asking = $state.raw<Asking | null>(null);
  sounds = $state.raw<SoundsAsking | null>(null);
  /** The take that a voice is to be made of. */
  voicing = $state.raw<Subject | null>(null);
  #turn = 0;

  async openMenu(wish: MenuWish, anchor: OpenMenu["anchor"], from: HTMLElement | null): Promise<void> {
    const turn = ++this.#turn;
    try {
      const subject = await this.subject(wish);
      if (turn !== this.#turn) return;
      if (!subject) return void toasts.say(m.act_reason_take(), "plain");
      this.menu = { ...subject, items: null, extras: wish.extras ?? [], range: wish.range ?? null, anchor, from };
      const items = await backend.actionMenu(subject.song.id, subject.take.id);
      if (turn === this.#turn && this.menu) this.menu = { ...this.menu, items };
    } catch (reason) {
      this.menu = null;
      toasts.fail(asUiError(reason));
    }
  }

  /** The focus goes back first, so that a dialog that opens now gives it back to the same place. */
  closeMenu(): void {
    const from = this.menu?.from;
    this.#turn += 1;
    this.menu = null;
    setTimeout(() => from?.isConnected && from.focus({ preventScroll: true }));
  }

  async subject({ song, take = null }: MenuWish): Promise<Subject | null> {
    const view = openSong.song?.id === song ? openSong.song.view : await backend.getSong(song);
    const found = take === null ? takeAtHand(view) : view.takes.find((each) => each.id === take);
    return found ? { song: view, take: found } : null;
  }

  ask(subject: Subject, item: MenuItem, range: Range | null): void {
    const selected = openSong.song?.id === subject.song.id ? openSong.song.selection : null;
    const given = { range: range ?? selected, playhead: heardAt(subject) };
    setTimeout(() => (this.asking = new Asking(subject, item, given)), 20);
  }

  /** By name, as the palette does it, for the take at hand of the open song. */
  async askHere(action: ActionKind): Promise<void> {
    const song = openSong.song;
    const take = song && takeAtHand(song.view);
    if (!song || !take) return;
    try {
      const items = await backend.actionMenu(song.id, take.id);
      const item = items.find((each) => each.action === action);
      if (item) this.ask({ song: song.view, take }, item, null);
    } catch (reason) {
      toasts.fail(asUiError(reason));
    }
  }

  askVoice(subject: Subject): void {
    setTimeout(() => (this.voicing = subject), 20);
  }

  askSounds(): void {
    const song = openSong.song;
    if (song) this.sounds = new SoundsAsking(song);
  }

  close(): void {
    this.asking?.paying.stop();
    this.sounds?.paying.stop();
    this.asking = null;
    this.sounds = null;
    this.voicing = null;
  }

  /** It is under way: says so, with the way to where it will arrive. */
  started(job: JobView, title: string): void {
    this.close();
    const words = m.act_started({ action: actionName(job.action), title: title || m.song_untitled() });
    const tab = job.action === "stems" || job.action === "allStems" ? "mix" : "takes";
    toasts.say(words, "ok", { label: m.act_show(), run: () => void nav.open(job.song, tab) });
  }
}

export const acting = new Acting();
