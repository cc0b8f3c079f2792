// Connections, settings and finished jobs of the stand-in.

import type { ConnectionView, JobView, ModelView, Settings, UiError, VendorView } from "../types";
import { everything, lacks, little, trains } from "./offers";
import { RANGE } from "./songs";

const model = (id: string, label: string, price: number, pro = false): ModelView => ({
  id,
  label,
  price,
  pro,
  proPrice: null,
  sliders: true,
  own: false,
  limits: { lyrics: 5000, style: 1000, title: 100, idea: 400 },
});

export const vendors: VendorView[] = [
  { id: "yoyai", label: "YoYAI", defaultBaseUrl: "https://api.yoyai.example", keyHelp: "https://docs.yoyai.example/keys", callbacks: true, balanceUrl: null, paths: [
    { action: "generate", default: "/suno/audios", printed: true },
    { action: "timing", default: "/suno/timing", printed: true },
    { action: "wav", default: "/suno/wav", printed: false },
    { action: "mp4", default: "/suno/mp4", printed: false },
  ] },
  { id: "mountsea", label: "Mountsea AI", defaultBaseUrl: "https://api.mountsea.example", keyHelp: "https://docs.mountsea.example/", callbacks: false, balanceUrl: "https://balance.mountsea.example", paths: [{ action: "wav", default: "/suno/v2/wav", printed: false }] },
  { id: "modelverse", label: "UCloud Modelverse", defaultBaseUrl: "https://api.modelverse.example", keyHelp: "https://docs.ucloud.example/modelverse/", callbacks: false, balanceUrl: null, paths: [] },
  { id: "gateway", label: "Suno-API / New-API", defaultBaseUrl: "", keyHelp: "https://docs.newapi.example/api/suno-music", callbacks: false, balanceUrl: null, paths: [{ action: "concat", default: "/suno/submit/concat", printed: true }] },
];

const replace = { limits: { min: 2_500, advisedMax: 60_000, max: 120_000 }, contextMs: 2_000 };

export const practice: ConnectionView = {
  id: "con-practice",
  vendor: "yoyai",
  vendorLabel: "Practice studio",
  label: "Practice studio",
  baseUrl: "http://127.0.0.1:0",
  practice: true,
  key: "stored",
  keyFingerprint: null,
  balance: 97.42,
  balanceKey: null,
  unit: "credits",
  models: [model("practice-1", "Practice 1", 0.5)],
  defaultModel: "practice-1",
  replace,
  offers: everything,
  lacks,
  continueAdvisedPercent: 70,
  options: { dailyBudget: null, clickLimit: null, jobsAtOnce: null, proxy: { kind: "system" }, paths: {}, callbacks: false, paused: false, balanceUrl: null },
};

export const main: ConnectionView = {
  ...practice,
  options: { ...practice.options, clickLimit: 1, dailyBudget: 8, proxy: { kind: "custom", url: "http://127.0.0.1:7890" }, paths: { wav: "/suno/v2/wav" } },
  id: "con-main",
  vendorLabel: "YoYAI",
  label: "main",
  baseUrl: "https://api.yoyai.example",
  practice: false,
  keyFingerprint: "…7f3a",
  balance: 128.4,
  models: [
    model("chirp-v5", "v5", 0.5, true),
    model("chirp-v5-5", "v5.5", 0.5, true),
    { ...model("chirp-v3-5", "v3.5", 0.38), proPrice: 0.5, sliders: false, limits: { lyrics: 3000, style: 200, title: 80, idea: 500 } },
  ],
  defaultModel: "chirp-v5",
};

/** Sells songs and nothing else, in money, without a price list or a balance. */
export const bare: ConnectionView = {
  ...main,
  options: practice.options,
  id: "con-bare",
  vendor: "modelverse",
  vendorLabel: "UCloud Modelverse",
  label: "cloud account",
  baseUrl: "https://api.modelverse.example",
  keyFingerprint: "…c40d",
  balance: null,
  unit: "CNY",
  models: [model("suno-v5", "suno-v5", 0), model("suno-v4.5", "suno-v4.5", 0)],
  defaultModel: "suno-v5",
  replace: null,
  offers: little,
  lacks: [],
  continueAdvisedPercent: 100,
};

/** Somebody's own gateway: counts in quota. */
export const gateway: ConnectionView = {
  ...bare,
  id: "con-gateway",
  vendor: "gateway",
  vendorLabel: "Suno-API / New-API",
  label: "friends' gateway",
  baseUrl: "https://gateway.example",
  keyFingerprint: "…19be",
  balance: 482_000,
  unit: "quota",
  models: [model("chirp-v4", "v4", 0)],
  defaultModel: "chirp-v4",
};

/** Trains models. */
export const sea: ConnectionView = {
  ...main,
  options: practice.options,
  id: "con-sea",
  vendor: "mountsea",
  vendorLabel: "Mountsea AI",
  label: "sea",
  baseUrl: "https://api.mountsea.example",
  balance: 1_240,
  models: [{ ...model("chirp-custom:1", "Harbour nights", 40), own: true }, model("chirp-v50", "v5", 40)],
  defaultModel: "chirp-v50",
  offers: trains,
};

export const settings: Settings = {
  language: "system",
  theme: "system",
  output: null,
  input: null,
  libraryFolder: "/home/lin/Music/Refrain",
  exportFolder: "/home/lin/Music/Refrain exports",
  fetchTiming: true,
  loudnessMatch: true,
  firstRunDone: true,
  practicePace: "fast",
  joinChoice: "ask",
  drawing: "automatic",
  notifications: true,
  jobsAtOnce: 4,
  callbackUrl: "https://lin.tunnel.example",
  callbackPort: 47810,
};

export const problem = (patch: Partial<UiError>): UiError => ({
  code: "internal",
  message: "",
  money: null,
  vendorMessage: null,
  traceId: null,
  values: {},
  ...patch,
});

const job = (id: string, patch: Partial<JobView>): JobView => ({
  id,
  action: "generate",
  song: "song-1",
  songTitle: "Paper Lanterns",
  connection: "con-practice",
  connectionLabel: "Practice studio",
  practice: true,
  state: "done",
  money: "spent",
  quoted: 0.5,
  charged: 0.5,
  unit: "credits",
  startedAt: Date.now() - 3 * 3_600_000,
  endedAt: Date.now() - 3 * 3_600_000 + 64_000,
  usualSeconds: [60, 120],
  range: null,
  takes: [],
  percent: null,
  stage: "",
  trouble: null,
  againAt: null,
  error: null,
  traceId: null,
  vendorMessage: null,
  ...patch,
});

/** Under way at vendors that say how far it is, or cannot be asked. */
function elsewhere(now: number): JobView[] {
  const common = { state: "waiting", money: "unknown", charged: null, practice: false, endedAt: null } as const;
  return [
    job("job-p", { ...common, connectionLabel: "friends' gateway", unit: "quota", quoted: 0, startedAt: now - 51_000, percent: 62, stage: "IN_PROGRESS", song: "song-4", songTitle: "港口的灯" }),
    job("job-t", { ...common, connectionLabel: "cloud account", unit: "CNY", quoted: 0, startedAt: now - 96_000, percent: 30, stage: "Running", trouble: problem({ code: "unreachable" }), againAt: now + 35_000, song: "song-4", songTitle: "港口的灯" }),
    job("job-c", { practice: false, connectionLabel: "cloud account", unit: "CNY", quoted: 1.2, charged: 1.2, song: "song-4", songTitle: "港口的灯", takes: ["take-7", "take-8"] }),
  ];
}

/** At an account that is full, at one that is paused, and at one whose vendor is busy. */
function inQueues(now: number): JobView[] {
  const common = { practice: false, endedAt: null, charged: null } as const;
  const queued = { ...common, state: "queued", money: "notSpent" } as const;
  const at = (connection: ConnectionView) => ({ connection: connection.id, connectionLabel: connection.label, unit: connection.unit });
  return [
    job("job-q3", { ...queued, ...at(gateway), quoted: 0, startedAt: now - 4_000, againAt: now + 48_000, songTitle: "港口的灯", song: "song-4" }),
    job("job-q2", { ...queued, ...at(main), startedAt: now - 9_000, songTitle: "Ferry Song", song: "song-m3" }),
    job("job-q1", { ...queued, ...at(main), startedAt: now - 11_000 }),
    job("job-r", { ...common, ...at(main), state: "waiting", money: "unknown", startedAt: now - 31_000, songTitle: "晚安旧城", song: "song-m1" }),
  ];
}

export function jobs(state: string): JobView[] {
  if (state === "empty") return [];
  const now = Date.now();
  return [
    ...(state === "queues" ? inQueues(now) : []),
    ...(state === "vendors" ? elsewhere(now) : []),
    ...(state === "waiting" ? [job("job-w", { state: "waiting", money: "unknown", charged: null, startedAt: now - 38_000, endedAt: null, songTitle: "夜航 · Night Voyage", song: "song-2" })] : []),
    job("job-2", { action: "replaceSection", quoted: 0.54, charged: 0.54, range: RANGE, takes: ["take-3", "take-4"], startedAt: now - 11 * 60_000, endedAt: now - 9 * 60_000 }),
    job("job-u", {
      state: "outcomeUnknown",
      money: "unknown",
      charged: null,
      songTitle: "Ferry Song",
      song: "song-m3",
      practice: false,
      connectionLabel: "main",
      startedAt: now - 26 * 60_000,
      endedAt: now - 25 * 60_000,
      error: problem({ code: "outcomeUnknown", money: "unknown" }),
      traceId: "c1b7-22f0-9a4e",
    }),
    job("job-f", {
      state: "refused",
      money: "notSpent",
      charged: 0,
      practice: false,
      connectionLabel: "main",
      songTitle: "晚安旧城",
      song: "song-m1",
      error: problem({ code: "busy", money: "notSpent", vendorMessage: "当前分组上游负载已饱和，请稍后再试", traceId: "af02-77d1-0c3b" }),
      vendorMessage: "当前分组上游负载已饱和，请稍后再试",
      traceId: "af02-77d1-0c3b",
    }),
    job("job-1", { takes: ["take-1", "take-2"] }),
  ];
}
