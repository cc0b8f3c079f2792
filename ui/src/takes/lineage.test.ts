import { describe, expect, it } from "vitest";
import { allSongs, full } from "../ipc/standin/songs";
import { groupsOf, stemsOf } from "./groups";
import { lineage } from "./lineage";
import { soundsOf } from "./pads";
import { stemName } from "./stems";

const song = full(allSongs()[0]!);
const named = (id: string) => song.takes.find((take) => take.id === id)!;
const said = (id: string) =>
  lineage(named(id), song).map((piece) => (typeof piece === "string" ? piece : `<${piece.take}>`)).join("");

describe("where a take came from", () => {
  it("is a sentence with the takes in it", () => {
    expect([said("take-x1"), said("take-c1"), said("take-r1"), said("take-1")]).toEqual([
      "extended from <take-2> at 1:04", "cover of <take-2>", "remaster of <take-1>", "",
    ]);
  });

  it("names what is in another song, with a way there, and says what is gone", () => {
    const there = song.elsewhere[0]!;
    expect(lineage(named("take-m1"), song).at(-1)).toEqual({ take: there.take, name: `Take 2 of “${there.songTitle}”`, song: there.song });
    expect(lineage(named("take-m1"), { ...song, elsewhere: [] }).at(-1)).toBe("a take that is gone");
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
    expect(stemName({ ...named("take-s0"), origin: "import", stem: "vocals, kitchen" })).toBe("vocals, kitchen");
  });
});
