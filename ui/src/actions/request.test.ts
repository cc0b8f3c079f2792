import { describe, expect, it } from "vitest";
import type { MenuItem, TakeView } from "../ipc";
import { menuOf } from "../ipc/standin/offers";
import { bare, main } from "../ipc/standin/people";
import { allSongs } from "../ipc/standin/songs";
import { grouped, priceOf, sharedReason } from "./menu";
import { firstCompose, firstPoint, firstRange, formFor, isLate, isPublic, requestOf, whyNotYet, type Choice } from "./request";

const song = allSongs().find((each) => each.id === "song-1")!;
const take: TakeView = { ...song.takes[1]!, connection: "con-main", practice: false };
const item = (action: string) => menuOf(take, main).find((each) => each.action === action) as MenuItem;

function choice(action: string, patch: Partial<Choice> = {}): Choice {
  const chosen = item(action);
  const form = formFor(chosen, main, "chirp-v5");
  const compose = { ...firstCompose(chosen, song, take, form), ...patch.compose };
  return {
    item: chosen, song, take, form, at: 60_000, range: { start: 1_000, end: 9_000 }, second: null, variation: "normal", publicUrl: "", hosted: false, ...patch, compose,
  };
}

describe("the form of an action", () => {
  it("begins with the song's settings, and with its words only where they are sung again", () => {
    const words = (action: string) => choice(action).compose.lyrics.length > 0;
    expect([words("extend"), words("cover"), choice("cover").compose.style]).toEqual([false, true, song.compose.style]);
  });

  it("is paid by the account that the take is in, whatever the song's form says", () => {
    const request = requestOf(choice("cover"));
    expect(request.kind === "derive" && request.form.compose.connection).toBe("con-main");
  });

  it("continues from the playhead, else as late as the vendor advises", () => {
    const third = { ...take, durationMs: 100_000 };
    expect([firstPoint(third, main, 12_345.6), firstPoint(third, main, null), firstPoint(third, bare, null)]).toEqual([12_346, 70_000, 100_000]);
    expect([isLate(third, main, 70_000), isLate(third, main, 70_001), isLate(third, bare, 99_999)]).toEqual([false, true, false]);
  });

  it("takes the selected range, else half a minute", () => {
    expect([firstRange(take, { start: 5, end: 9 }), firstRange({ ...take, durationMs: 8_000 }, null)]).toEqual([
      { start: 5, end: 9 }, { start: 0, end: 8_000 },
    ]);
  });
});

describe("what is sent", () => {
  it("holds only what the action takes", () => {
    const extend = requestOf(choice("extend"));
    const sample = requestOf(choice("sample"));
    expect(extend).toMatchObject({ kind: "derive", action: "extend", form: { at: 60_000, range: null, with: null, publicUrl: null } });
    expect(sample).toMatchObject({ kind: "derive", form: { at: null, range: { start: 1_000, end: 9_000 } } });
    expect(requestOf(choice("mashup", { second: "take-8" }))).toMatchObject({ form: { with: "take-8" } });
  });

  it("is the take alone where there is no form", () => {
    expect(requestOf(choice("allStems"))).toEqual({ kind: "onTake", song: "song-1", take: "take-2", action: "allStems" });
    expect(requestOf(choice("remaster", { variation: "high" }))).toEqual({
      kind: "remaster", song: "song-1", take: "take-2", model: "chirp-v5", variation: "high",
    });
  });
});

describe("a recording that the vendor fetches", () => {
  const url = "https://files.example/a.mp3";

  it("is asked for with its address, which only the practice studio can do without", () => {
    expect([whyNotYet(choice("upload")), whyNotYet(choice("upload", { publicUrl: url }))]).toEqual([
      "Enter a public address of the recording", null,
    ]);
    expect(requestOf(choice("upload", { publicUrl: ` ${url} ` }))).toEqual({
      kind: "upload", song: "song-1", take: "take-2", publicUrl: url,
    });
    const house = { ...main, practice: true };
    const form = formFor(item("upload"), house, "");
    expect([whyNotYet(choice("upload", { hosted: true })), requestOf(choice("upload", { hosted: true }))]).toMatchObject([null, { publicUrl: null }]);
    expect(whyNotYet(choice("upload", { hosted: true, publicUrl: "file" }))).not.toBeNull();
    expect([whyNotYet(choice("upload", { form })), requestOf(choice("upload", { form }))]).toMatchObject([null, { publicUrl: null }]);
  });
});

describe("why it cannot be sent yet", () => {
  it("is the first thing that is missing", () => {
    expect(whyNotYet(choice("mashup"))).toBe("Choose the second song");
    expect(whyNotYet(choice("extend"))).toBe("Write some lyrics first");
    expect(whyNotYet(choice("extend", { at: 0 }))).toBe("Choose a point within the song");
    expect(whyNotYet(choice("sample", { range: { start: 0, end: take.durationMs + 1 } }))).toBe("Choose a range within the song");
    expect(whyNotYet(choice("addVocals"))).toBe("Only for your own recordings, once they are uploaded");
    expect(whyNotYet(choice("cover"))).toBeNull();
  });

  it("is not the lyrics where the style is enough", () => {
    const compose = { ...choice("cover").compose, lyrics: "", style: "bossa nova" };
    expect(whyNotYet(choice("cover", { compose }))).toBeNull();
    expect(whyNotYet(choice("sample", { compose }))).toBe("Write some lyrics first");
  });

  it("is the length of a text, counted as the vendor counts", () => {
    const compose = { ...choice("cover").compose, title: "𠮷".repeat(100) };
    expect(whyNotYet(choice("cover", { compose }))).toBeNull();
    expect(whyNotYet(choice("cover", { compose: { ...compose, title: `${compose.title}!` } }))).toBe("Title: over 100 characters");
  });

  it("knows addresses that nobody outside can reach", () => {
    const all = ["https://cdn.example.com/a.mp3", "http://192.168.1.4/a.mp3", "http://localhost.x/a", "file:///a.b", "words"];
    expect(all.map(isPublic)).toEqual([true, false, false, false, false]);
  });
});

describe("the menu of a take", () => {
  it("has its groups in the order of use, and recordings' own only for recordings", () => {
    const names = (of: TakeView) => grouped(menuOf(of, main), of).map((group) => group.name);
    expect(names(take)).toEqual(["more", "change", "apart", "files"]);
    expect(names({ ...take, place: "local" })).toContain("recording");
  });

  it("says a reason that many share once, and not one of a few", () => {
    expect([sharedReason(["a", "b", "a", "", "a", "a"]), sharedReason(["a", "a", "a", "", "", "", ""])]).toEqual(["a", ""]);
  });

  it("says a price, a supposed price, or that none is known", () => {
    expect([item("remaster"), item("cover"), item("wav")].map(priceOf)).toEqual(["0.50 cr", "about 0.50 cr", "price unknown"]);
  });
});
