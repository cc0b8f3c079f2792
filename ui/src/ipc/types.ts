// The shapes that cross between the window and the core. The core's generated bindings are the truth;
// this file names them for the UI.

export type * from "./hand-types";
export type * from "./mix-types";
export type * from "./voice-types";
import type { Marker } from "./hand-types";
import type { MixLevels } from "./mix-types";
import type { VoiceForm } from "./voice-types";

/** Milliseconds on the song's time. */
export type Millis = number;
export type SongId = string;
export type TakeId = string;
export type VersionId = string;
export type JobId = string;
export type ConnectionId = string;
export type VoiceId = string;

/** Half open: start <= t < end. */
export interface Range { start: Millis; end: Millis }

export interface RangeLimits { min: Millis; advisedMax: Millis; max: Millis }

export type SectionKind =
  | "intro" | "verse" | "preChorus" | "chorus" | "bridge" | "instrumental" | "outro" | "other";

export interface Timing { sections: TimedSection[]; lines: TimedLine[]; words: TimedWord[] }
export interface TimedSection {
  kind: SectionKind; label: string; start: Millis; end: Millis; firstLine: number; lineCount: number;
}
/** from/to: UTF-16 offsets into the version's lyrics. */
export interface TimedLine {
  text: string; section: number; start: Millis; end: Millis; from: number; to: number;
  firstWord: number; wordCount: number;
}
export interface TimedWord {
  text: string; line: number; start: Millis; end: Millis; confidence: number; from: number; to: number;
}

export type SeamQuality = "smooth" | "audible" | "hard";
export interface Seam {
  offsetFrames: number; headCorrelation: number; tailCorrelation: number; gainDb: number; quality: SeamQuality;
}
export interface Patch { range: Range; fragment: TakeId; seam: Seam; fade: Millis }
export interface Arrangement { base: TakeId; patches: Patch[] }

/** What the vendor's form asks for; the words a songwriter types. */
export type ComposeMode = "idea" | "custom" | "instrumental";
export type Gender = "male" | "female";
export interface Compose {
  mode: ComposeMode;
  idea: string; title: string; lyrics: string; style: string; styleNegative: string;
  model: string; connection: ConnectionId | null;
  /** The better pool, where the model leaves a choice. */
  pro: boolean;
  vocalGender: Gender | null;
  /** Percent 0..100; null: as the vendor likes. */
  weirdness: number | null; styleInfluence: number | null; audioInfluence: number | null;
  /** Null: the vendor's choice. */
  voice: VoiceId | null;
}

export interface SongRow {
  id: SongId; title: string; style: string; firstLine: string; durationMs: Millis | null;
  takeCount: number; versionNumber: number | null; practice: boolean; vendorLabel: string; model: string;
  changedAt: number; trashedAt: number | null; coverTake: TakeId | null; unheard: boolean;
}
export interface SongQuery {
  text: string; filter: "all" | "trash"; sort: "changed" | "title" | "length"; offset: number; limit: number;
}
export interface SongPage { total: number; rows: SongRow[] }

export interface TakeView {
  id: TakeId;
  /** 1-based within its job, "Take 1". For imports 0. */
  number: number;
  kind: "whole" | "fragment" | "stem" | "sound";
  origin: TakeOrigin;
  jobId: JobId | null;
  title: string; model: string; vendorLabel: string; practice: boolean;
  /** vendorLocal: the vendor knows it too; local: only here. */
  place: "vendorLocal" | "local";
  durationMs: Millis; rate: number; createdAt: number; heard: boolean; hasTiming: boolean; hasCover: boolean;
  /** Fragments only. */
  /** What a fragment covers; else what was worked on of its source: a sample, or all after a point. */
  range: Range | null; seam: Seam | null; newWords: string;
  /** The account that it is in; null: none, or removed. */
  connection: ConnectionId | null;
  /** What it was made from. */
  source: TakeId | null;
  /** The second of a mashup. */
  with: TakeId | null;
  /** What was fetched of it beside the sound. */
  files: TakeFile[];
  /** Stems only: which part. */
  stem: string | null;
}
export type TakeOrigin =
  | "generate" | "replaceSection" | "concat" | "import" | "extend" | "cover" | "mashup" | "sample" | "inspiration"
  | "remaster" | "addVocals" | "addInstrumental" | "sounds" | "upload" | "stems" | "allStems" | "other";
export type FileKind = "wav" | "mp4" | "midi" | "html";
export interface TakeFile { kind: FileKind; name: string; bytes: number }
/** Words that a vendor wrote, waiting to be taken or dismissed. */
export interface DraftView { id: string; job: JobId; title: string; text: string; tags: string[]; createdAt: number }
export interface VersionView {
  id: VersionId; number: number; createdAt: number;
  cause: { kind: "takeKept" | "sectionReplaced" | "joinedAtVendor" | "imported"; label: string; range: Range | null };
  arrangement: Arrangement; lyrics: string; durationMs: Millis;
  place: "vendorLocal" | "local";
}
export interface SongView {
  id: SongId; compose: Compose; savedAt: number; practice: boolean;
  takes: TakeView[]; versions: VersionView[]; current: VersionId | null; trashedAt: number | null;
  drafts: DraftView[];
  /** In the order of time. */
  markers: Marker[];
  /** Takes of other songs that takes of this one were made from. */
  elsewhere: Elsewhere[];
}
export interface Elsewhere { take: TakeId; number: number; song: SongId; songTitle: string }

/** Everything that a vendor does and bills. */
export type ActionKind =
  | "generate" | "withVoice" | "extend" | "replaceSection" | "concat" | "cover" | "uploadCover" | "mashup" | "sample"
  | "inspiration" | "remaster" | "addVocals" | "addInstrumental" | "sounds" | "upload" | "uploadGenerate" | "uploadExtend"
  | "stems" | "allStems" | "timing" | "lyrics" | "mashupLyrics" | "createVoice" | "extractVoice" | "initVoice"
  | "verifyVoice" | "wav" | "mp4" | "midi" | "html" | "prepareCustomModel" | "uploadToCustomModel" | "createCustomModel"
  | "balance";
/** A setting of an action's form that has an effect. */
export type Knob =
  | "idea" | "lyrics" | "instrumental" | "title" | "style" | "styleNegative" | "model" | "customModel" | "pro"
  | "vocalGender" | "weirdness" | "styleInfluence" | "audioInfluence" | "voice" | "variation" | "range" | "continueAt"
  | "soundKind" | "key" | "bpm";
/** What must be so before an action is asked for. */
export type Need =
  | "proSong" | "proPool" | "sameAccount" | "uploadedSong" | "stemOfAll" | "twoSongs" | "lyrics" | "timing"
  | "publicAudio" | "voice" | "vox" | "phrase" | "session" | "sixUploads" | "ownKey" | "someModels" | "taskId";
export type Blocked =
  | { why: "useAnother"; action: ActionKind }
  | { why: "notSold" | "undocumented" | "notAtVendor" | "needsPro" | "needsUpload" | "needsStem" | "needsWords"
      | "needsPublicAudio" | "needsTaskId" | "needsModel" | "voiceElsewhere" | "voiceGone" | "voiceNeedsModel" | "notWithVoice"
      | "noConnection" };
/** One line of the menu of a take: the same everywhere. */
export interface MenuItem {
  action: ActionKind; price: number | null;
  /** The list has no row for it: the price of a generation is supposed. */
  supposed: boolean;
  unit: string; clips: number; blocked: Blocked | null; takes: Knob[]; models: string[]; needs: Need[];
}
export interface OfferView {
  action: ActionKind; price: number | null; supposed: boolean; takes: Knob[]; models: string[]; needs: Need[];
}
export interface LackView { action: ActionKind; why: Blocked }

export type Variation = "subtle" | "normal" | "high";
export interface DeriveForm {
  take: TakeId; with: TakeId | null; at: Millis | null; range: Range | null; compose: Compose; publicUrl: string | null;
}
export interface SoundsForm {
  description: string; sound: "oneShot" | "loop"; key: string | null; bpm: number | null; model: string; pro: boolean;
}
export type ActionRequest =
  | { kind: "generate"; song: SongId }
  | { kind: "replaceSection"; song: SongId; version: VersionId; range: Range; newWords: string; style: string | null }
  | { kind: "concat"; song: SongId; version: VersionId }
  | { kind: "timing"; song: SongId; take: TakeId }
  | { kind: "derive"; song: SongId; action: ActionKind; form: DeriveForm }
  | { kind: "remaster"; song: SongId; take: TakeId; model: string; variation: Variation }
  | { kind: "sounds"; song: SongId; form: SoundsForm }
  | { kind: "onTake"; song: SongId; take: TakeId; action: ActionKind }
  | { kind: "lyrics"; song: SongId; idea: string }
  | { kind: "mashupLyrics"; song: SongId; take: TakeId; with: TakeId }
  | { kind: "upload"; song: SongId; take: TakeId; publicUrl: string | null }
  | { kind: "extractVoice"; song: SongId; take: TakeId; range: Range | null }
  | { kind: "createVoice"; song: SongId; take: TakeId; form: VoiceForm }
  | { kind: "initVoice"; making: string; publicUrl: string | null }
  | { kind: "verifyVoice"; making: string; publicUrl: string | null }
  | { kind: "prepareCustomModel"; making: string }
  | { kind: "uploadToCustomModel"; making: string; row: string; publicUrl: string | null }
  | { kind: "createCustomModel"; making: string };
/** What will be sent, field by field, as the vendor will read it. */
export interface SentField { name: string; value: string }
export interface Quote {
  quoteId: string; price: number | null; unit: string; balance: number | null;
  vendorLabel: string; practice: boolean; takes: number; usualSeconds: [number, number];
  warnings: Warning[]; sent: SentField[];
  /** Set when a limit of the account is passed: must come back with the start. */
  confirmation: string | null;
  /** What the start puts on the user's file host; null: nothing. */
  hosting: Hosting | null;
}
export type Warning =
  | { kind: "longRange"; advisedMax: Millis } | { kind: "noTiming" } | { kind: "lowConfidence" }
  | { kind: "fewWords" } | { kind: "overBudget" } | { kind: "lateContinue"; advisedPercent: number }
  | { kind: "noOriginWords" } | { kind: "priceUnknown" } | { kind: "priceSupposed" }
  | { kind: "overClickLimit"; limit: number } | { kind: "overDailyBudget"; budget: number; spent: number } | { kind: "limitUnsure" }
  /** The job of which this is a repetition was, or may have been, charged. */
  | { kind: "earlierUnclear" } | { kind: "earlierSpent" };

export type JobState =
  | "queued" | "sending" | "waiting" | "saving" | "done" | "failed" | "refused" | "outcomeUnknown" | "cancelled";
export interface JobView {
  id: JobId; action: ActionKind;
  /** Empty: a real voice or a model, which are of no song. */
  song: SongId;
  /** Of the song, or what the voice or model is to be called. */
  songTitle: string; connection: ConnectionId; connectionLabel: string; practice: boolean;
  state: JobState; money: "notSpent" | "spent" | "unknown";
  /** None: the vendor lists no price. */
  quoted: number | null; charged: number | null; unit: string;
  startedAt: number; endedAt: number | null; usualSeconds: [number, number];
  range: Range | null; takes: TakeId[];
  /** 0..100, where the vendor says it. */
  percent: number | null;
  /** The vendor's own word for how far it is, to be shown as quoted text; may be empty. */
  stage: string;
  /** Why the vendor could not be asked the last time; it is asked again by itself. */
  trouble: UiError | null;
  /** When the vendor is asked or sent to again; null: as soon as it is its turn. */
  againAt: number | null;
  error: UiError | null; traceId: string | null; vendorMessage: string | null;
}

export interface ModelView {
  id: string; label: string; price: number; pro: boolean;
  /** Price in the better pool, where that is a choice. */
  proPrice: number | null;
  /** Whether weirdness and the influences have an effect. */
  sliders: boolean;
  /** Trained by this account. */
  own: boolean;
  limits: { lyrics: number; style: number; title: number; idea: number };
}
export interface ConnectionView {
  id: ConnectionId; vendor: string; vendorLabel: string; label: string; baseUrl: string; practice: boolean;
  key: "stored" | "missing" | "unavailable"; keyFingerprint: string | null; balance: number | null; unit: string;
  /** The key that only tells the balance; null: the vendor has none. */
  balanceKey: "stored" | "missing" | "unavailable" | null;
  models: ModelView[]; defaultModel: string;
  replace: { limits: RangeLimits; contextMs: Millis } | null;
  offers: OfferView[]; lacks: LackView[];
  /** From which part of a song on continuing it is advised against; 100: no such advice. */
  continueAdvisedPercent: number;
  options: ConnectionOptions;
}
export type Proxy = { kind: "system" } | { kind: "none" } | { kind: "custom"; url: string };
/** What an account is set to beyond address and key. */
export interface ConnectionOptions {
  /** In the vendor's unit; null: no limit. */
  dailyBudget: number | null; clickLimit: number | null;
  /** null: as many as the settings say. */
  jobsAtOnce: number | null;
  proxy: Proxy;
  /** Paths in place of the best-known ones, by action. */
  paths: Record<string, string>;
  /** Whether the vendor is asked to call back, where it can and the receiver is on. */
  callbacks: boolean;
  paused: boolean;
  /** Where the balance is asked for in place of `VendorView.balanceUrl`. */
  balanceUrl: string | null;
}
export interface VendorView {
  id: string; label: string; defaultBaseUrl: string; keyHelp: string;
  /** The paths that a connection may set. `printed`: in the vendor's document; else supposed. */
  paths: { action: string; default: string; printed: boolean }[];
  /** Whether it calls back when asked to. */
  callbacks: boolean;
  /** Where the balance is told to a key of its own; null: there is no such key. */
  balanceUrl: string | null;
}

export interface Settings {
  language: "system" | "en" | "zh-CN"; theme: "system" | "dark" | "light";
  output: string | null; input: string | null; libraryFolder: string; exportFolder: string;
  fetchTiming: boolean; loudnessMatch: boolean; firstRunDone: boolean; practicePace: "fast" | "real";
  joinChoice: "ask" | "local" | "vendor";
  drawing: "automatic" | "graphics" | "plain";
  notifications: boolean; jobsAtOnce: number;
  /** Empty: the callback receiver is off. */
  callbackUrl: string; callbackPort: number;
}
export type SettingsPatch = Partial<Omit<Settings, "libraryFolder">>;

/** Whether calls of vendors can come: `port` is null while nothing listens. */
export interface CallbackState { port: number | null; problem: UiError | null }
export interface CallbackProof { cameBack: boolean; ms: number; error: UiError | null }

export type HostKind = "s3" | "oss" | "cos" | "webDav";
/** Where the user's files can be put; the secret is in the keyring. */
export interface HostPlace {
  kind: HostKind; endpoint: string; region: string; bucket: string; keyId: string;
  /** Empty: addresses are signed, and end by themselves. */
  publicBase: string;
  hours: number;
}
export interface HostView { place: HostPlace; label: string; key: ConnectionView["key"] }
/** `speed`: bytes a second. */
export interface HostProof { works: boolean; ms: number; speed: number; error: UiError | null }
/** Something of the user's that lies on the file host. */
export interface HostedView { name: string; what: string; bytes: number; putAt: number; until: number; needed: boolean }
/** What a start puts on the file host. `public`: anybody who knows the address can read it while it lies there. */
export interface Hosting { label: string; bytes: number; hours: number; public: boolean }

export type LedgerGroup = "day" | "vendor" | "song" | "action";
/** Milliseconds since 1970, half open. */
export interface LedgerQuery { from: number; to: number; group: LedgerGroup }
export interface Sum { unit: string; jobs: number; spent: number; unclear: number; unclearJobs: number; untoldJobs: number }
export interface LedgerRow { key: string; label: string; practice: boolean; newest: number; sums: Sum[] }
export interface Ledger { rows: LedgerRow[]; total: Sum[]; practice: Sum[] }

export interface SoundDevice { id: string; name: string; isDefault: boolean }

export type InputState = "closed" | "opening" | "ready" | "lost" | "none" | "denied";
/** About 30 a second while the microphone is open. */
export interface RecorderTick {
  input: InputState; name: string;
  /** Linear, since the last tick. */
  peak: number; truePeak: number; clipped: boolean;
  /** The noise of the room in dBFS; null within the first second. */
  floorDb: number | null;
  /** Null while nothing is on its way to the disk. */
  recordedMs: number | null;
  /** Lowest and highest sample of each 10 ms, since the last tick. */
  wave: [number, number][];
  /** It ended by itself: to be stopped, which says why. */
  ended: boolean;
}
/** 0: any length. */
export interface RecordingWish { least: Millis; most: Millis }
export type RecordingEnd = "stopped" | "deviceLost" | "diskFull" | "unwritable" | "full" | "crashed";
export type RecordingFinding =
  | { kind: "silent" } | { kind: "clipped"; times: number } | { kind: "short"; wanted: Millis } | { kind: "long"; wanted: Millis }
  | { kind: "quiet"; peakDb: number } | { kind: "noisy"; floorDb: number } | { kind: "someNoise"; floorDb: number }
  | { kind: "mostlySilent"; percent: number } | { kind: "missing"; length: Millis };
export interface RecordingView {
  id: string; shelf: string; name: string; best: boolean; createdAt: number; length: Millis;
  /** What of it counts. */
  trim: Range;
  truePeakDb: number; floorDb: number; ended: RecordingEnd; findings: RecordingFinding[];
}
export interface RecordingPatch { name?: string | null; best?: boolean | null; trim?: Range | null }

export type LaneRequest =
  | { kind: "version"; version: VersionId }
  | { kind: "take"; take: TakeId }
  /** The current version with this fragment laid over it. */
  | { kind: "fragment"; version: VersionId; take: TakeId; fade: Millis }
  /** The mix of the stems of one separation; always the only lane. */
  | { kind: "mix"; key: string };

export interface Playback {
  song: SongId | null; lanes: LaneRequest[]; audible: number; playing: boolean; loop: Range | null;
  durationMs: Millis; positionMs: number; volumeDb: number; loudnessMatch: boolean; laneGainsDb: number[];
  output: "ready" | "opening" | "lost" | "none"; outputName: string; underruns: number;
}
/** About 30 a second, only while playing, and once after every change. Peaks are linear 0..1+. */
export interface Tick {
  positionMs: number; playing: boolean; peakL: number; peakR: number; clipped: boolean;
  /** Null: no mix is loaded. */
  levels: MixLevels | null;
}

export type ExportFormat = "wav16" | "wav24" | "wav32f" | "flac" | "mp3" | "lrc" | "srt";
export interface ExportRequest { song: SongId; version: VersionId; formats: ExportFormat[]; range: Range | null }
export interface ExportProgress { done: number; of: number; fraction: number }
export interface ExportedFile { format: ExportFormat; path: string; name: string }

export type ErrorCode =
  | "badKey" | "noKey" | "outOfCredits" | "busy" | "refused" | "badRequest" | "notFound" | "unreachable" | "timeout"
  | "unreadable" | "outcomeUnknown" | "keyringUnavailable" | "notAudio" | "damagedAudio" | "unsupportedAudio"
  | "tooLongAudio" | "emptyAudio" | "diskFull" | "fileGone" | "mediaForbidden" | "mediaExpired" | "rangeTooShort"
  | "rangeTooLong" | "noWords" | "emptyLyrics" | "textTooLong" | "staleQuote" | "overLimit" | "portTaken" | "hostDenied" | "hostBucket" | "hostUnreachable" | "hostSlow" | "hostCut" | "hostNotPublic" | "hostExpired" | "hostInUse" | "hostRefused" | "callbackElsewhere" | "badProxy" | "proxyCredentials" | "badPath" | "pathNotFound" | "noDevice" | "badUrl"
  | "notAtVendor" | "blocked" | "needsTwo" | "outsideSong" | "libraryInUse" | "libraryNewer" | "libraryDamaged" | "libraryUnreachable" | "songBusy"
  | "needsConsent" | "needsName" | "needsRecording" | "recordingTooShort" | "phraseExpired" | "needsSix" | "internal";
export interface UiError {
  code: ErrorCode; message: string; money: "notSpent" | "spent" | "unknown" | null;
  /** The vendor's own words, to be shown as quoted text. */
  vendorMessage: string | null; traceId: string | null;
  /** Values for the translated sentence: ms, characters, names. */
  values: Record<string, string>;
}

/** A file that could not be imported. */
export interface FailedImport { name: string; error: UiError }
/** Why there is no library behind the window. */
export interface StartProblem { error: UiError; folder: string }

export type UiEvent =
  | { kind: "snapshot"; revision: number; jobs: JobView[]; connections: ConnectionView[]; vendors: VendorView[]; settings: Settings; playback: Playback }
  | { kind: "jobChanged"; revision: number; job: JobView }
  | { kind: "jobRemoved"; revision: number; job: JobId }
  | { kind: "songChanged"; revision: number; song: SongId }
  | { kind: "libraryChanged"; revision: number }
  | { kind: "connectionsChanged"; revision: number; connections: ConnectionView[] }
  /** Voices or models of one's own: ask for them again. */
  | { kind: "voicesChanged"; revision: number }
  | { kind: "settingsChanged"; revision: number; settings: Settings }
  | { kind: "playbackChanged"; revision: number; playback: Playback }
  /** Files are held over the window, or left it: the core hears the native drop and imports by itself. */
  | { kind: "filesHover"; revision: number; over: boolean }
  /** So many files are being read; `imported` follows. */
  | { kind: "importing"; revision: number; files: number }
  | { kind: "imported"; revision: number; songs: SongId[]; failed: FailedImport[] };
