// Proof at compile time that the names this UI uses (types.ts, backend.ts) are those of the core's generated
// bindings: a field or command that one side has and the other has not fails `npm run check`.

import type { Backend } from "./backend";
import type * as core from "./bindings";
import type * as ui from "./types";

type Same<A, B> = [keyof A] extends [keyof B] ? ([keyof B] extends [keyof A] ? true : never) : never;

type Exactly<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

export type Agreement = [
  Same<typeof core.commands, Backend>,
  Same<core.SongView, ui.SongView>,
  Same<core.SongRow, ui.SongRow>,
  Same<core.TakeView, ui.TakeView>,
  Same<core.VersionView, ui.VersionView>,
  Same<core.Compose, ui.Compose>,
  Same<core.Timing, ui.Timing>,
  Same<core.TimedWord, ui.TimedWord>,
  Same<core.Marker, ui.Marker>,
  Same<core.TapSheet, ui.TapSheet>,
  Same<core.TapLine, ui.TapLine>,
  Exactly<core.TimesChange["kind"], ui.TimesChange["kind"]>,
  Same<core.Quote, ui.Quote>,
  Same<core.Ledger, ui.Ledger>,
  Same<core.Sum, ui.Sum>,
  Same<core.LedgerRow, ui.LedgerRow>,
  Same<core.ConnectionOptions, ui.ConnectionOptions>,
  Same<core.JobView, ui.JobView>,
  Same<core.ConnectionView, ui.ConnectionView>,
  Same<core.ModelView, ui.ModelView>,
  Same<core.MenuItem, ui.MenuItem>,
  Same<core.OfferView, ui.OfferView>,
  Same<core.DraftView, ui.DraftView>,
  Same<core.TakeFile, ui.TakeFile>,
  Same<core.DeriveForm, ui.DeriveForm>,
  Same<core.SoundsForm, ui.SoundsForm>,
  Exactly<core.Knob, ui.Knob>,
  Exactly<core.Need, ui.Need>,
  Exactly<core.Action, ui.ActionKind>,
  Exactly<core.TakeOrigin, ui.TakeOrigin>,
  Exactly<core.Blocked["why"], ui.Blocked["why"]>,
  Exactly<core.ActionRequest["kind"], ui.ActionRequest["kind"]>,
  Exactly<core.Warning["kind"], ui.Warning["kind"]>,
  Same<core.Settings, ui.Settings>,
  Same<core.HostPlace, ui.HostPlace>,
  Same<core.HostView, ui.HostView>,
  Same<core.HostedView, ui.HostedView>,
  Same<core.Hosting, ui.Hosting>,
  Same<core.RecorderTick, ui.RecorderTick>,
  Same<core.RecordingView, ui.RecordingView>,
  Exactly<core.RecordingFinding["kind"], ui.RecordingFinding["kind"]>,
  Exactly<core.RecordingEnd, ui.RecordingEnd>,
  Same<core.Playback, ui.Playback>,
  Same<core.Tick, ui.Tick>,
  Same<core.Strip, ui.Strip>,
  Same<core.Mix, ui.Mix>,
  Same<core.MixView, ui.MixView>,
  Same<core.PartView, ui.PartView>,
  Same<core.SumCheck, ui.SumCheck>,
  Same<core.MixLevels, ui.MixLevels>,
  Same<core.MixExportRequest, ui.MixExportRequest>,
  Same<core.MixExport, ui.MixExport>,
  Exactly<core.LaneRequest["kind"], ui.LaneRequest["kind"]>,
  Same<core.UiError, ui.UiError>,
  Same<core.StartProblem, ui.StartProblem>,
  Same<core.VoicesView, ui.VoicesView>,
  Same<core.VoiceView, ui.VoiceView>,
  Same<core.VoiceRemoval, ui.VoiceRemoval>,
  Same<core.HostProof, ui.HostProof>,
  Same<core.VoiceMakingView, ui.VoiceMakingView>,
  Same<core.CustomModelView, ui.CustomModelView>,
  Same<core.ModelMakingView, ui.ModelMakingView>,
  Same<core.ModelRowView, ui.ModelRowView>,
  Same<core.VoiceForm, ui.VoiceForm>,
  Exactly<core.RowState, ui.RowState>,
  Exactly<core.ErrorCode, ui.ErrorCode>,
  Exactly<core.UiEvent["kind"], ui.UiEvent["kind"]>,
];

/** Fails to compile when any of the above is `never`. */
export const AGREED: Agreement = [
  true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
  true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
  true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
  true, true, true, true, true, true, true,
];
