import { describe, expect, it } from "vitest";
import type { ConnectionView } from "../ipc";
import { main, problem } from "../ipc/standin/people";
import { explain } from "./problems";
import { notSold, notSoldWords } from "./sold";

const bare: ConnectionView = {
  ...main,
  vendorLabel: "Somebody",
  offers: [],
  lacks: [{ action: "uploadCover", why: { why: "useAnother", action: "cover" } }, { action: "upload", why: { why: "undocumented" } }],
};

describe("what a vendor does not sell", () => {
  it("is said with the vendor's name", () => {
    expect([notSold(bare, "replaceSection"), notSold(main, "replaceSection"), notSold(null, "replaceSection")]).toEqual([
      "Somebody does not sell this", null, "Add an account first",
    ]);
  });

  it("is listed, or nothing at all", () => {
    expect([notSoldWords(bare), notSoldWords(main)]).toEqual([
      "Replace section, Join at the vendor, or Word timing", "",
    ]);
  });

  it("says where it is to be had instead, or that nobody knows how", () => {
    expect([notSold(bare, "uploadCover"), notSold(bare, "upload")]).toEqual([
      "Use “Cover” instead", "The vendor sells it, but says nowhere how to ask for it",
    ]);
  });

  it("is the same sentence when the core refuses", () => {
    const refused = (values: Record<string, string>) => explain(problem({ code: "blocked", values }));
    expect([refused({ why: "needsPro" }), refused({ why: "useAnother", action: "cover" }), refused({ why: "toString" })]).toEqual([
      "Only for songs from the better pool (Pro)", "Use “Cover” instead", "This cannot be asked of the vendor.",
    ]);
  });
});
