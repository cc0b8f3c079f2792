// One kind sentence per error code, in the language of the window, and one about the money.

import { m } from "../i18n";
import type { ErrorCode, UiError } from "../ipc";
import { actionName } from "./names";
import { blockedWords, isReason } from "./sold";

type Values = Record<string, string>;

/** Every code has a sentence: the compiler lists what is missing. */
const SENTENCES: Record<ErrorCode, (values: Values) => string> = {
  badKey: () => m.error_badKey(),
  noKey: () => m.error_noKey(),
  outOfCredits: () => m.error_outOfCredits(),
  busy: () => m.error_busy(),
  refused: () => m.error_refused(),
  badRequest: () => m.error_badRequest(),
  notFound: () => m.error_notFound(),
  notAtVendor: (values) => m.error_notAtVendor({ vendor: values.vendor ?? "" }),
  blocked: (values) => (isReason(values) ? blockedWords(values) : m.error_blocked()),
  needsTwo: () => m.error_needsTwo(),
  outsideSong: () => m.error_outsideSong(),
  unreachable: () => m.error_unreachable(),
  timeout: () => m.error_timeout(),
  unreadable: () => m.error_unreadable(),
  outcomeUnknown: () => m.error_outcomeUnknown(),
  keyringUnavailable: () => m.error_keyringUnavailable(),
  notAudio: (values) => m.error_notAudio({ name: named(values) }),
  damagedAudio: (values) => m.error_damagedAudio({ name: named(values) }),
  unsupportedAudio: (values) => m.error_unsupportedAudio({ name: named(values), what: values.what ?? "" }),
  tooLongAudio: (values) => m.error_tooLongAudio({ name: named(values), minutes: values.minutes ?? "" }),
  emptyAudio: (values) => m.error_emptyAudio({ name: named(values) }),
  diskFull: () => m.error_diskFull(),
  fileGone: () => m.error_fileGone(),
  mediaForbidden: () => m.error_mediaForbidden(),
  mediaExpired: () => m.error_mediaExpired(),
  rangeTooShort: (values) => m.error_rangeTooShort({ seconds: inSeconds(values.min) }),
  rangeTooLong: (values) => m.error_rangeTooLong({ seconds: inSeconds(values.max) }),
  noWords: () => m.error_noWords(),
  emptyLyrics: () => m.error_emptyLyrics(),
  textTooLong: (values) => m.error_textTooLong({ field: fieldName(values.field), max: values.limit ?? "" }),
  staleQuote: () => m.error_staleQuote(),
  badProxy: () => m.error_badProxy(),
  proxyCredentials: () => m.error_proxyCredentials(),
  badPath: (values) => m.error_badPath({ path: values.path ?? "" }),
  pathNotFound: (values) => m.error_pathNotFound({ path: values.path ?? "", action: actionName(values.action ?? "") }),
  portTaken: (values) => m.error_portTaken({ port: values.port ?? "" }),
  callbackElsewhere: (values) => m.error_callbackElsewhere({ status: values.status ?? "" }),
  hostDenied: () => m.error_hostDenied(),
  hostBucket: () => m.error_hostBucket(),
  hostUnreachable: () => m.error_hostUnreachable(),
  hostSlow: () => m.error_hostSlow(),
  hostCut: () => m.error_hostCut(),
  hostNotPublic: () => m.error_hostNotPublic(),
  hostExpired: () => m.error_hostExpired(),
  hostInUse: () => m.error_hostInUse(),
  hostRefused: () => m.error_hostRefused(),
  overLimit: () => m.error_overLimit(),
  noDevice: () => m.error_noDevice(),
  badUrl: () => m.error_badUrl(),
  libraryInUse: () => m.error_libraryInUse(),
  libraryNewer: () => m.error_libraryNewer(),
  libraryDamaged: () => m.error_libraryDamaged(),
  libraryUnreachable: () => m.error_libraryUnreachable(),
  songBusy: () => m.error_songBusy(),
  needsConsent: () => m.error_needsConsent(),
  needsName: () => m.error_needsName(),
  needsRecording: () => m.error_needsRecording(),
  recordingTooShort: (values) => m.error_recordingTooShort({ seconds: values.seconds ?? "" }),
  phraseExpired: () => m.error_phraseExpired(),
  needsSix: (values) => m.error_needsSix({ least: values.least ?? "" }),
  internal: () => m.error_internal(),
};

export function explain(error: UiError): string {
  const sentence = (SENTENCES[error.code] ?? SENTENCES.internal)(error.values);
  const own = error.code === "internal" && error.message ? ` ${error.message}` : "";
  return sentence + own;
}

export function moneyWords(money: "notSpent" | "spent" | "unknown"): string {
  return { notSpent: m.money_notSpent, spent: m.money_spent, unknown: m.money_unknown }[money]();
}

const named = (values: Values) => values.name ?? m.error_thisFile();
const inSeconds = (ms: string | undefined) => String(Number(ms ?? 0) / 1000);

function fieldName(field: string | undefined): string {
  const names: Record<string, () => string> = {
    lyrics: m.field_lyrics,
    style: m.field_style,
    styleNegative: m.field_styleNegative,
    title: m.field_title,
    idea: m.field_idea,
  };
  return names[field ?? ""]?.() ?? field ?? "";
}
