import { beforeEach, describe, expect, it, vi } from "vitest";
import type { UiEvent } from "../ipc/types";
import { AppState } from "./app.svelte";
import { fakeCore, job, PLAYBACK, SETTINGS, snapshot } from "./testing";

describe("the mirror of the core", () => {
  let send: (event: UiEvent) => void;
  let subscriptions: number;
  let app: AppState;

  beforeEach(async () => {
    subscriptions = 0;
    fakeCore({
      subscribe: ((onEvent: (event: UiEvent) => void) => {
        subscriptions += 1;
        send = onEvent;
        onEvent(snapshot(10, [job("a")]));
      }) as never,
    });
    app = new AppState();
    await app.connect();
  });

  it("starts from the snapshot", () => {
    expect(app.ready).toBe(true);
    expect(app.jobs.map((each) => each.id)).toEqual(["a"]);
  });

  it("puts a new job first and leaves a known one where it is", () => {
    send({ kind: "jobChanged", revision: 11, job: job("b") });
    send({ kind: "jobChanged", revision: 12, job: job("a", { state: "done" }) });
    expect(app.jobs.map((each) => [each.id, each.state])).toEqual([["b", "waiting"], ["a", "done"]]);
    send({ kind: "jobRemoved", revision: 13, job: "b" });
    expect(app.jobs.map((each) => each.id)).toEqual(["a"]);
  });

  it("applies settings and playback", () => {
    send({ kind: "settingsChanged", revision: 11, settings: { ...SETTINGS, theme: "light" } });
    send({ kind: "playbackChanged", revision: 12, playback: { ...PLAYBACK, volumeDb: -6 } });
    expect([app.settings.theme, app.playback.volumeDb]).toEqual(["light", -6]);
  });

  it("subscribes again after a gap, and does not believe the event behind it", async () => {
    send({ kind: "jobRemoved", revision: 12, job: "a" });
    expect(app.jobs).toHaveLength(1);
    await vi.waitFor(() => expect(subscriptions).toBe(2));
    send({ kind: "jobRemoved", revision: 11, job: "a" });
    expect(app.jobs).toHaveLength(0);
  });

  it("hears nothing more from a subscription that was replaced", async () => {
    const old = send;
    old({ kind: "jobRemoved", revision: 99, job: "a" });
    await vi.waitFor(() => expect(subscriptions).toBe(2));
    old({ kind: "jobRemoved", revision: 11, job: "a" });
    expect(app.jobs).toHaveLength(1);
  });

  it("tells listeners after the event was applied", () => {
    const seen: number[] = [];
    const stop = app.listen(() => seen.push(app.jobs.length));
    send({ kind: "jobChanged", revision: 11, job: job("b") });
    stop();
    send({ kind: "jobRemoved", revision: 12, job: "b" });
    expect(seen).toEqual([2]);
  });

  it("says why when the core refuses", async () => {
    fakeCore({
      subscribe: () => {
        throw { code: "diskFull" };
      },
    });
    const other = new AppState();
    await other.connect();
    expect([other.ready, other.failure?.code]).toEqual([false, "diskFull"]);
  });
});
