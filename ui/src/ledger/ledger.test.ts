import { describe, expect, it } from "vitest";
import type { Quote, Sum } from "../ipc";
import { limitWords } from "../ui";
import { asField, bounds, dayAfter, parse } from "./spans";
import { csvWords, perhaps, rowName, spent } from "./words";

const NOW = new Date(2026, 10, 21, 15, 30);
const none = { from: "", to: "" };
const sum = (patch: Partial<Sum>): Sum => ({ unit: "credits", jobs: 1, spent: 0, unclear: 0, unclearJobs: 0, untoldJobs: 0, ...patch });

describe("spans of time", () => {
  it("are whole days here and end after today", () => {
    const midnight = new Date(2026, 10, 21).getTime();
    const tomorrow = new Date(2026, 10, 22).getTime();
    expect(bounds("today", none, NOW)).toEqual({ from: midnight, to: tomorrow });
    expect(bounds("week", none, NOW)).toEqual({ from: new Date(2026, 10, 15).getTime(), to: tomorrow });
    expect(bounds("all", none, NOW)).toEqual({ from: 0, to: tomorrow });
  });

  it("of one's own contain their last day, and none that ends before it begins", () => {
    expect(bounds("own", { from: "2026-11-01", to: "2026-11-01" }, NOW)).toEqual({
      from: new Date(2026, 10, 1).getTime(),
      to: new Date(2026, 10, 2).getTime(),
    });
    expect(bounds("own", { from: "2026-11-02", to: "2026-11-01" }, NOW)).toBeNull();
    expect(bounds("own", { from: "2026-02-30", to: "2026-11-01" }, NOW)).toBeNull();
  });

  it("are written as date fields have them", () => {
    expect(asField(dayAfter(new Date(2026, 11, 31), 1))).toBe("2027-01-01");
    expect(parse(asField(NOW))?.getHours()).toBe(0);
  });
});

describe("amounts of the ledger", () => {
  it("stand in their own unit and say what nobody told", () => {
    expect(spent([sum({ spent: 1.5 }), sum({ unit: "CNY", spent: 2 })])).toEqual(["1.50 cr", "¥2.00"]);
    expect(spent([sum({ untoldJobs: 1 })])).toEqual(["+ 1 job, amount unknown"]);
    expect(spent([sum({ spent: 3, jobs: 2, untoldJobs: 1 })])).toEqual(["3.00 cr", "+ 1 job, amount unknown"]);
  });

  it("of unclear jobs stand apart, and are unknown where there is no price", () => {
    expect(perhaps([sum({ unclear: 0.5, unclearJobs: 1 })])).toEqual(["0.50 cr"]);
    expect(perhaps([sum({ unclearJobs: 1, untoldJobs: 1 })])).toEqual(["not told"]);
    expect(perhaps([sum({ spent: 1 })])).toEqual([]);
  });

  it("are named after what they have in common", () => {
    const row = { key: "generate", label: "", practice: false, newest: 0, sums: [] };
    expect(rowName(row, "action")).toBe("Generate");
    expect(rowName({ ...row, key: "s", label: "" }, "song")).toBe("Untitled");
    expect(rowName({ ...row, key: "2026-11-21" }, "day")).toContain("2026");
    expect(rowName({ ...row, key: "v", label: "Vendor", practice: true }, "vendor")).toBe("Practice studio");
    expect(csvWords()).toMatchObject({ generate: "Generate", untold: "not told" });
  });
});

describe("a passed limit", () => {
  it("is told in numbers, also when the price is not", () => {
    const quote = { price: 0.8, unit: "credits", warnings: [{ kind: "overClickLimit", limit: 0.5 }, { kind: "overDailyBudget", budget: 2, spent: 1.5 }] } as unknown as Quote;
    expect(limitWords(quote).join(" ")).toMatch(/0\.80 cr.*0\.50 cr.*2\.30 cr.*2\.00 cr/);
    expect(limitWords({ ...quote, warnings: [{ kind: "limitUnsure" }] })).toHaveLength(1);
  });
});
