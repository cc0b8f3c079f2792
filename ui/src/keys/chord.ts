// Chords as text: "Mod+Shift+K", "Space", "[". `Mod` is Ctrl, on a Mac the command key.

export const onMac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);

const NAMES: Record<string, string> = {
  " ": "Space",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  Escape: "Esc",
  Delete: "Del",
};

/** Every spelling of a key press: "?" is also "Shift+?", Alt+digit is read from the key's place. */
export function chordsOf(event: KeyboardEvent, mac: boolean = onMac): string[] {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const control = mac && event.ctrlKey ? "Ctrl+" : "";
  const head = control + (mod ? "Mod+" : "") + (event.altKey ? "Alt+" : "");
  const names = keyNames(event);
  return names.flatMap((name) => {
    const full = `${head}${event.shiftKey ? "Shift+" : ""}${name}`;
    return isSymbol(name) && event.shiftKey ? [full, head + name] : [full];
  });
}

function keyNames(event: KeyboardEvent): string[] {
  const key = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit !== undefined && digit !== key ? [key, digit] : [key];
}

function isSymbol(name: string): boolean {
  return name.length === 1 && !/[A-Z0-9]/.test(name);
}

const SHOWN: Record<string, string> = {
  Left: "←",
  Right: "→",
  Up: "↑",
  Down: "↓",
  Enter: "↵",
  Backspace: "⌫",
  ContextMenu: "Menu",
  MediaPlayPause: "Play",
};

const MAC: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" };

const MODIFIERS = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);

/** The chord that a press would be bound to; null for a modifier by itself. */
export function chordOf(event: KeyboardEvent, mac: boolean = onMac): string | null {
  if (MODIFIERS.has(event.key)) return null;
  // The last spelling says most: "?" rather than "Shift+?", and digits by their place.
  return chordsOf(event, mac).at(-1) ?? null;
}

/** For people: ["Ctrl", "K"] or ["⌘", "K"]. */
export function keycaps(chord: string, mac: boolean = onMac): string[] {
  const parts = chord.endsWith("++") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
  return parts.map((part) => {
    if (mac && MAC[part]) return MAC[part];
    return part === "Mod" ? "Ctrl" : (SHOWN[part] ?? part);
  });
}
