import { describe, expect, it } from "vitest";
import { asUiError } from "../ipc";
import type { ConnectionView } from "../ipc";
import { job } from "../state/testing";
import { nextOf } from "./next";
import { ahead, queuedWords, queuesOf } from "./queue";

const account = (id: string, paused = false) => ({ id, options: { paused } }) as unknown as ConnectionView;
const queued = (id: string, startedAt: number, patch = {}) => job(id, { state: "queued", connection: "a", startedAt, ...patch });

describe("queues", () => {
  it("are shown where something waits or where they are paused", () => {
    const jobs = [queued("1", 1), job("2", { connection: "a" }), job("3", { connection: "b" })];
    expect(queuesOf(jobs, [account("a"), account("b"), account("c", true)])).toMatchObject([
      { connection: { id: "a" }, running: 1, queued: 1 },
      { connection: { id: "c" }, running: 0, queued: 0 },
    ]);
  });

  it("tell each job its place and why it waits", () => {
    const jobs = [queued("3", 30), queued("2", 20), queued("1", 10), queued("x", 5, { connection: "b" })];
    expect(jobs.map((each) => ahead(each, jobs))).toEqual([2, 1, 0, 0]);
    const first = jobs[2] as (typeof jobs)[number];
    expect(queuedWords(first, jobs, false, 0)).toBe("It is the next one.");
    expect(queuedWords(first, jobs, true, 0)).toContain("paused");
    expect(queuedWords({ ...first, againAt: 65_000 }, jobs, false, 5_000)).toContain("1:00");
    expect(queuedWords({ ...first, againAt: 1_000 }, jobs, false, 5_000)).toContain("0:00");
  });
});

describe("what can be done next", () => {
  const ended = (patch: Parameters<typeof job>[1]) => nextOf(job("a", patch));

  it("never offers to look up what was never sent", () => {
    for (const state of ["cancelled", "refused", "failed"] as const) {
      expect(ended({ state, money: "notSpent" })).toMatchObject({ lookUp: false, again: true });
    }
  });

  it("offers to look up whatever may have been paid for", () => {
    for (const state of ["cancelled", "failed", "outcomeUnknown"] as const) {
      expect(ended({ state, money: "unknown" })).toMatchObject({ lookUp: true, again: true });
    }
    expect(ended({ state: "failed", money: "spent" }).lookUp).toBe(true);
  });

  it("leads to the settings where they are wrong, and to nothing while all is well", () => {
    const refused = (code: string) => ended({ state: "refused", money: "notSpent", error: asUiError({ code, values: {} }) });
    expect(refused("badKey").settings).toBe(true);
    expect(refused("busy").settings).toBe(false);
    expect(new Set(["badKey", "busy", "outOfCredits", "textTooLong", "internal"].map((code) => refused(code).words)).size).toBe(5);
    expect(ended({ state: "done", money: "spent" })).toEqual({ words: "", lookUp: false, again: false, settings: false });
  });
});
