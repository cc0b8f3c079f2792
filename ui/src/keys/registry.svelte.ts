// Every action of the program: what the keys do, what the palette lists, what the shortcut sheet prints.
// Deliberately absent: key listeners inside components (a text field's own editing keys excepted).

import { untrack } from "svelte";
import { Remembered } from "../state/remembered.svelte";
import { chordsOf, onMac } from "./chord";

export type Scope = "global" | "library" | "timeline" | "mix" | "lyrics" | "takes" | "tap";

export interface Action {
  id: string;
  scope: Scope;
  /** As the user reads it; a function, because the language may change. */
  label: () => string;
  chords: string[];
  run: () => void;
  /** Why it cannot run now; null or absent: it can. */
  reason?: () => string | null;
  /** Acts while typing too, with those of its chords that write nothing. */
  inText?: boolean;
  /** Listed on the sheet, but handled elsewhere and not to be rebound (gestures, a slider's own arrows). */
  elsewhere?: boolean;
  /** A held key repeats it. */
  repeats?: boolean;
}

/** Chords by action, where they are not those that Refrain comes with. An empty list: no key. */
export type Bindings = Readonly<Record<string, readonly string[]>>;

export class Registry {
  #actions = $state.raw<Action[]>([]);
  readonly #bindings: Remembered<Bindings>;

  constructor(bindings = new Remembered<Bindings>("keys", {}, areBindings)) {
    this.#bindings = bindings;
  }

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
    const action = this.find(id);
    return action ? (this.chordsFor(action)[0] ?? "") : "";
  }

  /** The keys of an action as they are now: the user's, or those it comes with. */
  chordsFor(action: Action): readonly string[] {
    return (action.elsewhere ? undefined : this.#bindings.value[action.id]) ?? action.chords;
  }

  get bindings(): Bindings {
    return this.#bindings.value;
  }

  /** Gives an action other keys; null: its own again. */
  rebind(id: string, chords: readonly string[] | null): void {
    const rest = Object.entries(this.#bindings.value).filter(([known]) => known !== id);
    this.#bindings.value = Object.fromEntries(chords ? [...rest, [id, chords]] : rest);
  }

  resetBindings(): void {
    this.#bindings.reset();
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
    const scopes = scopesAt(event.target);
    const typing = isText(event.target);
    const chords = typing ? chordsOf(event).filter(isUntyped) : chordsOf(event);
    const fits = (each: Action) =>
      !each.elsewhere && (!typing || each.inText === true) && this.chordsFor(each).some((chord) => chords.includes(chord));
    for (const scope of scopes) {
      const found = this.#actions.findLast((each) => each.scope === scope && fits(each));
      if (found && !ownsHere(event, scope)) return found;
    }
    return undefined;
  }
}

function areBindings(stored: unknown): stored is Bindings {
  if (typeof stored !== "object" || stored === null || Array.isArray(stored)) return false;
  return Object.values(stored).every(
    (chords) => Array.isArray(chords) && chords.every((chord) => typeof chord === "string"),
  );
}

/** Actions of `all` that answer to `chord` where `action` does: in the same place, or everywhere. */
export function conflicts(
  all: readonly Action[],
  chordsFor: (action: Action) => readonly string[],
  action: Action,
  chord: string,
): Action[] {
  const meets = (other: Action) =>
    other.scope === action.scope || other.scope === "global" || action.scope === "global";
  return all.filter((other) => other.id !== action.id && meets(other) && chordsFor(other).includes(chord));
}

/** Whether a press writes nothing and edits nothing by itself: only these act while somebody types. */
function isUntyped(chord: string): boolean {
  return /^(Mod|Ctrl|Alt)\+/.test(chord) || /^(Shift\+)?(F\d+|Media\w+)$/.test(chord);
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

/**
 * Whether the focused control keeps a key from the actions of this place: from those of the whole window always; from
 * its own screen's where it says so (`data-own-keys`), as buttons among lanes on which Enter means something.
 */
function ownsHere(event: KeyboardEvent, scope: Scope): boolean {
  const own = scope === "global" || (event.target as Element | null)?.closest?.("[data-own-keys]") != null;
  return own && ownsKey(event);
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
  const onKey = (event: KeyboardEvent) => {
    // Alt+arrows are "back" and "forward" of a browser; on a Mac they walk words while typing.
    if (!keys.press(event) && event.altKey && /^Arrow(Left|Right)$/.test(event.key) && !onMac) event.preventDefault();
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}
