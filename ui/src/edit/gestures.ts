// The mouse on the timeline: click, drag, Shift+click, double click, wheel, pan. Every gesture here has an equal on
// the keyboard (actions.ts). Pointer positions are relative to the lanes' left border.

import type { Range } from "../ipc";
import { isText } from "../keys";
import { transport } from "../state";
import { moveEdge, nearerEdge, rangeOf, shift, type Edge } from "../timeline/range";
import { timeAt, xOf } from "../timeline/view";
import type { Desk, Dragging } from "./desk.svelte";

/** Pixels before a press becomes a drag. */
const SLOP = 4;
/** Half of the width in which an edge is caught. */
const EDGE_PX = 6;

interface Press {
  x: number;
  time: number;
  kind: Dragging | "pan" | "wait";
  before: Range | null;
  word: number | null;
  moved: boolean;
  lastX: number;
  /** The space bar was down: it pans instead of playing. */
  space: boolean;
}

export class Gestures {
  #press: Press | null = null;
  #space = false;
  /** Zoom when a pinch began, where the system tells of pinches (WKWebView). */
  #pinched = 0;
  #stop = new AbortController();

  constructor(
    private readonly desk: Desk,
    private readonly area: HTMLElement,
  ) {
    const options = { signal: this.#stop.signal };
    area.addEventListener("pointerdown", (event) => this.#down(event), options);
    area.addEventListener("pointermove", (event) => this.#move(event), options);
    area.addEventListener("pointerup", (event) => this.#up(event), options);
    area.addEventListener("pointercancel", () => this.abort(), options);
    area.addEventListener("dblclick", (event) => this.#double(event), options);
    area.addEventListener("wheel", (event) => this.#wheel(event), { ...options, passive: false });
    area.addEventListener("gesturestart", (event) => this.#pinch(event), options);
    area.addEventListener("gesturechange", (event) => this.#pinch(event), options);
    addEventListener("keydown", (event) => this.#keyDown(event), { ...options, capture: true });
    addEventListener("keyup", (event) => event.key === " " && this.#holdSpace(false), options);
    addEventListener("blur", () => this.#holdSpace(false), options);
  }

  destroy(): void {
    this.#stop.abort();
  }

  /** Ends a drag and puts everything back. */
  abort(): void {
    if (!this.#press) return;
    if (this.#press.moved) this.desk.song.select(this.#press.before);
    this.#finish();
  }

  #x(event: MouseEvent): number {
    return event.clientX - this.area.getBoundingClientRect().left;
  }

  #down(event: PointerEvent): void {
    if (event.button > 1 || (event.target as Element).closest("[data-own-pointer]")) return;
    const x = this.#x(event);
    this.area.setPointerCapture(event.pointerId);
    this.#press = {
      x,
      lastX: x,
      time: timeAt(this.desk.view, x),
      kind: this.#kindAt(event, x),
      before: this.desk.song.selection,
      word: wordOf(event.target),
      moved: false,
      space: this.#space && event.button === 0,
    };
    if (event.button === 1) event.preventDefault();
  }

  /** What a drag from here does. */
  #kindAt(event: PointerEvent, x: number): Press["kind"] {
    if (event.button === 1 || this.#space) return "pan";
    const { selection } = this.desk.song;
    if (event.shiftKey || !selection) return "wait";
    const start = Math.abs(x - xOf(this.desk.view, selection.start));
    const end = Math.abs(x - xOf(this.desk.view, selection.end));
    if (Math.min(start, end) <= EDGE_PX) return start <= end ? "start" : "end";
    const onText = (event.target as Element).closest("[data-word],[data-line],[data-section]");
    const time = timeAt(this.desk.view, x);
    return !onText && time >= selection.start && time < selection.end ? "block" : "wait";
  }

  #move(event: PointerEvent): void {
    const press = this.#press;
    if (!press) return this.#hover(event);
    const x = this.#x(event);
    if (!press.moved && Math.abs(x - press.x) < SLOP) return;
    if (!press.moved) this.#begin(press);
    if (press.kind === "pan") this.desk.scrollBy(press.lastX - x);
    else this.#drag(press, x, event);
    press.lastX = x;
  }

  /** The press has become a drag. */
  #begin(press: Press): void {
    press.moved = true;
    this.desk.draggedFrom = press.before;
    if (press.kind !== "pan") return;
    if (press.space) transport.takeBack();
    this.area.style.cursor = "grabbing";
  }

  #drag(press: Press, x: number, event: PointerEvent): void {
    const { desk } = this;
    const kind = press.kind === "wait" || press.kind === "pan" ? "new" : press.kind;
    desk.dragging = kind;
    this.#edgeScroll(x);
    const time = timeAt(desk.view, x);
    if (kind === "block") return this.#dragBlock(press, time, event.altKey);
    const to = desk.snapped(time, event.altKey);
    if (kind === "new") return this.#dragNew(press, to, event);
    if (press.before) desk.song.select(moveEdge(press.before, kind, to, desk.duration, desk.longest));
  }

  #dragNew(press: Press, to: number, event: PointerEvent): void {
    const { duration, longest } = this.desk;
    if (event.shiftKey && press.before) {
      // The edge that was nearer when the button went down goes along, also past the other one.
      const fixed: Edge = nearerEdge(press.before, press.time) === "start" ? "end" : "start";
      return this.desk.song.select(rangeOf(press.before[fixed], to, duration));
    }
    if (event.shiftKey) return this.desk.extendTo(to);
    const far = Math.min(Math.max(to, press.time - longest), press.time + longest);
    this.desk.song.select(rangeOf(press.time, far, duration));
  }

  #dragBlock(press: Press, time: number, free: boolean): void {
    if (!press.before) return;
    const moved = shift(press.before, time - press.time, this.desk.duration);
    const start = this.desk.snapped(moved.start, free);
    this.desk.song.select(shift(press.before, start - press.before.start, this.desk.duration));
  }

  #edgeScroll(x: number): void {
    const { width } = this.desk.view;
    if (x < 0) this.desk.scrollBy(Math.max(-24, x));
    if (x > width) this.desk.scrollBy(Math.min(24, x - width));
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    if (press && !press.moved && press.kind !== "pan") this.#click(press, event);
    this.#finish();
  }

  #click(press: Press, event: PointerEvent): void {
    if (event.shiftKey) {
      if (press.word !== null) this.desk.selectToWord(press.word);
      else this.desk.extendTo(press.time);
    } else if (press.word !== null) {
      this.desk.selectWords(press.word, press.word);
      this.desk.seekWord(press.word);
    } else {
      this.desk.seek(press.time);
    }
  }

  #double(event: MouseEvent): void {
    // The pointer was captured, so the event itself names the whole area.
    const target = document.elementFromPoint(event.clientX, event.clientY);
    const section = numberOf(target, "section");
    const line = numberOf(target, "line");
    const word = wordOf(target);
    if (word !== null) this.desk.selectWords(word, word);
    else if (line !== null) this.desk.selectLine(line);
    else if (section !== null) this.desk.selectSection(section);
  }

  #hover(event: PointerEvent): void {
    const { selection } = this.desk.song;
    const x = this.#x(event);
    const near = (at: number) => Math.abs(x - xOf(this.desk.view, at)) <= EDGE_PX;
    if (this.#space) return;
    const onEdge = selection && (near(selection.start) || near(selection.end));
    this.area.style.cursor = onEdge ? "ew-resize" : "";
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.key === " " && !isText(event.target)) this.#holdSpace(true, event);
    if (event.key === "Escape") this.#escape(event);
  }

  /** While the space bar is down a drag pans. With the button already down, nothing plays. */
  #holdSpace(down: boolean, event?: KeyboardEvent): void {
    const held = this.#press !== null;
    if (down && held) event?.preventDefault();
    if (down && held) event?.stopPropagation();
    if (down && this.#press && !this.#press.moved) this.#press.kind = "pan";
    if (this.#space === down) return;
    this.#space = down;
    if (!held) this.area.style.cursor = down ? "grab" : "";
  }

  #escape(event: KeyboardEvent): void {
    if (!this.#press?.moved) return;
    event.preventDefault();
    event.stopPropagation();
    this.abort();
  }

  #finish(): void {
    this.#press = null;
    this.desk.dragging = null;
    this.desk.draggedFrom = null;
    this.desk.guide = null;
    this.area.style.cursor = this.#space ? "grab" : "";
  }

  #pinch(event: Event): void {
    const { scale, clientX } = event as Event & { scale: number; clientX: number };
    event.preventDefault();
    if (event.type === "gesturestart") this.#pinched = this.desk.view.zoom;
    else
      this.desk.zoomBy(
        (this.#pinched * scale) / this.desk.view.zoom,
        clientX - this.area.getBoundingClientRect().left,
      );
  }

  /**
   * Plain wheel scrolls lanes where they overflow, otherwise time; with Mod it zooms at the pointer, with Shift too
   * it makes the waveform taller.
   */
  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      // Some systems turn Shift+wheel into a horizontal one.
      const turn = event.deltaY || event.deltaX;
      if (event.shiftKey) return this.desk.scaleWave(-clampNotch(turn / 100));
      this.desk.zoomBy(1.25 ** clampNotch(-event.deltaY / 100), this.#x(event));
      return;
    }
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const scroller = this.area.closest<HTMLElement>("[data-lanes]");
    const overflows = scroller !== null && scroller.scrollHeight > scroller.clientHeight + 1;
    if (overflows && !sideways) return;
    event.preventDefault();
    this.desk.scrollBy(sideways && event.deltaX !== 0 ? event.deltaX : event.deltaY);
  }
}

const clampNotch = (notches: number): number => Math.max(-3, Math.min(3, notches));

function numberOf(target: EventTarget | null, name: "word" | "line" | "section"): number | null {
  const found = (target as Element | null)?.closest<HTMLElement>(`[data-${name}]`)?.dataset[name];
  return found === undefined ? null : Number(found);
}

const wordOf = (target: EventTarget | null): number | null => numberOf(target, "word");
