// The shapes of voices and models of one's own; part of `types.ts`.

import type { ConnectionId, JobId, Millis, Range, SongId, TakeId, VoiceId } from "./types";

export type VoiceOf = { kind: "song" } | { kind: "upload"; publicUrl: string | null } | { kind: "vox"; job: JobId };
export interface VoiceForm {
  name: string; description: string;
  /** A public address, or data:image/png;base64,… */
  image: string | null;
  of: VoiceOf;
}

/** Everything about voices and models of one's own. */
export interface VoicesView {
  voices: VoiceView[]; models: CustomModelView[]; voiceMakings: VoiceMakingView[]; modelMakings: ModelMakingView[];
}
export interface VoiceView {
  id: VoiceId; connection: ConnectionId;
  /** Empty: the account was removed. */
  connectionLabel: string;
  /** Empty: the practice studio. */
  vendorLabel: string; practice: boolean;
  form: "persona" | "vox" | "real"; name: string; description: string; image: string | null;
  /** What it was made of, while that is in the library. */
  song: SongId | null; take: TakeId | null;
  /** The models that can sing in it; empty: all. */
  models: string[];
  /** The making that it came of. */
  making: string | null;
  /** What was sung for it is here and can be heard. */
  hasSample: boolean; createdAt: number;
}
/** What became of a voice that was deleted; `remote` is what its vendor still knows it by. */
export interface VoiceRemoval { recordings: number; hosted: number; remote: string }
export interface CustomModelView {
  id: string; connection: ConnectionId; connectionLabel: string; model: string; name: string; createdAt: number;
}
export interface VoiceRecordingView { title: string; length: Millis; range: Range }
/** `until` and `now` are on the core's clock. */
export interface PhraseView { text: string; until: number; now: number }
export interface VoiceMakingView {
  id: string; connection: ConnectionId; name: string; description: string; consent: boolean; language: string;
  step: number; singing: VoiceRecordingView | null; reading: VoiceRecordingView | null;
  /** The singing must be longer than this. */
  shortest: Millis; phrase: PhraseView | null; init: JobId | null; verify: JobId | null;
}
export interface VoiceMakingPatch {
  name?: string | null; description?: string | null; consent?: boolean | null; language?: string | null;
  step?: number | null; range?: Range | null;
}
export type RecordingSlot = "singing" | "reading";
export type RowState = "fresh" | "underWay" | "ready" | "failed" | "unclear";
export interface ModelRowView {
  id: string; title: string; length: Millis; loudness: number; isDouble: boolean; take: TakeId | null;
  upload: JobId | null; state: RowState;
}
export interface ModelMakingView {
  id: string; connection: ConnectionId; name: string; rights: boolean; least: number; hasSession: boolean;
  rows: ModelRowView[]; prepare: JobId | null; create: JobId | null;
}
export interface ModelMakingPatch { name?: string | null; rights?: boolean | null; removeRow?: string | null }
