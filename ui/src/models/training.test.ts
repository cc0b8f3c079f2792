import { describe, expect, it } from "vitest";
import type { ModelMakingView, ModelRowView } from "../ipc";
import { concerns, Training } from "./training.svelte";

const row = (patch: Partial<ModelRowView> = {}): ModelRowView => ({
  id: "r", title: "Song", length: 180_000, loudness: -14, isDouble: false, take: null, upload: null, state: "ready", ...patch,
});
const making = (patch: Partial<ModelMakingView> = {}): ModelMakingView => ({
  id: "m", connection: "c", name: "Mine", rights: true, least: 6, hasSession: true, rows: [], prepare: null, create: null, ...patch,
});
const rows = (ready: number, ...more: ModelRowView[]) => [...Array.from({ length: ready }, (_, at) => row({ id: `r${at}` })), ...more];

describe("a song to learn from", () => {
  it("is told apart from one that teaches little", () => {
    expect([concerns(row()), concerns(row({ length: 29_000, isDouble: true, loudness: -40 })).length]).toEqual([[], 3]);
  });
});

describe("a model", () => {
  const why = (patch: Partial<ModelMakingView>) => new Training(() => making(patch)).whyNotYet;

  it("is trained with a name, six uploads and the rights to them", () => {
    expect([why({ rows: rows(5) }), why({ rows: rows(6), rights: false }), why({ rows: rows(6), name: "" }), why({ rows: rows(6) })]).toEqual([
      "At least 6 songs must be uploaded first.", "Confirm that you have the rights first", "A name is missing.", null,
    ]);
  });

  it("uploads what failed again, and not what may be at the vendor", () => {
    const training = new Training(() => making({ rows: rows(1, row({ state: "unclear" })) }));
    expect([training.whyNoUpload(row({ state: "failed" })), training.whyNoUpload(row({ state: "unclear" }))?.includes("look it up"), training.whyNoUploads]).toEqual([
      null, true, "Every song is uploaded or on its way",
    ]);
  });
});
