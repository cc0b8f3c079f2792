import { afterEach, describe, expect, it } from "vitest";
import { listed } from "./format";
import { language } from "./language.svelte";

describe("names one after the other", () => {
  const before = language.current;
  afterEach(() => void (language.current = before));

  it("are listed as the language does", () => {
    language.current = "en";
    expect([listed([]), listed(["Brass"]), listed(["Brass", "Woodwinds"])]).toEqual(["", "Brass", "Brass and Woodwinds"]);
    language.current = "zh-CN";
    expect(listed(["铜管", "木管", "弦乐"])).toBe("铜管、木管和弦乐");
  });
});
