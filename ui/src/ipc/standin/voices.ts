// Voices and models of the stand-in: one of each form, one voice and one model in the making.

import type { Backend } from "../backend";
import type { ActionRequest, JobView, ModelMakingView, Quote, VoiceMakingView, VoicesView } from "../types";
import { problem } from "./people";
import { wait, type World } from "./world";

type Part<K extends keyof Backend> = Pick<Backend, K>;
type Making = Exclude<ActionRequest, { song: string }>;

const NOW = Date.now();

const singing = { title: "Night take 3", length: 34_200, range: { start: 1_200, end: 31_800 } };

const voiceMaking = (patch: Partial<VoiceMakingView> = {}): VoiceMakingView => ({
  id: "making-1", connection: "con-main", name: "Lin", description: "", consent: false, language: "en", step: 0, singing: null,
  reading: null, shortest: 10_000, phrase: null, init: null, verify: null, ...patch,
});

const row = (number: number, patch: Partial<ModelMakingView["rows"][number]> = {}) => ({
  id: `row-${number}`, title: `Ferry Song ${number}`, length: 182_000 + number * 7_300, loudness: -13.2 - number / 3, isDouble: false,
  take: null, upload: null, state: "ready" as const, ...patch,
});

const modelMaking = (state: string): ModelMakingView => ({
  id: "making-m", connection: "con-sea", name: "Harbour nights", rights: true, least: 6, hasSession: true, prepare: "job-x", create: null,
  rows: state === "model-new" ? [] : [
    row(1), row(2), row(3, { state: "underWay", upload: "job-up" }), row(4, { state: "failed", upload: "job-no" }), row(5, { isDouble: true, state: "fresh" }),
    row(6, { length: 14_000, loudness: -31.4, state: "fresh" }),
  ],
});

function first(state: string): VoicesView {
  if (state === "empty") return { voices: [], models: [], voiceMakings: [], modelMakings: [] };
  const common = { connection: "con-main", connectionLabel: "main", vendorLabel: "YoYAI", practice: false, description: "", image: null, making: null, hasSample: false, createdAt: NOW };
  return {
    voices: [
      { ...common, id: "voice-1", form: "real", name: "Lin", description: "Close and quiet, recorded at night", song: null, take: null, models: ["chirp-v5-5"], making: "making-0", hasSample: true },
      { ...common, id: "voice-2", form: "vox", name: "港口女声", song: "song-1", take: "take-2", models: [] },
      { ...common, id: "voice-3", form: "persona", name: "Lantern band", song: "song-1", take: "take-1", models: [], connection: "con-practice", connectionLabel: "Practice studio", vendorLabel: "", practice: true },
    ],
    models: [{ id: "model-1", connection: "con-sea", connectionLabel: "sea", model: "chirp-custom:1", name: "Harbour nights", createdAt: NOW }],
    voiceMakings: making(state),
    modelMakings: state.startsWith("model") ? [modelMaking(state)] : [],
  };
}

function making(state: string): VoiceMakingView[] {
  const sung = { consent: true, singing, step: 2 };
  if (state === "voice-new") return [voiceMaking()];
  if (state === "voice-mic") return [voiceMaking({ consent: true, step: 1 })];
  if (state === "voice-sung") return [voiceMaking(sung)];
  if (["voice-ready", "voice-hosted", "voice-slow"].includes(state)) return [voiceMaking({ ...sung, step: 3 })];
  if (state === "voice-phrase") {
    const phrase = { text: "A quiet morning sings over the harbour", until: Date.now() + 24_000, now: Date.now() };
    return [voiceMaking({ ...sung, step: 3, phrase, init: "job-init" })];
  }
  if (state === "voice-late") {
    const phrase = { text: "A quiet morning sings over the harbour", until: NOW - 5_000, now: NOW };
    return [voiceMaking({ ...sung, step: 3, phrase, init: "job-init" })];
  }
  return state === "voices" ? [voiceMaking(sung)] : [];
}

/** Kept per world: a page has one. */
const kept = new WeakMap<World, VoicesView>();

function viewOf(world: World): VoicesView {
  const view = kept.get(world) ?? first(world.state);
  kept.set(world, view);
  return view;
}

/** What an action without a song is about. */
export function makingOf(world: World, action: Making): { name: string; connection: string } | undefined {
  const { voiceMakings, modelMakings } = viewOf(world);
  return [...voiceMakings, ...modelMakings].find((each) => each.id === action.making);
}

export function pricedMaking(world: World, action: Making): Quote {
  const from = world.connection(makingOf(world, action)?.connection ?? null);
  const price = action.kind === "createCustomModel" ? 100 : action.kind === "prepareCustomModel" ? 0 : null;
  return {
    quoteId: crypto.randomUUID(), price, unit: from.unit, balance: from.balance, vendorLabel: from.vendorLabel, practice: from.practice,
    hosting: null, takes: 0, usualSeconds: [5, 20], confirmation: null, warnings: price === null ? [{ kind: "priceUnknown" }] : [],
    sent: [{ name: "voice_audio_url", value: "https://files.lin.example/7f3a91c0.wav" }],
  };
}

/** A phrase comes of the first half, a voice of the second. */
export async function make(world: World, job: JobView, action: Making): Promise<void> {
  const view = viewOf(world);
  const put = (patch: Partial<VoiceMakingView>) => change(world, { voiceMakings: view.voiceMakings.map((each) => (each.id === action.making ? { ...each, ...patch } : each)) });
  await wait(900);
  if (action.kind === "initVoice") {
    put({ init: job.id, phrase: { text: "A quiet morning sings over the harbour", until: Date.now() + 28_000, now: Date.now() } });
  }
}

function change(world: World, patch: Partial<VoicesView>): void {
  kept.set(world, { ...viewOf(world), ...patch });
  world.emit({ kind: "voicesChanged" });
}

export function voices(
  world: World,
): Part<
  | "getVoices" | "renameVoice" | "playVoice" | "removeVoice" | "beginVoice" | "changeVoice" | "setVoiceRecording" | "discardMaking" | "beginModel"
  | "changeModel" | "addModelRows" | "renameModel" | "removeModel"
> {
  const makings = (id: string, patch: Partial<VoiceMakingView>) =>
    change(world, { voiceMakings: viewOf(world).voiceMakings.map((each) => (each.id === id ? { ...each, ...patch } : each)) });
  const models = (id: string, to: (making: ModelMakingView) => ModelMakingView) =>
    change(world, { modelMakings: viewOf(world).modelMakings.map((each) => (each.id === id ? to(each) : each)) });
  return {
    async getVoices() {
      if (world.state === "error") throw problem({ code: "internal" });
      return viewOf(world);
    },
    renameVoice: async (id, name) => change(world, { voices: viewOf(world).voices.map((each) => (each.id === id ? { ...each, name } : each)) }),
    playVoice: async () => wait(100),
    async removeVoice(id) {
      const { voices } = viewOf(world);
      const real = voices.some((each) => each.id === id && each.form === "real");
      change(world, { voices: voices.filter((each) => each.id !== id) });
      return { recordings: real ? 2 : 0, hosted: 0, remote: "b224d9c9-d23d-4425-803b-9af41f94d3e1" };
    },
    async beginVoice(connection) {
      change(world, { voiceMakings: [...viewOf(world).voiceMakings, voiceMaking({ id: "making-2", connection, name: "" })] });
      return "making-2";
    },
    async changeVoice(id, patch) {
      const { range, ...words } = patch;
      const known = viewOf(world).voiceMakings.find((each) => each.id === id);
      const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null && value !== undefined));
      makings(id, { ...said, ...(range && known?.singing ? { singing: { ...known.singing, range } } : {}) });
    },
    async setVoiceRecording(id, slot) {
      makings(id, { [slot]: singing });
      return true;
    },
    async discardMaking(id) {
      const { voiceMakings, modelMakings } = viewOf(world);
      change(world, { voiceMakings: voiceMakings.filter((each) => each.id !== id), modelMakings: modelMakings.filter((each) => each.id !== id) });
    },
    async beginModel(connection) {
      change(world, { modelMakings: [{ ...modelMaking("model-new"), connection, name: "", rights: false, hasSession: false }] });
      return "making-m";
    },
    changeModel: async (id, { name, rights, removeRow }) =>
      models(id, (making) => ({ ...making, name: name ?? making.name, rights: rights ?? making.rights, rows: making.rows.filter((each) => each.id !== removeRow) })),
    addModelRows: async (id) => models(id, (making) => ({ ...making, rows: [...making.rows, row(making.rows.length + 1, { state: "fresh" })] })),
    renameModel: async (id, name) => change(world, { models: viewOf(world).models.map((each) => (each.id === id ? { ...each, name } : each)) }),
    removeModel: async (id) => change(world, { models: viewOf(world).models.filter((each) => each.id !== id) }),
  };
}
