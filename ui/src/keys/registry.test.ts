import { beforeAll, describe, expect, it, vi } from "vitest";
import { chordOf, chordsOf, keycaps } from "./chord";
import { Registry, type Action } from "./registry.svelte";

// The registry asks the page three questions; a node without a page answers them here.
class Page {
  isContentEditable = false;
  parentElement: Page | null = null;
  dataset: Record<string, string> = {};
  type = "text";
  constructor(readonly tagName: string, readonly role: string | null = null, scope?: string) {
    if (scope) this.dataset.scope = scope;
  }
  getAttribute(name: string): string | null {
    return name === "role" ? this.role : null;
  }
  closest(selector: string): Page | null {
    const hit = selector === "[data-own-keys]" ? this.dataset.ownKeys : this.dataset.scope;
    return hit !== undefined ? this : (this.parentElement?.closest(selector) ?? null);
  }
}
class Input extends Page {}
class Area extends Page {}

beforeAll(() => {
  vi.stubGlobal("Element", Page);
  vi.stubGlobal("HTMLElement", Page);
  vi.stubGlobal("HTMLInputElement", Input);
  vi.stubGlobal("HTMLTextAreaElement", Area);
});

function event(key: string, patch: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const plain = { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, keyCode: 0 };
  const rest = { repeat: false, isComposing: false, defaultPrevented: false, target: new Page("DIV") };
  return { ...plain, ...rest, preventDefault: vi.fn(), ...patch } as unknown as KeyboardEvent;
}

function action(id: string, chord: string, patch: Partial<Action> = {}): Action & { run: ReturnType<typeof vi.fn> } {
  return { id, scope: "global", label: () => id, chords: [chord], run: vi.fn(), ...patch } as never;
}

describe("chords", () => {
  it("are read the same on all systems", () => {
    expect(chordsOf(event("k", { ctrlKey: true }), false)).toEqual(["Mod+K"]);
    expect(chordsOf(event("k", { metaKey: true }), true)).toEqual(["Mod+K"]);
    expect(chordsOf(event("?", { shiftKey: true }), false)).toEqual(["Shift+?", "?"]);
    expect(chordsOf(event("&", { code: "Digit1" }), false)).toContain("1");
  });

  it("are asked for by pressing them; a modifier alone is none", () => {
    expect(chordOf(event("Shift", { shiftKey: true }), false)).toBeNull();
    expect(chordOf(event("?", { shiftKey: true }), false)).toBe("?");
    expect(chordOf(event("!", { shiftKey: true, code: "Digit1" }), false)).toBe("Shift+1");
    expect(chordOf(event("ArrowUp", { ctrlKey: true, altKey: true }), false)).toBe("Mod+Alt+Up");
  });

  it("are printed as the system prints them", () => {
    expect(keycaps("Mod+Shift+K", false)).toEqual(["Ctrl", "Shift", "K"]);
    expect(keycaps("Mod+Left", true)).toEqual(["⌘", "←"]);
  });
});

describe("the registry", () => {
  it("runs an action, and nothing after it was taken away", () => {
    const keys = new Registry();
    const play = action("play", "P");
    const off = keys.register([play]);
    expect(keys.press(event("p"))).toBe(true);
    off();
    expect(keys.press(event("p"))).toBe(false);
    expect(play.run).toHaveBeenCalledTimes(1);
  });

  it("leaves letters to whoever is typing or composing", () => {
    const keys = new Registry();
    const play = action("play", "P");
    const palette = action("palette", "Mod+K", { inText: true });
    keys.register([play, palette]);
    keys.press(event("p", { target: new Input("INPUT") as never }));
    keys.press(event("p", { isComposing: true }));
    keys.press(event("p", { keyCode: 229 }));
    expect(play.run).not.toHaveBeenCalled();
    keys.press(event("k", { ctrlKey: true, target: new Area("TEXTAREA") as never }));
    expect(palette.run).toHaveBeenCalledTimes(1);
  });

  it("never takes a character from a text, whatever was bound to it", () => {
    const keys = new Registry();
    const sheet = action("sheet", "Mod+/", { chords: ["Mod+/", "?"], inText: true });
    keys.register([sheet]);
    const field = new Input("INPUT") as never;
    expect(keys.press(event("?", { shiftKey: true, target: field }))).toBe(false);
    expect(keys.press(event("/", { ctrlKey: true, target: field }))).toBe(true);
    expect(keys.press(event("?", { shiftKey: true }))).toBe(true);
    expect(sheet.run).toHaveBeenCalledTimes(2);
  });

  it("answers to the user's keys instead of its own, until they are reset", () => {
    const keys = new Registry();
    const play = action("play", "P");
    const shown = action("move", "Left", { elsewhere: true });
    keys.register([play, shown]);
    keys.rebind("play", ["Mod+J"]);
    keys.rebind("move", ["Q"]);
    expect([keys.press(event("p")), keys.press(event("j", { ctrlKey: true }))]).toEqual([false, true]);
    expect([keys.chord("play"), keys.chord("move")]).toEqual(["Mod+J", "Left"]);
    keys.rebind("play", []);
    expect([keys.press(event("j", { ctrlKey: true })), keys.chord("play")]).toEqual([false, ""]);
    keys.rebind("play", null);
    expect(keys.chord("play")).toBe("P");
    keys.resetBindings();
    expect(keys.bindings).toEqual({});
  });

  it("takes the innermost scope first", () => {
    const keys = new Registry();
    const everywhere = action("loop", "L");
    const here = action("lane", "L", { scope: "timeline" });
    keys.register([everywhere, here]);
    keys.press(event("l", { target: new Page("DIV", null, "timeline") as never }));
    keys.press(event("l"));
    expect([here.run.mock.calls.length, everywhere.run.mock.calls.length]).toEqual([1, 1]);
  });

  it("lets a focused button have its own space bar", () => {
    const keys = new Registry();
    const play = action("play", "Space");
    keys.register([play]);
    expect(keys.press(event(" ", { target: new Page("BUTTON") as never }))).toBe(false);
    keys.press(event(" "));
    expect(play.run).toHaveBeenCalledTimes(1);
  });

  it("lets a button among lanes keep Enter where it says so", () => {
    const keys = new Registry();
    const write = action("write", "Enter", { scope: "timeline" });
    keys.register([write]);
    const lanes = new Page("DIV", null, "timeline");
    const button = Object.assign(new Page("BUTTON"), { parentElement: lanes });
    expect(keys.press(event("Enter", { target: button as never }))).toBe(true);
    button.dataset.ownKeys = "";
    expect(keys.press(event("Enter", { target: button as never }))).toBe(false);
    expect(write.run).toHaveBeenCalledTimes(1);
  });

  it("swallows but does not run what cannot run now, nor what a held key repeats", () => {
    const keys = new Registry();
    const blocked = action("keep", "K", { reason: () => "Nothing to keep." });
    const once = action("new", "N");
    keys.register([blocked, once]);
    const press = event("k");
    expect(keys.press(press)).toBe(true);
    expect(press.preventDefault).toHaveBeenCalled();
    keys.press(event("n", { repeat: true }));
    expect([blocked.run.mock.calls.length, once.run.mock.calls.length]).toEqual([0, 0]);
  });
});
