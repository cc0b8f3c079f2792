import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MixState, MixView } from "../ipc";
import type { SongState } from "../state";
import { fakeCore, type Asked } from "../state/testing";
import { Mixer } from "./mixer.svelte";
import { mixActions } from "./actions";
import { gain, mute, remove, solo } from "./state";

const state = (): MixState => ({
  strips: ["Vocals", "Drums"].map((part) => ({ part, gainDb: 0, pan: 0, muted: false, soloed: false, set: "a", offsetMs: 0, removed: false, mutes: [] })),
  masterDb: 0,
});
const view = (): MixView => ({
  key: "job", source: "take", origin: "stems", createdAt: 1, durationMs: 1000, parts: [], mix: { state: state(), snapshots: [], current: null },
  sumCheck: { residualDb: -40, residualBDb: null, shifts: [] },
});

let frames: (() => void)[] = [];
let asked: Asked[] = [];
const listened: unknown[] = [];
const drawn = () => frames.splice(0).forEach((run) => run());
const told = (method: string) => asked.filter((each) => each.method === method).map((each) => each.args);

async function opened(): Promise<Mixer> {
  const song = { id: "s", selection: null, listen: async (lanes: unknown) => void listened.push(lanes) } as unknown as SongState;
  const mixer = new Mixer(song);
  await mixer.load();
  return mixer;
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
  asked = fakeCore({ listMixes: () => [view()] });
});

describe("the mix on the screen", () => {
  it("is put into the player as it was left", async () => {
    const mixer = await opened();
    expect(listened.at(-1)).toEqual([{ kind: "mix", key: "job" }]);
    expect(mixer.state).toEqual(state());
    expect(told("checkMix")).toEqual([]);
  });

  it("tells the newest place of a fader once a frame and saves once", async () => {
    const mixer = await opened();
    for (const db of [-1, -2, -3]) mixer.change("gain:0", gain(0, db));
    drawn();
    expect(told("hearMix")).toHaveLength(1);
    expect((told("hearMix")[0]?.[2] as MixState).strips[0]?.gainDb).toBe(-3);
    await mixer.flush();
    await mixer.flush();
    expect(told("saveMix")).toHaveLength(1);
  });

  it("undoes a drag as one and every press by itself", async () => {
    const mixer = await opened();
    mixer.change("", mute(1));
    for (const db of [-1, -2, -3]) mixer.change("gain:0", gain(0, db));
    mixer.settle();
    mixer.change("gain:0", gain(0, -9));
    mixer.undo();
    expect(mixer.state.strips[0]?.gainDb).toBe(-3);
    mixer.undo();
    expect([mixer.state.strips[0]?.gainDb, mixer.state.strips[1]?.muted]).toEqual([0, true]);
    mixer.undo();
    expect(mixer.state).toEqual(state());
    expect(mixer.undoable).toBe(false);
    mixer.redo();
    mixer.redo();
    expect(mixer.state.strips[0]?.gainDb).toBe(-3);
    mixer.change("", mute(0));
    expect(mixer.redoable).toBe(false);
  });

  it("lets a held solo be heard and keeps nothing of it", async () => {
    const mixer = await opened();
    mixer.moment(solo(1));
    drawn();
    expect((told("hearMix").at(-1)?.[2] as MixState).strips[1]?.soloed).toBe(true);
    mixer.moment(null);
    drawn();
    expect(told("hearMix").at(-1)?.[2]).toEqual(state());
    expect(mixer.undoable).toBe(false);
  });

  it("flips between stored mixes and keeps what each has become", async () => {
    const mixer = await opened();
    mixer.store();
    mixer.change("", mute(0));
    mixer.store();
    mixer.change("", gain(1, -6));
    mixer.flip();
    expect(mixer.mix.current).toBe(0);
    expect(mixer.state).toEqual(state());
    mixer.flip();
    expect([mixer.state.strips[0]?.muted, mixer.state.strips[1]?.gainDb]).toEqual([true, -6]);
    mixer.undo();
    expect(mixer.mix.current).toBe(0);
    mixer.forget(1);
    expect(mixer.mix.snapshots.map((each) => each.name)).toHaveLength(1);
  });

  it("shows what came meanwhile and keeps what was there when nothing did", async () => {
    const lanes: MixView = { ...view(), key: "s", source: null, origin: "import" };
    let views = [view()];
    asked = fakeCore({ listMixes: () => views });
    const mixer = await opened();
    mixer.change("", mute(1));
    await mixer.load();
    expect([mixer.key, mixer.state.strips[1]?.muted]).toEqual(["job", true]);
    views = [view(), lanes];
    await mixer.load();
    expect([mixer.key, mixer.nameOf("bass, kitchen")]).toEqual(["s", "bass, kitchen"]);
    expect(listened.at(-1)).toEqual([{ kind: "mix", key: "s" }]);
    const part = { part: "kick", a: "take", b: null, quietA: false, quietB: false };
    await mixer.show(views[0]!);
    views = [view(), { ...lanes, parts: [part] }];
    await mixer.load();
    expect(mixer.key).toBe("s");
  });

  it("counts the keys of solo over what is there", async () => {
    const mixer = await opened();
    mixer.change("", remove(0));
    expect(mixer.present).toEqual([1]);
    const press = mixActions(mixer, { exportMix: () => {} }).find((each) => each.id === "mix.solo-1")!;
    press.run();
    expect(mixer.soloed).toBe(1);
    expect(mixer.state.strips[1]?.soloed).toBe(true);
    mixer.undo();
    mixer.undo();
    expect(mixer.present).toEqual([0, 1]);
  });
});
