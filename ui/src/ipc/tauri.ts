// The core behind Tauri's IPC. Command names are the method's in snake_case, arguments keep their names.

import { Channel, invoke, type InvokeArgs } from "@tauri-apps/api/core";
import type { Backend } from "./backend";
import { asUiError } from "./errors";

async function call<T>(command: string, args: InvokeArgs = {}): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (reason) {
    throw asUiError(reason);
  }
}

function channel<T>(onMessage: (message: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = onMessage;
  return made;
}

export const tauri: Backend = {
  startProblem: () => call("start_problem"),
  startAgain: (elsewhere) => call("start_again", { elsewhere }),
  subscribe: (onEvent) => call("subscribe", { onEvent: channel(onEvent) }),
  watchPlayback: (onTick) => call("watch_playback", { onTick: channel(onTick) }),
  listSongs: (query) => call("list_songs", { query }),
  getSong: (song) => call("get_song", { song }),
  createSong: (compose) => call("create_song", { compose }),
  saveCompose: (song, compose) => call("save_compose", { song, compose }),
  trashSong: (song) => call("trash_song", { song }),
  restoreSong: (song) => call("restore_song", { song }),
  deleteSong: (song) => call("delete_song", { song }),
  importAudio: () => call("import_audio"),
  getTiming: (song, version) => call("get_timing", { song, version }),
  getPeaks: (song, lane) => call("get_peaks", { song, lane }),
  getCover: (take) => call("get_cover", { take }),
  quote: (action) => call("quote", { action }),
  quoteAgain: (job) => call("quote_again", { job }),
  start: (quoteId, confirmation) => call("start", { quoteId, confirmation }),
  cancelJob: (job) => call("cancel_job", { job }),
  dismissJob: (job) => call("dismiss_job", { job }),
  lookUpJob: (job) => call("look_up_job", { job }),
  actionMenu: (song, take) => call("action_menu", { song, take }),
  saveTakeFile: (song, take, kind) => call("save_take_file", { song, take, kind }),
  dismissDraft: (song, id) => call("dismiss_draft", { song, id }),
  sayEnded: (title, words) => call("say_ended", { title, words }),
  getLedger: (query) => call("get_ledger", { query }),
  exportLedger: (query, name, words) => call("export_ledger", { query, name, words }),
  keepTake: (song, take) => call("keep_take", { song, take }),
  keepFragment: (song, version, take, fade) => call("keep_fragment", { song, version, take, fade }),
  goToVersion: (song, version) => call("go_to_version", { song, version }),
  markHeard: (take) => call("mark_heard", { take }),
  openPlayback: (song, lanes, audible) => call("open_playback", { song, lanes, audible }),
  play: () => call("play"),
  pause: () => call("pause"),
  seek: (position) => call("seek", { position }),
  setLoop: (range) => call("set_loop", { range }),
  hearLane: (index) => call("hear_lane", { index }),
  playSpans: (spans) => call("play_spans", { spans }),
  setVolume: (db) => call("set_volume", { db }),
  setLoudnessMatch: (on) => call("set_loudness_match", { on }),
  exportVersion: (request, onProgress) => call("export_version", { request, onProgress: channel(onProgress) }),
  openExportFolder: () => call("open_export_folder"),
  updateSettings: (patch) => call("update_settings", { patch }),
  chooseFolder: (which) => call("choose_folder", { which }),
  listOutputs: () => call("list_outputs"),
  playTestSound: () => call("play_test_sound"),
  listInputs: () => call("list_inputs"),
  watchRecorder: (onTick) => call("watch_recorder", { onTick: channel(onTick) }),
  releaseRecorder: () => call("release_recorder"),
  startRecording: (shelf, wish) => call("start_recording", { shelf, wish }),
  stopRecording: () => call("stop_recording"),
  listRecordings: (shelf) => call("list_recordings", { shelf }),
  changeRecording: (shelf, id, patch) => call("change_recording", { shelf, id, patch }),
  deleteRecording: (shelf, id) => call("delete_recording", { shelf, id }),
  recordingPeaks: (shelf, id) => call("recording_peaks", { shelf, id }),
  playRecording: (shelf, id) => call("play_recording", { shelf, id }),
  keepRecording: (shelf, id, song) => call("keep_recording", { shelf, id, song }),
  addConnection: (vendor, label, baseUrl) => call("add_connection", { vendor, label, baseUrl }),
  updateConnection: (connection, label, baseUrl) => call("update_connection", { connection, label, baseUrl }),
  removeConnection: (connection) => call("remove_connection", { connection }),
  setKey: (connection, key) => call("set_key", { connection, key }),
  testConnection: (connection) => call("test_connection", { connection }),
  setConnectionOptions: (connection, options) => call("set_connection_options", { connection, options }),
  pauseConnection: (connection, paused) => call("pause_connection", { connection, paused }),
  callbackState: () => call("callback_state"),
  proveCallback: () => call("prove_callback"),
  fileHost: () => call("file_host"),
  setFileHost: (place, secret) => call("set_file_host", { place, secret }),
  removeFileHost: () => call("remove_file_host"),
  proveFileHost: () => call("prove_file_host"),
  listHosted: () => call("list_hosted"),
  clearHosted: () => call("clear_hosted"),
  forgetHosted: (name) => call("forget_hosted", { name }),
  refillPractice: () => call("refill_practice"),
  copyText: (text) => call("copy_text", { text }),
};
