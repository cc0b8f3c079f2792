import { describe, expect, it } from "vitest";
import { allSongs, full } from "../ipc/standin/songs";
import type { LaneRequest, Playback } from "../ipc";
import { sounding } from "./heard";

const song = full(allSongs()[0]!);
const version = song.versions[0]!;

function hearing(lanes: LaneRequest[], audible: number, patch: Partial<Playback> = {}) {
  const playback = { song: song.id, lanes, audible, playing: true, ...patch } as Playback;
  return sounding(playback, song)?.id;
}

describe("the take that sounds", () => {
  it("is the audible lane's, and of a version the one it is based on", () => {
    const lanes: LaneRequest[] = [{ kind: "version", version: version.id }, { kind: "take", take: "take-1" }];
    expect([hearing(lanes, 0), hearing(lanes, 1)]).toEqual([version.arrangement.base, "take-1"]);
  });

  it("is none in silence and in another song", () => {
    const lanes: LaneRequest[] = [{ kind: "take", take: "take-1" }];
    expect([hearing(lanes, 0, { playing: false }), hearing(lanes, 0, { song: "another" }), hearing([], 0)]).toEqual([
      undefined, undefined, undefined,
    ]);
  });
});
