// The one door between the UI and the core. Two implementations: `tauri.ts` (the app) and `standin.ts`
// (a browser without a core, for looks and accessibility only).

import type {
  ActionRequest, CallbackProof, CallbackState, Compose, ConnectionId, ConnectionOptions, ConnectionView, ExportedFile, ExportProgress, ExportRequest,
  FileKind, HostedView, HostPlace, HostProof, HostView, JobId, JobView, LaneRequest, Ledger, LedgerQuery, Marker, MenuItem, Millis, Mix, MixExport, MixExportRequest, MixState, MixView, Quote, Range, RecorderTick, RecordingPatch, RecordingView, RecordingWish, Settings, SettingsPatch, SongId, SongPage, SongQuery, SoundDevice,
  SongView, StartProblem, SumCheck,
  ModelMakingPatch, RecordingSlot, TakeId, TapSheet, Tick, TimesChange, Timing, UiEvent, VersionId, VoiceId, VoiceMakingPatch, VoiceRemoval, VoicesView,
} from "./types";

/** Every method rejects with a `UiError`. */
export interface Backend {
  /** Why there is no library behind the window; null when there is one. Asked before anything else. */
  startProblem(): Promise<StartProblem | null>;
  /** Opens the library once more, elsewhere if asked (the core opens the folder dialog). */
  startAgain(elsewhere: boolean): Promise<StartProblem | null>;
  /** The first event is a snapshot; a gap in `revision` means: subscribe again. */
  subscribe(onEvent: (event: UiEvent) => void): Promise<void>;
  watchPlayback(onTick: (tick: Tick) => void): Promise<void>;

  listSongs(query: SongQuery): Promise<SongPage>;
  getSong(song: SongId): Promise<SongView>;
  createSong(compose: Compose): Promise<SongView>;
  /** Autosave; answers when it is on disk. */
  saveCompose(song: SongId, compose: Compose): Promise<number>;
  /** What undo in the lyrics goes back to: the editor's own note. */
  saveLyricsHistory(song: SongId, state: string): Promise<void>;
  getLyricsHistory(song: SongId): Promise<string | null>;
  trashSong(song: SongId): Promise<void>;
  restoreSong(song: SongId): Promise<void>;
  deleteSong(song: SongId): Promise<void>;
  /** The core opens the file dialog; null when the user closed it. */
  importAudio(): Promise<void>;

  /** Words of a version (null: no timing known). */
  getTiming(song: SongId, version: VersionId): Promise<Timing | null>;
  /** What is tapped along with a version. */
  getTapSheet(song: SongId, version: VersionId): Promise<TapSheet>;
  /** Other times for it, of the user's or of the vendor's; the last change can be taken back. */
  changeTimes(song: SongId, version: VersionId, change: TimesChange): Promise<SongView>;
  /** Adds a marker, or changes the one with its id. */
  saveMarker(song: SongId, marker: Marker): Promise<SongView>;
  removeMarker(song: SongId, marker: string): Promise<SongView>;
  /** Peaks, see `timeline/peaks.ts` for the bytes. */
  getPeaks(song: SongId, lane: LaneRequest): Promise<ArrayBuffer>;
  /** JPEG or PNG bytes; empty when there is none. */
  getCover(take: TakeId): Promise<ArrayBuffer>;

  quote(action: ActionRequest): Promise<Quote>;
  /** The price of asking once more for what an ended job asked for; a warning says what that one may have cost. */
  quoteAgain(job: JobId): Promise<Quote>;
  /** Spends. A quote starts once; a second start answers `staleQuote`. */
  start(quoteId: string, confirmation: string | null): Promise<JobView>;
  cancelJob(job: JobId): Promise<void>;
  /** Takes a finished job off the list. */
  dismissJob(job: JobId): Promise<void>;
  lookUpJob(job: JobId): Promise<void>;
  /** What can be done with a take, and what cannot and why. */
  actionMenu(song: SongId, take: TakeId): Promise<MenuItem[]>;
  /** The core opens the dialog; null when it was closed. */
  saveTakeFile(song: SongId, take: TakeId, kind: FileKind): Promise<string | null>;
  /** Taking a draft's words is the window's: it writes them into the form. */
  dismissDraft(song: SongId, id: string): Promise<void>;
  /** For the system to say, if the window is in the background and the user wants it. */
  sayEnded(title: string, words: string): Promise<void>;
  getLedger(query: LedgerQuery): Promise<Ledger>;
  /** The core opens the save dialog; null when the user closed it. `words` translates heads and cells. */
  exportLedger(query: LedgerQuery, name: string, words: Record<string, string>): Promise<string | null>;

  keepTake(song: SongId, take: TakeId): Promise<SongView>;
  keepFragment(song: SongId, version: VersionId, take: TakeId, fade: Millis): Promise<SongView>;
  goToVersion(song: SongId, version: VersionId): Promise<SongView>;
  markHeard(take: TakeId): Promise<void>;

  /** Loads lanes that sound on one clock; keeps the position if the song stays the same. */
  openPlayback(song: SongId, lanes: LaneRequest[], audible: number): Promise<void>;
  play(): Promise<void>;
  pause(): Promise<void>;
  seek(position: Millis): Promise<void>;
  setLoop(range: Range | null): Promise<void>;
  /** Switches what is heard, gapless, at the same playhead. */
  hearLane(index: number): Promise<void>;
  /** Plays these stretches one after the other, then stops at the first one's start: cut preview. */
  playSpans(spans: Range[]): Promise<void>;
  setVolume(db: number): Promise<void>;
  setLoudnessMatch(on: boolean): Promise<void>;

  exportVersion(request: ExportRequest, onProgress: (progress: ExportProgress) => void): Promise<ExportedFile[]>;
  /** Every separation of a song with its mix, newest first. */
  listMixes(song: SongId): Promise<MixView[]>;
  /** Adds recordings as lanes; the core opens the file dialog. */
  importLanes(song: SongId): Promise<void>;
  /** Files dropped on the window become lanes of this song from now on; null: each becomes a song. */
  dropInto(song: SongId | null): Promise<void>;
  /** Heard, not saved; nothing happens while another thing is in the player. */
  hearMix(song: SongId, key: string, state: MixState): Promise<void>;
  /** Heard and saved. */
  saveMix(song: SongId, key: string, mix: Mix): Promise<void>;
  checkMix(song: SongId, key: string): Promise<SumCheck>;
  /** Loudness is measured anew from here on. */
  measureMix(): Promise<void>;
  /** Null: cancelled. */
  exportMix(request: MixExportRequest, onProgress: (progress: ExportProgress) => void): Promise<MixExport | null>;
  cancelExport(): Promise<void>;
  openExportFolder(): Promise<void>;

  updateSettings(patch: SettingsPatch): Promise<Settings>;
  chooseFolder(which: "library" | "export"): Promise<Settings | null>;
  listOutputs(): Promise<SoundDevice[]>;
  playTestSound(): Promise<void>;
  listInputs(): Promise<SoundDevice[]>;
  /** Opens the microphone; about 30 ticks a second until it is released. */
  watchRecorder(onTick: (tick: RecorderTick) => void): Promise<void>;
  /** Closes the microphone; a running recording is completed. */
  releaseRecorder(): Promise<void>;
  /** From half a second ago on; answers the id. A shelf is what recordings are for: letters, digits, hyphens. */
  startRecording(shelf: string, wish: RecordingWish): Promise<string>;
  stopRecording(): Promise<RecordingView>;
  listRecordings(shelf: string): Promise<RecordingView[]>;
  changeRecording(shelf: string, id: string, patch: RecordingPatch): Promise<RecordingView>;
  deleteRecording(shelf: string, id: string): Promise<void>;
  recordingPeaks(shelf: string, id: string): Promise<ArrayBuffer>;
  /** What lies between its marks, in place of what was loaded. */
  playRecording(shelf: string, id: string): Promise<void>;
  /** As a take of a song, or of a new one; answers the song. */
  keepRecording(shelf: string, id: string, song: SongId | null): Promise<SongId>;
  addConnection(vendor: string, label: string, baseUrl: string): Promise<ConnectionView>;
  updateConnection(connection: ConnectionId, label: string, baseUrl: string): Promise<ConnectionView>;
  removeConnection(connection: ConnectionId): Promise<void>;
  /** The key goes in and never comes back. */
  setKey(connection: ConnectionId, key: string): Promise<ConnectionView>;
  /** A second key, for nothing but the balance; an empty one takes it out. */
  setBalanceKey(connection: ConnectionId, key: string): Promise<ConnectionView>;
  /** Free: never spends. `balanceError`: the connection works, but the balance cannot be asked for. */
  testConnection(connection: ConnectionId): Promise<{ ok: boolean; balance: number | null; error: UiErrorLike | null; balanceError: UiErrorLike | null }>;
  setConnectionOptions(connection: ConnectionId, options: ConnectionOptions): Promise<ConnectionView>;
  /** Stops or goes on sending; what is at the vendor already is not touched. */
  pauseConnection(connection: ConnectionId, paused: boolean): Promise<ConnectionView>;
  callbackState(): Promise<CallbackState>;
  /** Free: asks only the user's own public address. */
  proveCallback(): Promise<CallbackProof>;
  /** Null: none is set up. */
  fileHost(): Promise<HostView | null>;
  /** The secret goes in and never comes back; empty: the known one stays. */
  setFileHost(place: HostPlace, secret: string): Promise<HostView>;
  removeFileHost(): Promise<void>;
  /** Puts a few bytes, reads them as a stranger would, deletes them. */
  proveFileHost(): Promise<HostProof>;
  listHosted(): Promise<HostedView[]>;
  /** Deletes what no job needs; answers what is left. */
  clearHosted(): Promise<HostedView[]>;
  /** The user has seen to it. */
  forgetHosted(name: string): Promise<void>;
  refillPractice(): Promise<void>;
  getVoices(): Promise<VoicesView>;
  renameVoice(voice: VoiceId, name: string): Promise<void>;
  /** Plays what was sung for a real voice, in place of what was loaded. */
  playVoice(voice: VoiceId): Promise<void>;
  /** Here, with its recordings and what lies of them on the file host; the vendor keeps what it has. */
  removeVoice(voice: VoiceId): Promise<VoiceRemoval>;
  beginVoice(connection: ConnectionId): Promise<string>;
  changeVoice(making: string, patch: VoiceMakingPatch): Promise<void>;
  /** Without a take or a recording the core opens the file dialog; false when it was closed. */
  setVoiceRecording(making: string, slot: RecordingSlot, take: TakeId | null, range: Range | null, recording: string | null): Promise<boolean>;
  /** With its recordings. */
  discardMaking(making: string): Promise<void>;
  beginModel(connection: ConnectionId): Promise<string>;
  changeModel(making: string, patch: ModelMakingPatch): Promise<void>;
  /** Without a take the core opens the file dialog. */
  addModelRows(making: string, take: TakeId | null): Promise<void>;
  renameModel(model: string, name: string): Promise<void>;
  removeModel(model: string): Promise<void>;
  copyText(text: string): Promise<void>;
}

type UiErrorLike = import("./types").UiError;
