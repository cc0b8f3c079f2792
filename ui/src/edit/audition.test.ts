import { describe, expect, it } from "vitest";
import type { JobView, Patch, TakeView, VersionView } from "../ipc/types";
import type { SongState } from "../state";
import { job } from "../state/testing";
import { undecided } from "./audition.svelte";

const version = (number: number, fragments: string[], createdAt: number): VersionView =>
  ({
    id: `v${number}`,
    number,
    createdAt,
    arrangement: { base: "whole", patches: fragments.map((fragment): Patch => ({ fragment }) as Patch) },
  }) as VersionView;

const replaced = (id: string, endedAt: number, takes: string[]): JobView =>
  job(id, { action: "replaceSection", state: "done", startedAt: endedAt - 10, endedAt, takes });

/** v1, a job on it that became v2, a job on v2 that became v3. */
const versions = [version(1, [], 100), version(2, ["a1"], 300), version(3, ["a1", "b2"], 500)];
const jobs = [replaced("a", 200, ["a1", "a2"]), replaced("b", 400, ["b1", "b2"])];

function song(current: number, more: JobView[] = []): SongState {
  const all = [...jobs, ...more];
  const takes = all.flatMap((each) => each.takes.map((id) => ({ id }) as TakeView));
  return { current: versions[current - 1], versions, jobs: all, takes } as unknown as SongState;
}

describe("takes nobody has decided about", () => {
  it("are gone once one of them is kept", () => {
    expect(undecided(song(3))).toBeNull();
  });

  it("come back with the version they were made for", () => {
    expect(undecided(song(2))?.id).toBe("b");
    expect(undecided(song(1))?.id).toBe("a");
  });

  it("are the newest ones after an undo, when something else was sung since", () => {
    expect(undecided(song(1, [replaced("c", 600, ["c1", "c2"])]))?.id).toBe("c");
  });

  it("wait until all of them are here, and are not those of an older version", () => {
    const incomplete = song(3, [replaced("d", 700, ["d1"])]);
    incomplete.takes = incomplete.takes.filter((take) => take.id !== "d1");
    expect(undecided(incomplete)).toBeNull();
    expect(undecided(song(3, [replaced("old", 450, ["o1"])]))).toBeNull();
  });
});
