// The mix that is on the screen: hearing, saving and undoing what is done to it, snapshots, which separation is shown.
// What a change is, is in state.ts; the sound is the core's.

import { asUiError, backend, type Mix, type MixState, type MixView, type Snapshot, type SumCheck, type UiError } from "../ipc";
import { m } from "../i18n";
import { app, toasts, type SongState } from "../state";
import { partName } from "../takes/stems";
import type { Change } from "./state";

/** A change of the same thing within this time goes on with the one before: one step for undo. */
const GOES_ON_MS = 900;
/** Saved this long after the last change. */
const SAVE_MS = 400;
const DEPTH = 200;

export class Mixer {
  views = $state.raw<MixView[] | null>(null);
  key = $state<string | null>(null);
  mix = $state.raw<Mix>({ state: { strips: [], masterDb: 0 }, snapshots: [], current: null });
  /** The strip that the keys act on. */
  selected = $state(0);
  problem = $state.raw<UiError | null>(null);
  sumCheck = $state.raw<SumCheck | "checking" | "failed" | null>(null);
  undoable = $state(false);
  redoable = $state(false);

  view = $derived<MixView | null>(this.views?.find((each) => each.key === this.key) ?? null);
  state = $derived(this.mix.state);
  /** Lanes of one's own: they keep the names of their files, and can be moved and taken out. */
  own = $derived(this.view?.origin === "import");
  /** Which strips there are, as indices: those that were not taken out. */
  present = $derived(this.state.strips.flatMap((each, index) => (each.removed ? [] : [index])));
  soloed = $derived(this.state.strips.filter((each) => each.soloed && !each.removed).length);

  #past: Mix[] = [];
  #future: Mix[] = [];
  #last = { label: "", at: 0 };
  #saving: ReturnType<typeof setTimeout> | null = null;
  #frame = 0;
  /** What is heard instead of the mix for a moment: nothing of it is kept. */
  #moment: MixState | null = null;
  #checks = 0;

  constructor(readonly song: SongState) {}

  /** What a part is called on the screen. */
  nameOf = (part: string): string => (this.own ? part : partName(part));

  /**
   * Reads what there is. What came meanwhile is shown (a separation that ended, lanes that were dropped), else what was
   * on the screen, else the newest.
   */
  async load(): Promise<void> {
    try {
      await this.flush();
      const known = this.views;
      const views = await backend.listMixes(this.song.id);
      this.views = views;
      this.problem = null;
      const came = known && views.find((each) => known.every(({ key, parts }) => key !== each.key || parts.length < each.parts.length));
      const kept = views.find((each) => each.key === this.key);
      if (came || !kept) await this.show(came ?? views[0] ?? null);
    } catch (reason) {
      this.problem = asUiError(reason);
    }
  }

  /** Adds recordings as lanes; what could not be read is said. */
  async importLanes(): Promise<void> {
    try {
      await backend.importLanes(this.song.id);
    } catch (reason) {
      toasts.fail(asUiError(reason));
    }
    await this.load();
  }

  async show(view: MixView | null): Promise<void> {
    await this.flush();
    [this.#past, this.#future] = [[], []];
    this.#told();
    this.key = view?.key ?? null;
    this.selected = 0;
    this.sumCheck = view?.sumCheck ?? null;
    if (!view) return;
    this.mix = view.mix;
    await this.song.listen([{ kind: "mix", key: view.key }]);
    if (!view.sumCheck && view.source) await this.check();
  }

  async check(): Promise<void> {
    const { key } = this;
    if (key === null || this.sumCheck === "checking") return;
    const turn = ++this.#checks;
    this.sumCheck = "checking";
    const found = await backend.checkMix(this.song.id, key).catch(() => "failed" as const);
    if (turn === this.#checks && key === this.key) this.sumCheck = found;
  }

  // ---- changing

  /** Changes the mix. With the same label soon again it is one change for undo. */
  change(label: string, change: Change): void {
    const now = performance.now();
    const goesOn = label !== "" && label === this.#last.label && now - this.#last.at < GOES_ON_MS;
    this.#last = { label, at: now };
    const state = change(this.mix.state);
    this.#become({ ...this.mix, state }, !goesOn);
  }

  /** The next change is one of its own, whatever its label. */
  settle(): void {
    this.#last = { label: "", at: 0 };
  }

  /** Heard until `null`: a solo that lasts as long as a press. */
  moment(change: Change | null): void {
    this.#moment = change && change(this.mix.state);
    this.#hear();
  }

  #become(mix: Mix, remember: boolean): void {
    if (remember) {
      this.#past = [...this.#past.slice(1 - DEPTH), this.mix];
      this.#future = [];
      this.#told();
    }
    this.mix = mix;
    this.#hear();
    this.#later();
  }

  undo(): void {
    this.#walk(this.#past, this.#future);
  }

  redo(): void {
    this.#walk(this.#future, this.#past);
  }

  #walk(from: Mix[], to: Mix[]): void {
    const mix = from.pop();
    if (!mix) return;
    to.push(this.mix);
    this.settle();
    this.#told();
    this.#become(mix, false);
  }

  #told(): void {
    this.undoable = this.#past.length > 0;
    this.redoable = this.#future.length > 0;
  }

  // ---- snapshots

  store(): void {
    const name = m.mix_snapshot_name({ number: this.mix.snapshots.length + 1 });
    const snapshots: Snapshot[] = [...this.mix.snapshots, { name, state: this.mix.state }];
    this.settle();
    this.#become({ ...this.mix, snapshots, current: snapshots.length - 1 }, true);
    toasts.say(m.mix_snapshot_stored({ name }), "ok");
  }

  /** Takes a snapshot up. What was changed since the one before was taken up goes into that one. */
  recall(index: number): void {
    const snapshot = this.mix.snapshots[index];
    if (!snapshot || index === this.mix.current) return;
    const snapshots = this.#kept();
    this.settle();
    this.#become({ snapshots, state: snapshot.state, current: index }, true);
  }

  /** A snapshot is a place to work at: leaving it keeps what it has become. */
  #kept(): Snapshot[] {
    const { current, snapshots, state } = this.mix;
    return snapshots.map((each, index) => (index === current ? { ...each, state } : each));
  }

  flip(): void {
    const { snapshots, current } = this.mix;
    if (snapshots.length > 1) this.recall(((current ?? -1) + 1) % snapshots.length);
  }

  forget(index: number): void {
    const snapshots = this.mix.snapshots.filter((_, at) => at !== index);
    const at = this.mix.current;
    const current = at === null || at === index ? null : at > index ? at - 1 : at;
    this.settle();
    this.#become({ ...this.mix, snapshots, current }, true);
  }

  // ---- hearing and saving

  get loaded(): boolean {
    const lane = app.playback.song === this.song.id ? app.playback.lanes[0] : undefined;
    return lane?.kind === "mix" && lane.key === this.key;
  }

  /** At most once a frame: a fader that is being pulled tells its newest place. */
  #hear(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { key } = this;
      if (key === null) return;
      void backend.hearMix(this.song.id, key, this.#moment ?? this.mix.state).catch((reason) => toasts.fail(asUiError(reason)));
    });
  }

  #later(): void {
    if (this.#saving !== null) clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.flush(), SAVE_MS);
  }

  /** Saves now what waits to be saved. */
  async flush(): Promise<void> {
    const { key, mix } = this;
    if (this.#saving === null || key === null) return;
    clearTimeout(this.#saving);
    this.#saving = null;
    try {
      await backend.saveMix(this.song.id, key, mix);
      this.views = (this.views ?? []).map((each) => (each.key === key ? { ...each, mix } : each));
    } catch (reason) {
      toasts.fail(asUiError(reason));
    }
  }

  /** The screen closes: the other tabs hear the song. */
  async leave(): Promise<void> {
    await this.flush();
    if (this.loaded) await this.song.listenToVersion();
  }
}
