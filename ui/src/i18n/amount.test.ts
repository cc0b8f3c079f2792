import { afterEach, describe, expect, it } from "vitest";
import { amount, charge, price } from "./index";
import { language } from "./language.svelte";

afterEach(() => language.set("en"));

const UNITS = ["credits", "CNY", "quota", "points", ""];

describe("an amount", () => {
  it("is written in its vendor's own unit, in both languages", () => {
    language.set("en");
    expect(UNITS.map((unit) => amount(1250.5, unit))).toEqual([
      "1,250.50 cr", "¥1,250.50", "1,250.5 quota", "1,250.50 points", "1,250.50",
    ]);
    language.set("zh-CN");
    expect(UNITS.map((unit) => amount(1250.5, unit))).toEqual([
      "1,250.50 点", "¥1,250.50", "1,250.5 额度", "1,250.50 points", "1,250.50",
    ]);
  });

  it("keeps its sign before a currency's mark", () => {
    expect([amount(-0.5, "CNY"), amount(-0.5, "credits"), amount(0, "quota")]).toEqual(["−¥0.50", "−0.50 cr", "0 quota"]);
  });
});

describe("a price", () => {
  it("that no list names is never called free", () => {
    expect([price(null, "CNY"), price(0, "quota"), price(0.54, "credits")]).toEqual([
      "price unknown", "price unknown", "0.54 cr",
    ]);
  });
});

describe("a charge", () => {
  it("is not guessed", () => {
    expect([
      charge(null, "unknown", "credits"), charge(0, "notSpent", "credits"), charge(0, "spent", "quota"), charge(1.2, "spent", "CNY"),
    ]).toEqual(["–", "0.00 cr", "not told", "¥1.20"]);
  });
});
