import { describe, expect, it } from "vitest";
import type { VersionView } from "../ipc";
import { neighbour, newestFirst } from "./history";

const version = (number: number) => ({ id: `v${number}`, number }) as VersionView;

describe("history", () => {
  const versions = [version(2), version(1), version(3)];

  it("lists the newest first", () => {
    expect(newestFirst(versions).map((each) => each.number)).toEqual([3, 2, 1]);
  });

  it("walks back and forth and stops at both ends", () => {
    expect(neighbour(versions, "v3", -1)).toBe("v2");
    expect(neighbour(versions, "v1", 1)).toBe("v2");
    expect(neighbour(versions, "v1", -1)).toBeNull();
    expect(neighbour(versions, "v3", 1)).toBeNull();
    expect(neighbour(versions, null, -1)).toBeNull();
  });
});
