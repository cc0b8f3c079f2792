import { describe, expect, it } from "vitest";
import { main } from "../ipc/standin/people";
import { notSold, notSoldWords } from "./sold";

const bare = { ...main, vendorLabel: "Somebody", replace: null, concatPrice: null, timingPrice: null };

describe("what a vendor does not sell", () => {
  it("is said with the vendor's name", () => {
    expect([notSold(bare, "replace"), notSold(main, "replace"), notSold(null, "replace")]).toEqual([
      "Somebody does not sell this", null, "Add an account first",
    ]);
  });

  it("is listed, or nothing at all", () => {
    expect([notSoldWords(bare), notSoldWords(main)]).toEqual([
      "Replace section, Join at the vendor, or Word timing", "",
    ]);
  });

  it("costs nothing to sell: a price that no list names is still an offer", () => {
    expect(notSold({ ...bare, concatPrice: 0 }, "concatPrice")).toBeNull();
  });
});
