import { describe, expect, it } from "vitest";
import { asUiError } from "../ipc";
import { job } from "../state/testing";
import { saysNothing, troubleWords } from "./standing";

const trouble = (code: string) => asUiError({ code, values: {} });

describe("how far a job is", () => {
  it("is shown while the vendor works, if it said anything", () => {
    const said = { percent: 0, stage: "", trouble: null };
    expect([job("a"), job("a", said), job("a", { ...said, state: "saving" }), job("a", { stage: "queued" })].map(saysNothing)).toEqual([
      true, false, true, false,
    ]);
    expect(saysNothing(job("a", { trouble: trouble("busy") }))).toBe(false);
  });

  it("calls a vendor that cannot be asked what it is, in one sentence", () => {
    expect(troubleWords(trouble("unreachable"))).toBe(
      "The vendor could not be asked just now: it cannot be reached. Refrain asks again by itself.",
    );
    expect(troubleWords(trouble("badKey"))).toContain("does not accept this key. Refrain asks again");
  });
});
