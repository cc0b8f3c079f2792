// What the places are called in which keys act, and what the mouse's words are on a keycap.

import { m } from "../i18n";
import { keycaps } from "./chord";
import type { Scope } from "./registry.svelte";

export function scopeName(scope: Scope): string {
  const names: Record<Scope, () => string> = {
    global: m.scope_global,
    library: m.scope_library,
    timeline: m.scope_timeline,
    mix: m.scope_mix,
    lyrics: m.scope_lyrics,
    takes: m.scope_takes,
    tap: m.scope_tap,
  };
  return names[scope]();
}

const GESTURES: Record<string, () => string> = {
  Wheel: m.key_wheel,
  Drag: m.key_drag,
  MiddleDrag: m.key_middleDrag,
  Click: m.key_click,
  DoubleClick: m.key_doubleClick,
};

/** The caps of a chord in the window's language. */
export function capNames(chord: string): string[] {
  return keycaps(chord).map((cap) => GESTURES[cap]?.() ?? cap);
}
