import { describe, expect, it } from "vitest";
import { jobs } from "../ipc/standin/people";
import { placeOf } from "./next";

describe("where the results of a job are", () => {
  const done = { ...jobs("full")[0]!, state: "done" as const };

  it("is where its kind of result is shown", () => {
    const at = (action: typeof done.action) => placeOf({ ...done, action });
    expect([at("generate"), at("cover"), at("stems"), at("wav"), at("lyrics"), at("replaceSection")]).toEqual([
      "takes", "takes", "takes", "takes", "lyrics", "edit",
    ]);
  });

  it("is nowhere in particular without results", () => {
    expect(placeOf({ ...done, state: "failed" })).toBeUndefined();
  });
});
