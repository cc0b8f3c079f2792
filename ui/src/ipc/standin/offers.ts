// What the stand-in's vendors sell: enough of each kind for the window to show every state of its forms and menus.

import type { ActionKind, Blocked, ConnectionView, Knob, LackView, MenuItem, Need, OfferView, TakeView } from "../types";

const TEXTS: Knob[] = ["lyrics", "instrumental", "title", "style", "styleNegative", "model", "vocalGender", "weirdness", "styleInfluence"];
const NEW: Knob[] = ["idea", ...TEXTS, "pro", "voice"];
const BASED: Knob[] = [...TEXTS, "audioInfluence"];

const offer = (action: ActionKind, price: number | null, takes: Knob[] = [], needs: Need[] = [], more: Partial<OfferView> = {}): OfferView => ({
  action, price, supposed: false, takes, needs, models: [], ...more,
});

/** Sells everything. */
export const everything: OfferView[] = [
  offer("generate", 0.5, NEW),
  offer("extend", 0.5, [...BASED, "continueAt"], ["lyrics", "timing"], { supposed: true }),
  offer("replaceSection", 0.54, ["lyrics", "style", "range"], ["lyrics"]),
  offer("concat", 0.25),
  offer("cover", 0.5, ["idea", ...BASED], ["proPool"], { supposed: true }),
  offer("mashup", 0.22, BASED, ["twoSongs", "lyrics", "proPool"]),
  offer("sample", 0.22, [...BASED, "range"], ["lyrics"]),
  offer("inspiration", 0.5, BASED, ["sameAccount", "lyrics", "proPool"]),
  offer("remaster", 0.5, ["model", "variation"], ["proSong", "sameAccount", "someModels"]),
  offer("addVocals", 0.5, [...BASED, "range"], ["uploadedSong", "lyrics"]),
  offer("addInstrumental", 0.5, [...BASED, "range"], ["uploadedSong"]),
  offer("sounds", 0.11, ["idea", "soundKind", "key", "bpm", "model"]),
  offer("upload", 0.01, [], ["publicAudio"]),
  offer("stems", 0.5, [], ["proSong"]),
  offer("allStems", 2.5, [], ["proSong"]),
  offer("timing", 0.01),
  offer("lyrics", 0.02, ["idea"]),
  offer("mashupLyrics", 0.02, [], ["lyrics"]),
  offer("wav", null, [], ["proSong"]),
  offer("mp4", 0.12),
  offer("midi", 0.01, [], ["stemOfAll"]),
  offer("html", 0.01),
  offer("withVoice", 0.5, NEW, ["voice", "proPool"], { supposed: true }),
  offer("createVoice", 0.01, [], ["proSong", "sameAccount"]),
  offer("extractVoice", null),
  offer("initVoice", null, [], ["publicAudio"]),
  offer("verifyVoice", null, [], ["phrase", "publicAudio"]),
];

/** The same, and models of one's own. */
export const trains: OfferView[] = [
  ...everything.map((each) => (each.action === "generate" ? { ...each, takes: [...each.takes, "customModel" as const] } : each)),
  offer("prepareCustomModel", 0),
  offer("uploadToCustomModel", null, [], ["session", "publicAudio"]),
  offer("createCustomModel", 100, [], ["session", "sixUploads"]),
];

/** Sells songs, and covers of them. */
export const little: OfferView[] = [
  offer("generate", null, ["idea", "lyrics", "instrumental", "title", "style", "model"]),
  offer("cover", null, ["lyrics", "title", "style", "model"]),
];

export const lacks: LackView[] = [
  { action: "uploadCover", why: { why: "useAnother", action: "cover" } },
  { action: "uploadExtend", why: { why: "undocumented" } },
];

const ORDER: ActionKind[] = [
  "extend", "cover", "uploadCover", "mashup", "sample", "inspiration", "remaster", "addVocals", "addInstrumental",
  "upload", "uploadGenerate", "uploadExtend", "stems", "allStems", "wav", "mp4", "midi", "html",
];

export function menuOf(take: TakeView, connection: ConnectionView | undefined): MenuItem[] {
  return ORDER.map((action) => {
    const found = connection?.offers.find((each) => each.action === action);
    const base = found ?? offer(action, null);
    return { ...base, unit: connection?.unit ?? "", clips: 2, blocked: blockedBy(take, action, connection, found !== undefined) };
  });
}

function blockedBy(take: TakeView, action: ActionKind, connection: ConnectionView | undefined, sold: boolean): Blocked | null {
  if (take.place === "local" && action !== "upload") return { why: "notAtVendor" };
  if (!connection) return { why: "noConnection" };
  if (!sold) return connection.lacks.find((each) => each.action === action)?.why ?? { why: "notSold" };
  if (action === "midi" && take.kind !== "stem") return { why: "needsStem" };
  if (action === "wav" && take.model === "practice-1" && take.kind === "sound") return { why: "needsPro" };
  return action === "addVocals" || action === "addInstrumental" ? { why: "needsUpload" } : null;
}
