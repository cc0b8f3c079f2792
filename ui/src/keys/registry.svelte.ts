// Every action of the program: what the keys do, what the palette lists, what the shortcut sheet prints.
// Deliberately absent: key listeners inside components (a text field's own editing keys excepted).

import { untrack } from "svelte";
import { chordsOf } from "./chord";

export type Scope = "global" | "library" | "timeline" | "lyrics" | "takes";

export interface Action {
  id: string;
  scope: Scope;
  /** As the user reads it; a function, because the language may change. */
  label: () => string;
  chords: string[];
  run: () => void;
  /** Why it cannot run now; null or absent: it can. */
  reason?: () => string | null;
  /** Acts while typing too; only for chords that no text field needs. */
  inText?: boolean;
  /** Listed on the sheet, but its keys are handled elsewhere (CodeMirror, the timeline's own drag). */
  elsewhere?: boolean;
  /** A held key repeats it. */
  repeats?: boolean;
}

export class Registry {
  #actions = $state.raw<Action[]>([]);

  get actions(): readonly Action[] {
    return this.#actions;
  }

  /** Answers how to take them away again: screens register while they are shown. */
  register(actions: Action[]): () => void {
    // Untracked, so that an effect may register without depending on everybody else's actions.
    untrack(() => (this.#actions = [...this.#actions, ...actions]));
    return () => untrack(() => (this.#actions = this.#actions.filter((each) => !actions.includes(each))));
  }

  find(id: string): Action | undefined {
    return this.#actions.findLast((each) => each.id === id);
  }

  /** The chord to print beside a button, or an empty string. */
  chord(id: string): string {
    return this.find(id)?.chords[0] ?? "";
  }

  run(id: string): void {
    const action = this.find(id);
    if (action && !action.reason?.()) action.run();
  }

  /** True when the press was used. */
  press(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || isComposing(event)) return false;
    const action = this.#match(event);
    if (!action) return false;
    event.preventDefault();
    if (event.repeat && !action.repeats) return true;
    if (!action.reason?.()) action.run();
    return true;
  }

  #match(event: KeyboardEvent): Action | undefined {
    const chords = chordsOf(event);
    const scopes = scopesAt(event.target);
    const typing = isText(event.target);
    const fits = (each: Action) =>
      !each.elsewhere && (!typing || each.inText === true) && each.chords.some((chord) => chords.includes(chord));
    for (const scope of scopes) {
      const found = this.#actions.findLast((each) => each.scope === scope && fits(each));
      if (found && !(scope === "global" && ownsKey(event))) return found;
    }
    return undefined;
  }
}

/** Scopes from the innermost `data-scope` outwards; global last. */
function scopesAt(target: EventTarget | null): Scope[] {
  const scopes: Scope[] = [];
  let element = target instanceof Element ? target.closest<HTMLElement>("[data-scope]") : null;
  while (element) {
    scopes.push(element.dataset.scope as Scope);
    element = element.parentElement?.closest<HTMLElement>("[data-scope]") ?? null;
  }
  return [...scopes, "global"];
}

function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

const TYPED = new Set(["text", "search", "url", "email", "password", "number", "tel", ""]);

export function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Keys a focused control needs for itself: Space and Enter press buttons, arrows move sliders and lists. */
function ownsKey(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const role = event.target.getAttribute("role") ?? event.target.tagName.toLowerCase();
  if (event.key === " " || event.key === "Enter") return PRESSED.has(role);
  return MOVED.has(role) && MOVES.has(event.key);
}

const PRESSED = new Set([
  "button", "a", "select", "summary", "checkbox", "switch", "radio", "tab", "menuitem", "menuitemradio", "option", "input",
]);
const MOVED = new Set(["slider", "select", "input", "radio", "tab", "menuitem", "menuitemradio", "option", "spinbutton"]);
const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

export const keys = new Registry();

/** One listener for the window. */
export function listenToKeys(target: Window): () => void {
  const onKey = (event: KeyboardEvent) => void keys.press(event);
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}
