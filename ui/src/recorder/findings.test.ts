import { describe, expect, it } from "vitest";
import { endWords, findingWords, isSerious, roomWords } from "./findings";

describe("findings", () => {
  it("name their numbers as people read them", () => {
    expect(findingWords({ kind: "short", wanted: 10_500 })).toContain("10.5");
    expect(findingWords({ kind: "quiet", peakDb: -27.4 })).toContain("-27");
    expect(findingWords({ kind: "clipped", times: 3 })).toContain("3");
  });

  it("tell advice from what makes a recording unfit", () => {
    expect(isSerious({ kind: "clipped", times: 1 })).toBe(true);
    expect(isSerious({ kind: "someNoise", floorDb: -50 })).toBe(false);
  });

  it("say nothing of an ordinary end, and something of every other", () => {
    expect(endWords("stopped")).toBeNull();
    expect(["deviceLost", "diskFull", "unwritable", "full", "crashed"].map((end) => endWords(end as "full"))).not.toContain(null);
  });

  it("judge the room at the borders of the advice", () => {
    const rooms = [null, -70, -55, -54, -45, -44].map(roomWords);
    expect(new Set(rooms.map((words) => words.replace(/-\d+/, ""))).size).toBe(4);
    expect(rooms[1]?.replace("-70", "")).toBe(rooms[2]?.replace("-55", ""));
    expect(rooms[3]?.replace("-54", "")).toBe(rooms[4]?.replace("-45", ""));
  });
});
