// The Edit screen's own state for one song: the view, snapping, what is being dragged, the peaks. What other
// tabs share (selection, new words, audition) lives in SongState.

import { type Millis, type Range, type TakeId, type TakeView } from "../ipc";
import { app, peaksOf, playhead, scaled, tastes, transport, WAVE_SCALE, type SongState } from "../state";
import { nearestCrossing } from "../timeline/crossing";
import type { Peaks } from "../timeline/peaks";
import { extendTo, rangeOf, wordsIn, type Edge } from "../timeline/range";
import { silenceTargets } from "../timeline/silence";
import { boundaryBefore, markerTargets, merge, rangeOfWords, snap, snapTargets, type SnapTarget } from "../timeline/snap";
import * as views from "../timeline/view";
import { detailAt, WORDS_SHOWN_FROM, wordsOfLine, wordsOfSection } from "../timeline/words";
import { MARKERS } from "./layout";
import { edgeSpan, joinSpans, spansWithout, spanToEdge } from "./previews";

/** First look at a song: near enough to read its words. */
const FIRST_ZOOM = 100;

/** Where each song was looked at last, so that another tab and back changes nothing. */
const remembered = new WeakMap<SongState, views.View>();

export type Dragging = "start" | "end" | "block" | "new";

export class Desk {
  view = $state.raw<views.View>({ zoom: FIRST_ZOOM, left: 0, width: 0, duration: 0 });
  dragging = $state<Dragging | null>(null);
  /** The range when the drag began. */
  draggedFrom = $state.raw<Range | null>(null);
  guide = $state.raw<SnapTarget | null>(null);
  peaks = $state.raw<Peaks | null>(null);
  peaksState = $state<"loading" | "ready" | "failed">("loading");
  fragments = $state.raw<ReadonlyMap<TakeId, Peaks>>(new Map());
  /** Off after a scroll by hand, until the next play. */
  following = true;

  readonly song: SongState;
  duration = $derived.by(() => this.length());
  detail = $derived(detailAt(this.view.zoom));
  limits = $derived.by(() => this.song.connection?.replace?.limits ?? null);
  wordTargets = $derived.by(() => (this.song.timing ? snapTargets(this.song.timing, this.duration) : []));
  targets = $derived.by(() =>
    merge(merge(this.wordTargets, this.peaks ? silenceTargets(this.peaks) : []), markerTargets(this.song.view.markers)),
  );
  /** Room for the markers, where there are any. */
  markerLane = $derived.by(() => (this.song.view.markers.length > 0 ? MARKERS : 0));
  /** First and last word in the selection. */
  picked = $derived.by(() => {
    const { timing, selection } = this.song;
    return timing && selection ? wordsIn(timing, selection) : null;
  });

  #looked = false;
  #anchor: number | null = null;
  #lastZooms: views.View[] = [];
  #peaksOf: string | null = null;

  /** `length`: of what the timeline shows; the current version's where nothing else is said. */
  constructor(
    song: SongState,
    private readonly length: () => Millis = () => song.current?.durationMs ?? 0,
  ) {
    this.song = song;
    this.view = remembered.get(song) ?? this.view;
  }

  /** The screen closes. */
  leave(): void {
    remembered.set(this.song, this.view);
  }

  /** The panel's width became known, or the version changed. */
  fitTo(width: number): void {
    if (width <= 0) return;
    const first = this.view.width === 0 || this.view.duration === 0;
    this.view = views.settle({ ...this.view, width, duration: this.duration });
    if (this.#looked || this.duration === 0) return;
    this.#looked = true;
    if (first) this.#firstLook();
    else if (this.song.selection) this.show(this.song.selection);
  }

  #firstLook(): void {
    const goal = this.song.selection ?? { start: this.song.timing?.words[0]?.start ?? 0, end: 0 };
    if (this.song.selection) this.show(this.song.selection);
    else this.view = views.settle({ ...this.view, left: goal.start - views.toMs(this.view, 64) });
  }

  async loadPeaks(): Promise<void> {
    const version = this.song.current?.id;
    if (!version || version === this.#peaksOf) return;
    this.#peaksOf = version;
    if (!this.peaks) this.peaksState = "loading";
    const peaks = await peaksOf(this.song.id, { kind: "version", version });
    if (version !== this.#peaksOf) return;
    this.peaks = peaks;
    this.peaksState = peaks ? "ready" : "failed";
  }

  retryPeaks(): void {
    this.#peaksOf = null;
    void this.loadPeaks();
  }

  async loadFragments(takes: readonly TakeView[]): Promise<void> {
    for (const take of takes) {
      if (this.fragments.has(take.id)) continue;
      const peaks = await peaksOf(this.song.id, { kind: "take", take: take.id });
      if (peaks) this.fragments = new Map(this.fragments).set(take.id, peaks);
    }
  }

  // ---- selection

  select(range: Range | null): void {
    this.song.select(range && rangeOf(range.start, range.end, this.duration));
  }

  /** Selects words exactly; they become the anchor of a later Shift+click. */
  selectWords(first: number, last: number): void {
    const { timing } = this.song;
    if (!timing) return;
    this.#anchor = first;
    this.select(rangeOfWords(timing, first, last, this.duration));
  }

  selectLine(line: number): void {
    const words = this.song.timing && wordsOfLine(this.song.timing, line);
    if (words) this.#selectAndShow(words);
  }

  selectSection(section: number): void {
    const words = this.song.timing && wordsOfSection(this.song.timing, section);
    if (words) this.#selectAndShow(words);
  }

  #selectAndShow(words: { first: number; last: number }): void {
    this.selectWords(words.first, words.last);
    if (this.song.selection) this.show(this.song.selection);
  }

  /** Shift+click on a word: from the word clicked before to this one. */
  selectToWord(word: number): void {
    const anchor = this.#anchor ?? this.picked?.first ?? word;
    this.selectWords(Math.min(anchor, word), Math.max(anchor, word));
    this.#anchor = anchor;
  }

  extendTo(time: Millis): void {
    const { selection } = this.song;
    this.select(
      selection ? extendTo(selection, time, this.duration) : rangeOf(playhead.position, time, this.duration),
    );
  }

  /** The time an edge goes to: snapped, unless snapping is off. */
  snapped(time: number, free: boolean): Millis {
    this.guide = free || !tastes.snap.value ? null : snap(this.targets, time, this.view.zoom, this.guide);
    return Math.round(this.guide?.at ?? time);
  }

  /** Both edges to where the wave passes through zero. */
  selectCrossings(): void {
    const { selection } = this.song;
    if (!selection || !this.peaks) return;
    const start = nearestCrossing(this.peaks, selection.start);
    this.select({ start, end: Math.max(start + 1, nearestCrossing(this.peaks, selection.end)) });
  }

  toggleSnap(): void {
    tastes.snap.value = !tastes.snap.value;
    this.guide = null;
  }

  get longest(): Millis {
    return this.limits?.max ?? this.duration;
  }

  // ---- view

  show(range: Range): void {
    if (this.view.width === 0) return;
    this.#remember();
    this.view = views.showRange(this.view, range, WORDS_SHOWN_FROM);
  }

  zoomBy(factor: number, x = this.view.width / 2): void {
    this.#remember();
    this.view = views.zoomBy(this.view, factor, x);
  }

  zoomTo(zoom: number): void {
    this.#remember();
    this.view = views.zoomTo(this.view, zoom, this.view.width / 2);
  }

  fitSong(): void {
    this.#remember();
    this.view = views.fitSong(this.view);
  }

  fitSelection(): void {
    if (!this.song.selection) return;
    this.#remember();
    this.view = views.fitRange(this.view, this.song.selection);
  }

  toggleZoom(): void {
    const last = this.#lastZooms.at(-1);
    if (!last) return;
    this.#lastZooms = [this.view];
    this.view = views.settle({ ...last, width: this.view.width, duration: this.duration });
  }

  #remember(): void {
    this.#lastZooms = [this.view];
  }

  /** Height of the waveform: larger or smaller by steps; 0 is the normal one. */
  scaleWave(steps: number): void {
    tastes.waveScale.value = steps === 0 ? 1 : scaled(tastes.waveScale.value, steps * 0.1, WAVE_SCALE);
  }

  scrollBy(px: number): void {
    this.following = false;
    this.view = views.scrollBy(this.view, px);
  }

  centre(ms: number): void {
    this.following = false;
    this.view = views.centre(this.view, ms);
  }

  reveal(ms: number): void {
    this.view = views.reveal(this.view, ms);
  }

  /** Page flip, or smooth where somebody wants it; by pages it changes nothing on most frames. */
  follow(ms: number): void {
    if (!this.following || this.dragging) return;
    const smooth = tastes.smoothFollow.value && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const next = smooth ? views.keepInMiddle(this.view, ms) : views.follow(this.view, ms);
    if (next !== this.view) this.view = next;
  }

  // ---- hearing

  /** Playhead to a time, with the view brought along. */
  seek(ms: number): void {
    transport.seek(ms);
    this.reveal(ms);
  }

  /** By as much as the window shows. */
  seekPage(step: 1 | -1): void {
    this.seek(playhead.position + step * views.toMs(this.view, this.view.width));
  }

  seekWord(word: number): void {
    const { timing } = this.song;
    if (timing) transport.seek(boundaryBefore(timing, word));
  }

  get looping(): boolean {
    return app.playback.loop !== null;
  }

  toggleLoop(): void {
    transport.loop(this.looping ? null : this.song.selection);
  }

  /** C: what leads in and out, over the take if there is one, otherwise without the range. */
  hearJoins(): void {
    const sung = this.song.auditionTakes[0]?.range ?? null;
    const range = sung ?? this.song.selection;
    if (range) transport.spans(joinSpans(range, this.duration, sung !== null));
  }

  /** The song as it would be without the range. */
  hearWithout(): void {
    const { selection } = this.song;
    if (!selection) return;
    transport.spans(spansWithout(Math.max(0, selection.start - 4000), selection, this.duration));
  }

  hearEdge(edge: Edge, side: "before" | "after"): void {
    const { selection } = this.song;
    if (selection) transport.spans(edgeSpan(selection, edge, side, this.duration));
  }

  /** B: from the playhead to the next edge. */
  hearToEdge(): void {
    const { selection } = this.song;
    if (selection) transport.spans(spanToEdge(selection, playhead.position));
  }
}
