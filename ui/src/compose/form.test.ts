import { describe, expect, it } from "vitest";
import { bare, main } from "../ipc/standin/people";
import { compose } from "../ipc/standin/songs";
import { countSet, expectedPrice, fittingMode, hasPools, missingText, modelNamed, newSongForm, offerOf, tooLong, whyNoAccount, whyNot, whyNotMode, whyNotSung } from "./form";
import type { VoiceView } from "../ipc";

const named = (id: string) => main.models.find((model) => model.id === id) ?? null;
const form = newSongForm(main, named("chirp-v5"));
const old = newSongForm(main, named("chirp-v3-5"));
const cloud = newSongForm(bare, bare.models[0] ?? null);
const song = compose({ title: "t", lyrics: "l", style: "s" });

describe("a setting that has no effect", () => {
  it("says whose doing that is", () => {
    expect([
      whyNot(form, "weirdness", song),
      whyNot(form, "audioInfluence", song),
      whyNot(old, "weirdness", song),
      whyNot(cloud, "vocalGender", song),
      whyNot({ ...form, connection: null }, "title", song),
      whyNot(form, "vocalGender", { ...song, mode: "instrumental" }),
    ]).toEqual([
      null,
      `${main.vendorLabel} does not take this here`,
      "v3.5 ignores this setting",
      `${bare.vendorLabel} does not take this here`,
      "Add an account first",
      "Nobody sings in an instrumental",
    ]);
  });

  it("may be a whole mode: another one is taken", () => {
    const cover = { connection: bare, model: null, offer: offerOf(bare, "cover") };
    expect([whyNotMode(cover, "idea"), fittingMode(cover, "idea"), fittingMode(form, "idea")]).toEqual([
      `${bare.vendorLabel} does not take this here`, "custom", "idea",
    ]);
  });
});

describe("a voice", () => {
  const voice = (patch: Partial<VoiceView> = {}): VoiceView => ({
    id: "v", connection: main.id, connectionLabel: "main", vendorLabel: "", practice: false, form: "real", name: "Lin", description: "", image: null,
    song: null, take: null, models: ["chirp-v5-5"], making: null, hasSample: false, createdAt: 0, ...patch,
  });
  const sung = { ...song, voice: "v" };

  it("sings in its own account, with the models that can", () => {
    expect([
      whyNotSung(form, song, []),
      whyNotSung(form, sung, []),
      whyNotSung(form, sung, [voice()]),
      whyNotSung(newSongForm(main, named("chirp-v5-5")), sung, [voice()]),
      whyNotSung(form, sung, [voice({ connection: "other", connectionLabel: "band" })]),
    ]).toEqual([null, "This voice was deleted: choose another, or none", "Sings only with v5.5", null, "In another account (band)"]);
  });

  it("has no effect where nobody sings or the vendor takes none, and stops nothing there", () => {
    expect([whyNot(form, "voice", { ...sung, mode: "instrumental" }), whyNotSung(form, { ...sung, mode: "instrumental" }, []), whyNotSung(cloud, sung, [])]).toEqual([
      "Nobody sings in an instrumental", null, null,
    ]);
  });
});

describe("model and pool", () => {
  it("are a choice where the vendor leaves one, and priced", () => {
    expect([hasPools(form), hasPools(old)]).toEqual([false, true]);
    expect([expectedPrice(form, true), expectedPrice(old, false), expectedPrice(old, true), expectedPrice(cloud, false)]).toEqual([0.5, 0.38, 0.5, null]);
    expect(expectedPrice({ ...form, model: null }, false)).toBeUndefined();
  });

  it("are those that can do it", () => {
    const some = { connection: main, offer: { takes: [], models: ["chirp-v3-5"] } };
    expect([modelNamed(some, "chirp-v5")?.id, modelNamed({ connection: main, offer: null }, "chirp-v5-5")?.id]).toEqual(["chirp-v3-5", "chirp-v5-5"]);
    expect(modelNamed({ connection: main, offer: { takes: [], models: ["chirp-up"] } }, "chirp-v5")).toMatchObject({ id: "chirp-up", label: "chirp-up" });
  });
});

describe("texts", () => {
  it("are judged by the model that is chosen, in characters and not in halves of them", () => {
    const long = { ...song, style: "𠮷".repeat(201) };
    expect([tooLong(old, long), tooLong(form, long)]).toEqual(["Style: over 200 characters", null]);
    expect(tooLong(old, { ...song, styleNegative: "x".repeat(201) })).toBe("Leave out: over 200 characters");
    expect(tooLong(old, { ...long, mode: "idea" })).toBeNull();
  });

  it("are needed by mode", () => {
    const empty = compose({});
    expect([missingText({ ...empty, mode: "idea" }), missingText(empty), missingText({ ...empty, mode: "instrumental" }), missingText(song)]).toEqual([
      "Describe your idea first", "Write some lyrics first", "Choose a style first", null,
    ]);
  });

  it("cannot be sent to an account without a key, or for what is not sold", () => {
    expect([whyNoAccount({ ...main, key: "missing" }, "generate"), whyNoAccount(bare, "sounds"), whyNoAccount(main, "sounds")]).toEqual([
      "This account has no key yet", `${bare.vendorLabel} does not sell this`, null,
    ]);
  });

  it("leave the folded settings uncounted until one is set, zero included", () => {
    expect([countSet(song), countSet({ ...song, weirdness: 0, vocalGender: "female" })]).toEqual([0, 2]);
  });
});
