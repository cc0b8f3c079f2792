import { describe, expect, it } from "vitest";
import type { VoiceMakingView } from "../ipc";
import { main, practice } from "../ipc/standin/people";
import { makersOf } from "./begin";
import { left, STEPS, whyNotPast } from "./steps";

const making = (patch: Partial<VoiceMakingView> = {}): VoiceMakingView => ({
  id: "m", connection: "con-main", name: "Lin", description: "", consent: true, language: "en", step: 0, reading: null,
  singing: { title: "Take", length: 20_000, range: { start: 0, end: 20_000 } }, shortest: 10_000, phrase: null, init: null, verify: null, ...patch,
});

describe("a step of a voice", () => {
  it("lets nobody past what is missing, and says what that is", () => {
    const short = { title: "Take", length: 20_000, range: { start: 5_000, end: 15_000 } };
    expect([
      STEPS.map((step) => whyNotPast(step, making())),
      whyNotPast("consent", making({ consent: false })),
      whyNotPast("consent", making({ name: "  " })),
      whyNotPast("sing", making({ singing: null })),
      whyNotPast("sing", making({ singing: short })),
    ]).toEqual([
      [null, null, null, null, null],
      "Please confirm whose voice it is",
      "A name is missing.",
      "There is no recording yet.",
      "The recording is too short: the vendor wants more than 10 seconds.",
    ]);
  });

  it("counts the vendor's time from when the core said it, never below nothing", () => {
    const phrase = { until: 1_030_000, now: 1_000_000 };
    expect([left(phrase, 0), left(phrase, 12_500), left(phrase, 31_000)]).toEqual([30_000, 17_500, 0]);
  });
});

describe("accounts that make voices", () => {
  it("are those that sell it and have a key, one's own first", () => {
    const without = { ...main, id: "c", key: "missing" as const };
    expect(makersOf([practice, main, without], "initVoice").map((each) => each.id)).toEqual(["con-main", "con-practice"]);
    expect(makersOf([practice, main], "createCustomModel")).toEqual([]);
  });
});
