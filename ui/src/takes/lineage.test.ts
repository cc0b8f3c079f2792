import { describe, expect, it } from "vitest";
import { allSongs, full } from "../ipc/standin/songs";
import { groupsOf, stemsOf } from "./groups";
import { lineage } from "./lineage";
import { soundsOf } from "./pads";
import { stemName } from "./stems";

const song = full(allSongs()[0]!);
const named = (id: string) => song.takes.find((take) => take.id === id)!;
const said = (id: string) =>
  lineage(named(id), song.takes).map((piece) => (typeof piece === "string" ? piece : `<${piece.take}>`)).join("");

describe("where a take came from", () => {
  it("is a sentence with the takes in it", () => {
    expect([said("take-x1"), said("take-c1"), said("take-r1"), said("take-1")]).toEqual([
      "extended from <take-2> at 1:04", "cover of <take-2>", "remaster of <take-1>", "",
    ]);
  });

  it("names what is in another song without a way there", () => {
    expect(said("take-m1")).toBe("mashup of <take-2> and a take elsewhere");
  });
});

describe("takes, parts and sounds", () => {
  it("stand where they belong, each once", () => {
    const rows = groupsOf(song.takes, []).flatMap((group) => group.takes);
    const stems = stemsOf(song.takes, "take-2", []).flatMap((group) => group.takes);
    expect([rows.length + stems.length + soundsOf(song.takes).length, song.takes.length]).toEqual([song.takes.length, song.takes.length]);
    expect(stems.map(stemName).slice(0, 3)).toEqual(["Vocals", "Backing vocals", "Drums"]);
  });

  it("keep the vendor's word for a part that nobody knows", () => {
    expect(stemName({ ...named("take-s0"), stem: "Theremin" })).toBe("Theremin");
  });
});
