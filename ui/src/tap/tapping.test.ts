import { beforeEach, describe, expect, it } from "vitest";
import type { SongView, TapLine, TimesChange } from "../ipc/types";
import { app, playhead, SongState, toasts } from "../state";
import { fakeCore, PLAYBACK } from "../state/testing";
import { Tapping } from "./tapping.svelte";

const line = (text: string, start: number | null = null): TapLine => ({ text, kind: "verse", label: "Verse", section: 0, start });

const VERSION = { id: "v", number: 1, lyrics: "", durationMs: 60_000, arrangement: { base: "t", patches: [] } };

async function stage(lines: TapLine[], refuse = false) {
  const view = { id: "s", compose: {}, savedAt: 0, takes: [], versions: [VERSION], current: "v", markers: [] } as unknown as SongView;
  const song = new SongState(view);
  const changes: TimesChange[] = [];
  const asked = fakeCore({
    getTapSheet: () => ({ words: "one\ntwo", lines, tapped: false, vendor: true }),
    changeTimes: ((_song: string, _version: string, change: TimesChange) => {
      if (refuse) throw { code: "diskFull", message: "full", money: null, vendorMessage: null, traceId: null, values: {} };
      changes.push(change);
      return view;
    }) as never,
    getTiming: () => null,
  });
  const tapping = new Tapping(song);
  await tapping.open();
  return { tapping, changes, asked: () => asked.map((each) => each.method) };
}

describe("tapping line times", () => {
  beforeEach(() => {
    toasts.list = [];
    app.playback = { ...PLAYBACK, song: "s", lanes: [{ kind: "version", version: "v" }], durationMs: 60_000 };
  });

  it("taps where the playhead is shown, and keeps what was tapped with its words", async () => {
    const { tapping, changes, asked } = await stage([line("one"), line("two")]);
    playhead.jump(1_234.5);
    tapping.tap(true);
    expect([tapping.taps.starts, tapping.taps.at, tapping.dirty]).toEqual([[1_235, null], 1, true]);
    expect(await tapping.keep()).toBe(true);
    expect(changes).toEqual([{ kind: "tapped", words: "one\ntwo", starts: [1_235, null] }]);
    expect(asked()).toContain("getTiming");
  });

  it("begins with the times that are known, and offers them back", async () => {
    const { tapping, changes } = await stage([line("one", 1_000), line("two", 2_000)]);
    expect([tapping.known, tapping.dirty]).toEqual([2, false]);
    await tapping.useVendors();
    toasts.list[0]?.action?.run();
    await new Promise((done) => setTimeout(done));
    expect(changes).toEqual([{ kind: "vendor" }, { kind: "back" }]);
  });

  it("listens again from shortly before what is tapped again", async () => {
    const { tapping } = await stage([line("one"), line("two")]);
    playhead.jump(9_000);
    tapping.tap(true);
    playhead.jump(9_800);
    tapping.again();
    expect([playhead.position, tapping.taps.at, tapping.dirty]).toEqual([7_000, 0, false]);
    tapping.tap(false);
    tapping.choose(0);
    expect(playhead.position).toBe(5_000);
  });

  it("loads the version where something else is in the player, and ends a loop", async () => {
    app.playback = { ...app.playback, lanes: [{ kind: "take", take: "t" }], loop: { start: 0, end: 900 } };
    const { asked } = await stage([line("one")]);
    expect(asked()).toEqual(expect.arrayContaining(["openPlayback", "setLoop"]));
  });

  it("keeps what was tapped in sight when it could not be stored", async () => {
    const { tapping } = await stage([line("one")], true);
    playhead.jump(500);
    tapping.tap(true);
    expect(await tapping.keep()).toBe(false);
    expect([tapping.error?.code, tapping.dirty, tapping.busy]).toEqual(["diskFull", true, false]);
  });

  it("keeps nothing where nothing was tapped", async () => {
    const { tapping, changes } = await stage([line("one")]);
    expect(await tapping.keep()).toBe(false);
    expect(changes).toEqual([]);
  });
});
