// The ruler: which times get a tick and which get a number, so that numbers are at least 64 px apart.

import { clock, exact } from "../i18n/format";
import type { Millis } from "../ipc/types";
import { type View, rightOf, xOf } from "./view";

export interface Tick {
  at: Millis;
  x: number;
  label: string | null;
}

const STEPS: readonly Millis[] = [100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000];
const LABEL_PX = 64;
/** Small ticks between two numbers, by step; none closer than 8 px. */
const PARTS = 4;
const TICK_PX = 8;

/** Distance between two numbers. */
export function labelStep(zoom: number): Millis {
  return STEPS.find((step) => (step * zoom) / 1000 >= LABEL_PX) ?? 300000;
}

export function ticks(view: View): Tick[] {
  const step = labelStep(view.zoom);
  const small = (step / PARTS) * (view.zoom / 1000) >= TICK_PX ? step / PARTS : step;
  const found: Tick[] = [];
  const last = Math.min(rightOf(view), view.duration);
  for (let at = Math.floor(Math.max(0, view.left) / step) * step; at <= last; at += small) {
    const x = xOf(view, at);
    if (x > -LABEL_PX) found.push({ at, x, label: at % step === 0 ? labelOf(at, step) : null });
  }
  return found;
}

function labelOf(at: Millis, step: Millis): string {
  return step < 1000 ? exact(at).slice(0, -2) : clock(at);
}
