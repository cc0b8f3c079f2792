import { describe, expect, it } from "vitest";
import type { MenuItem } from "../ipc";
import { menuOf } from "../ipc/standin/offers";
import { practice } from "../ipc/standin/people";
import { allSongs, full, take } from "../ipc/standin/songs";
import { fakeCore } from "../state/testing";
import { acting, takeAtHand } from "./acting.svelte";

const song = full(allSongs()[0]!);
const nowhere = { getBoundingClientRect: () => ({}) as DOMRect };

describe("the take at hand", () => {
  it("is the one in the version, else the newest whole one, never a stem or a sound", () => {
    const loose = { ...song, current: null };
    expect([takeAtHand(song)?.id, takeAtHand(loose)?.id, takeAtHand({ ...loose, takes: [] })]).toEqual(["take-2", "take-x1", null]);
  });
});

describe("the menu of a take", () => {
  it("is there at once, and filled when the core has answered", async () => {
    let answer: (items: MenuItem[]) => void = () => {};
    fakeCore({ getSong: () => song, actionMenu: () => new Promise<MenuItem[]>((done) => (answer = done)) });
    const opened = acting.openMenu({ song: song.id, take: "take-1" }, nowhere, null);
    await new Promise((done) => setTimeout(done));
    expect([acting.menu?.take.id, acting.menu?.items]).toEqual(["take-1", null]);
    answer(menuOf(take("take-1", 1, {}), practice));
    await opened;
    expect(acting.menu?.items?.length).toBeGreaterThan(10);
    acting.closeMenu();
    expect(acting.menu).toBeNull();
  });

  it("that was closed before the answer stays closed", async () => {
    let answer: (items: MenuItem[]) => void = () => {};
    fakeCore({ getSong: () => song, actionMenu: () => new Promise<MenuItem[]>((done) => (answer = done)) });
    const opened = acting.openMenu({ song: song.id }, nowhere, null);
    await new Promise((done) => setTimeout(done));
    acting.closeMenu();
    answer([]);
    await opened;
    expect(acting.menu).toBeNull();
  });

  it("of a song without takes does not open", async () => {
    fakeCore({ getSong: () => ({ ...song, takes: [], current: null }) });
    await acting.openMenu({ song: song.id }, nowhere, null);
    expect(acting.menu).toBeNull();
  });
});
