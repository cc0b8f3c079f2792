// What actions and where takes come from are called, in the language of the window.

import { m } from "../i18n";
import type { ActionKind, TakeOrigin } from "../ipc";

/** Every action has a name: the compiler lists what is missing. */
const ACTIONS: Record<ActionKind, () => string> = {
  generate: m.action_generate,
  withVoice: m.action_withVoice,
  extend: m.action_extend,
  replaceSection: m.action_replaceSection,
  concat: m.action_concat,
  cover: m.action_cover,
  uploadCover: m.action_uploadCover,
  mashup: m.action_mashup,
  sample: m.action_sample,
  inspiration: m.action_inspiration,
  remaster: m.action_remaster,
  addVocals: m.action_addVocals,
  addInstrumental: m.action_addInstrumental,
  sounds: m.action_sounds,
  upload: m.action_upload,
  uploadGenerate: m.action_uploadGenerate,
  uploadExtend: m.action_uploadExtend,
  stems: m.action_stems,
  allStems: m.action_allStems,
  timing: m.action_timing,
  lyrics: m.action_lyrics,
  mashupLyrics: m.action_mashupLyrics,
  createVoice: m.action_createVoice,
  extractVoice: m.action_extractVoice,
  initVoice: m.action_initVoice,
  verifyVoice: m.action_verifyVoice,
  wav: m.action_wav,
  mp4: m.action_mp4,
  midi: m.action_midi,
  html: m.action_html,
  prepareCustomModel: m.action_prepareCustomModel,
  uploadToCustomModel: m.action_uploadToCustomModel,
  createCustomModel: m.action_createCustomModel,
  balance: m.action_balance,
};

export const isAction = (word: string): word is ActionKind => Object.hasOwn(ACTIONS, word);

/** An action that this window does not know yet is called what the core calls it. */
export const actionName = (action: string): string => (isAction(action) ? ACTIONS[action]() : action);

/** Every action's name, by its word in the core. */
export const actionNames = (): Record<string, string> =>
  Object.fromEntries(Object.keys(ACTIONS).map((action) => [action, actionName(action)]));

const ORIGINS: Record<TakeOrigin, () => string> = {
  generate: m.origin_generate,
  replaceSection: m.origin_replaceSection,
  concat: m.origin_concat,
  import: m.origin_import,
  extend: m.origin_extend,
  cover: m.action_cover,
  mashup: m.action_mashup,
  sample: m.origin_sample,
  inspiration: m.action_inspiration,
  remaster: m.action_remaster,
  addVocals: m.origin_addVocals,
  addInstrumental: m.origin_addInstrumental,
  sounds: m.action_sounds,
  upload: m.origin_upload,
  stems: m.action_stems,
  allStems: m.action_allStems,
  other: m.origin_other,
};

export const originName = (origin: TakeOrigin): string => ORIGINS[origin]();
