import { describe, expect, it } from "vitest";
import { mapTexts } from "./mapping";

describe("text map", () => {
  it("is the identity for equal texts", () => {
    const map = mapTexts("[Verse]\nOne two", "[Verse]\nOne two");
    expect([8, 12, 15].map((offset) => map.toDoc(offset))).toEqual([8, 12, 15]);
  });

  it("survives notes, new lines and vendor line ends", () => {
    const version = "[Verse]\r\nOne two\r\nThree";
    const doc = "[Verse]\n// a note\nOne two\n\nNew line\nThree";
    const map = mapTexts(version, doc);
    expect(map.toDoc(version.indexOf("two"))).toBe(doc.indexOf("two"));
    expect(map.toDoc(version.indexOf("Three"))).toBe(doc.indexOf("Three"));
    expect(map.toVersion(doc.indexOf("Three") + 2)).toBe(version.indexOf("Three") + 2);
  });

  it("has no counterpart for a changed line", () => {
    const map = mapTexts("One\nTwo\nThree", "One\nZwei\nThree");
    expect(map.toDoc(4)).toBeNull();
    expect(map.toVersion(6)).toBeNull();
    expect(map.toDoc(8)).toBe(9);
  });

  it("keeps the order of repeated lines", () => {
    const map = mapTexts("La\nOne\nLa", "La\nOne\nLa");
    expect(map.toDoc(7)).toBe(7);
    expect(map.toDoc(0)).toBe(0);
  });
});
