import { describe, expect, it } from "vitest";
import { conflicts, keys, type Action } from "../keys";
import { catalogue, matching } from "./catalogue";

const all = catalogue();
const own = (action: Action) => action.chords;

describe("the catalogue of actions", () => {
  it("has every action once, with a name", () => {
    const ids = all.map((each) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const action of all) expect(action.label(), action.id).not.toBe("");
    expect(keys.actions).toHaveLength(0);
  });

  it("has no key twice in one place", () => {
    const twice = all
      .filter((each) => !each.elsewhere)
      .flatMap((each) =>
        each.chords.flatMap((chord) =>
          all
            .filter((other) => other !== each && !other.elsewhere && other.scope === each.scope && other.chords.includes(chord))
            .filter((other) => !ONE_SCREEN.some((pair) => pair.includes(each.id) && pair.includes(other.id)))
            .map((other) => `${chord}: ${each.id}, ${other.id}`),
        ),
      );
    expect(twice).toEqual([]);
  });

  it("has the keys of research/ux.md §2", () => {
    const bound = new Set(all.flatMap((each) => each.chords));
    for (const chord of SPECIFIED.split(" ")) expect(bound, chord).toContain(chord);
  });

  it("is searched by words and keys", () => {
    expect(matching(all, "zero cross", own).map((each) => each.id)).toEqual(["edit.crossings"]);
    expect(matching(all, "shift+f5", own)).toHaveLength(1);
    expect(matching(all, "", own)).toHaveLength(all.length);
  });

  it("names what a key would be taken from", () => {
    const zoom = all.find((each) => each.id === "edit.fit") as Action;
    expect(conflicts(all, own, zoom, "Mod+E").map((each) => each.id)).toEqual(["edit.zoomRange"]);
    expect(conflicts(all, own, zoom, "Mod+Alt+9")).toEqual([]);
  });
});

/** Global actions of two screens that are never shown together. */
const ONE_SCREEN = [["edit.replace", "lyrics.generate"]];

const SPECIFIED =
  "Space F8 MediaPlayPause Shift+Space X P L Shift+L Shift+Alt+L Left Right , . Shift+, Shift+. Home End C " +
  "Shift+F5 Shift+F6 Shift+F7 Shift+F8 B 1 2 3 4 Alt+Up Alt+Down N Esc ContextMenu Shift+F10 [ ] Shift+Left Shift+Right " +
  "Mod+Left Mod+Right Mod+Shift+Left Mod+Shift+Right Mod+Up Mod+Down Mod+Shift+Up Mod+Shift+Down Shift+Home Shift+End " +
  "Mod+A Mod+Shift+A Z Mod+B Enter Shift+Wheel Mod+Wheel Mod+Shift+Wheel Mod+1 Mod+2 Mod+3 Mod+E Mod+F Shift+Z Mod+0 Mod+= Mod+- " +
  "Backspace Mod+Alt+1 Mod+Alt+6 Alt+Shift+Up Mod+D Mod+Shift+D Mod+; Mod+/ ? Alt+Enter Alt+Shift+Enter Mod+Enter Mod+Z Mod+Shift+Z Mod+Y";
