// Small tastes of this window that outlive it: text size, waveform height, keys. The core's settings have no
// field for them; they lie in the webview's own storage, which is inside REFRAIN_HOME. Nothing of a song is here.

/** A value that is kept under a name. What cannot be read, or is no longer sensible, is the fallback. */
export class Remembered<T> {
  #value = $state.raw<T>(undefined as never);
  readonly #name: string;
  readonly #fallback: T;

  /** `sane` judges what was stored, perhaps by an older Refrain. */
  constructor(name: string, fallback: T, sane: (stored: unknown) => stored is T) {
    this.#name = `refrain.${name}`;
    this.#fallback = fallback;
    const stored = read(this.#name);
    this.#value = stored !== undefined && sane(stored) ? stored : fallback;
  }

  get value(): T {
    return this.#value;
  }

  set value(next: T) {
    this.#value = next;
    write(this.#name, next);
  }

  reset(): void {
    this.#value = this.#fallback;
    write(this.#name, undefined);
  }
}

/** For numbers: what lies between two bounds. */
export const between =
  (low: number, high: number) =>
  (stored: unknown): stored is number =>
    typeof stored === "number" && stored >= low && stored <= high;

export const isSwitch = (stored: unknown): stored is boolean => typeof stored === "boolean";

// A full or forbidden storage only means that the next start does not remember.
function read(name: string): unknown {
  try {
    const text = localStorage.getItem(name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    return;
  }
}
