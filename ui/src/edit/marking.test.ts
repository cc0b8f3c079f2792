import { beforeEach, describe, expect, it } from "vitest";
import { useBackend } from "../ipc";
import type { Marker, SongView } from "../ipc/types";
import { playhead, SongState, toasts } from "../state";
import { fakeCore } from "../state/testing";
import type { Desk } from "./desk.svelte";
import { freeName, Marking, neighbourOf } from "./marking.svelte";

const marker = (id: string, start: number, end: number | null = null, name = id): Marker => ({ id, name, start, end });

/** Keeps markers as the core does, and says what it was asked. */
function stage(...markers: Marker[]) {
  const view = { id: "s", compose: {}, savedAt: 0, takes: [], versions: [], current: null, markers } as unknown as SongView;
  const song = new SongState(view);
  let kept = markers;
  const answer = () => ({ ...view, markers: [...kept].sort((a, b) => a.start - b.start) });
  const asked = fakeCore({
    saveMarker: ((_: string, each: Marker) => {
      kept = [...kept.filter((other) => other.id !== each.id), each];
      return answer();
    }) as never,
    removeMarker: ((_: string, id: string) => {
      kept = kept.filter((other) => other.id !== id);
      return answer();
    }) as never,
  });
  const sought: number[] = [];
  const desk = { seek: (ms: number) => sought.push(ms), select: (range: unknown) => song.select(range as never) } as unknown as Desk;
  return { song, asked, sought, marking: new Marking(song, desk) };
}

const settled = () => new Promise((done) => setTimeout(done));

describe("markers", () => {
  beforeEach(() => {
    playhead.jump(4_321.6);
    toasts.list = [];
  });

  it("go to the playhead, at once and with their name asked for", async () => {
    const { song, marking, asked } = stage(marker("a", 9_000, null, "Marker 2"));
    marking.add();
    const [fresh] = song.view.markers;
    expect(fresh).toMatchObject({ name: "Marker 3", start: 4_322, end: null });
    expect(marking.naming).toEqual({ id: fresh?.id, fresh: true });
    await settled();
    expect(asked.map((each) => each.method)).toEqual(["saveMarker"]);
  });

  it("take the range when one is selected", () => {
    const { song, marking } = stage();
    song.select({ start: 1_000, end: 2_500 });
    marking.add();
    expect(song.view.markers[0]).toMatchObject({ start: 1_000, end: 2_500, name: "Marker 1" });
  });

  it("keep their name when nothing is typed, and take what is", async () => {
    const { song, marking, asked } = stage(marker("a", 1));
    for (const typed of [null, "  ", "a"]) {
      marking.rename("a");
      marking.endNaming(typed);
    }
    await settled();
    expect(asked).toEqual([]);
    marking.rename("a");
    marking.endNaming(" Hook ");
    await settled();
    expect(song.view.markers).toEqual([marker("a", 1, null, "Hook")]);
    expect(marking.naming).toBeNull();
  });

  it("come back when their removal is undone", async () => {
    const { song, marking } = stage(marker("a", 1), marker("b", 2, 5));
    await marking.remove("b");
    expect(song.view.markers).toEqual([marker("a", 1)]);
    toasts.list[0]?.action?.run();
    await settled();
    expect(song.view.markers).toEqual([marker("a", 1), marker("b", 2, 5)]);
  });

  it("leave the keyboard to the lanes when the focused one goes", async () => {
    const { marking } = stage(marker("a", 1), marker("b", 2));
    let left = 0;
    marking.onleave = () => (left += 1);
    await marking.remove("b");
    marking.focused = "a";
    await marking.remove("a");
    expect([left, marking.focused]).toEqual([1, null]);
  });

  it("bring the playhead, and select their range", () => {
    const { song, marking, sought } = stage(marker("a", 7_000), marker("b", 8_000, 9_000));
    marking.go(marker("a", 7_000));
    expect(song.selection).toBeNull();
    marking.go(marker("b", 8_000, 9_000));
    expect(song.selection).toEqual({ start: 8_000, end: 9_000 });
    expect(sought).toEqual([7_000, 8_000]);
  });

  it("are walked in order; playing on does not hold one back", () => {
    const list = [marker("a", 1_000), marker("b", 2_000), marker("c", 3_000)];
    expect(neighbourOf(list, 2_000, 1, false)?.id).toBe("c");
    expect(neighbourOf(list, 2_000, -1, false)?.id).toBe("a");
    expect(neighbourOf(list, 2_300, -1, false)?.id).toBe("b");
    expect(neighbourOf(list, 2_300, -1, true)?.id).toBe("a");
    expect(neighbourOf(list, 3_000, 1, false)).toBeNull();
  });

  it("get a name that no other has", () => {
    expect(freeName([])).toBe("Marker 1");
    expect(freeName([marker("x", 1, null, "Marker 2")])).toBe("Marker 3");
    expect(freeName([marker("x", 1, null, "Hook")])).toBe("Marker 2");
  });

  it("are shown as the core has them when one could not be saved", async () => {
    const { song, marking, asked } = stage();
    useBackend({ saveMarker: () => Promise.reject(new Error("full")), getSong: async () => ({ ...song.view, markers: [] }) } as never);
    marking.add();
    expect(song.view.markers).toHaveLength(1);
    await settled();
    await settled();
    expect(song.view.markers).toEqual([]);
    expect(asked).toEqual([]);
  });
});
