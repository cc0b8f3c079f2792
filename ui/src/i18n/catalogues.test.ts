import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clock, clockTenths, exact } from "./format";
import { detect } from "./language.svelte";

type Message = string | { match: Record<string, string> }[];
const read = (path: string): Record<string, Message> => JSON.parse(readFileSync(`messages/${path}.json`, "utf8"));

/** The values a message asks for, however it is written. */
function values(message: Message): string[] {
  const text = typeof message === "string" ? message : message.map((each) => Object.values(each.match).join(" ")).join(" ");
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] as string))].sort();
}

describe.each(["", "edit/", "lyrics/", "actions/", "money/", "mix/", "hosting/", "recorder/", "voices/", "tap/"])("catalogue %s", (folder) => {
  const en = read(`${folder}en`);
  const zh = read(`${folder}zh-CN`);

  it("has the same keys in both languages, sorted", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    expect(Object.keys(en)).toEqual(Object.keys(en).toSorted());
  });

  it("has no empty words and no value that only the translation knows", () => {
    for (const [key, message] of Object.entries(en)) {
      const other = zh[key] as Message;
      expect(message.length * other.length, key).toBeGreaterThan(0);
      expect(values(message), key).toEqual(expect.arrayContaining(values(other)));
    }
  });
});

describe("times as text", () => {
  it("never jump in width", () => {
    expect([clock(61_999), clockTenths(61_239), exact(42_310.7), clock(-5)]).toEqual(["1:01", "1:01.23", "0:42.310", "0:00"]);
  });
});

describe("the language of the system", () => {
  it("is Chinese for every Chinese tag, else English", () => {
    expect(["zh-CN", "zh", "zh-Hant-TW", "en-GB", "de"].map((tag) => detect([tag]))).toEqual([
      "zh-CN", "zh-CN", "zh-CN", "en", "en",
    ]);
  });
});
