// The steps of a real voice, and what each needs before the next. Pure.

import { m } from "../i18n";
import type { VoiceMakingView } from "../ipc";

export type Step = "consent" | "microphone" | "sing" | "phrase" | "result";
export const STEPS: readonly Step[] = ["consent", "microphone", "sing", "phrase", "result"];
/** Longer singing than this no vendor takes. */
export const LONGEST_SINGING_MS = 240_000;

/** What is recorded of the phrase lies apart from the singing. */
export const phraseShelf = (making: string): string => `${making}-phrase`;

/** Languages of a phrase, as the vendors name them. */
export const LANGUAGES = ["en", "zh", "es", "fr", "de", "pt", "ja", "ko", "hi", "ru"] as const;

/** What is missing in a step; null: nothing. */
export function whyNotPast(step: Step, making: VoiceMakingView): string | null {
  if (step === "consent") return !making.consent ? m.voice_reason_consent() : making.name.trim() === "" ? m.error_needsName() : null;
  if (step === "sing") return whyNotSinging(making);
  return null;
}

function whyNotSinging({ singing, shortest }: VoiceMakingView): string | null {
  if (!singing) return m.error_needsRecording();
  const length = singing.range.end - singing.range.start;
  return length <= shortest ? m.error_recordingTooShort({ seconds: shortest / 1000 }) : null;
}

/** How long the vendor still waits, in milliseconds; `since` is how long ago the core said it. */
export const left = (phrase: { until: number; now: number }, since: number): number => Math.max(0, phrase.until - phrase.now - since);
