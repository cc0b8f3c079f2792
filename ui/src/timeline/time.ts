// Times as people type them and as a screen reader says them. How they are written is i18n/format.ts.

import type { Millis } from "../ipc/types";

const CLOCK = /^(?:(\d+)[:m])?(?:(\d+)[:m])?(\d+(?:\.\d*)?|\.\d+)s?$/;

/**
 * What somebody typed as a time: "1:02.5", "62.5", "62,5", "1m2.5s", "1：02．5", "2500ms". Null if it is none.
 */
export function parseTime(text: string): Millis | null {
  const plain = text.normalize("NFKC").replace(/\s+/g, "").replace(/,/g, ".").toLowerCase();
  const millis = /^(\d+)ms$/.exec(plain);
  if (millis) return Number(millis[1]);
  const parts = CLOCK.exec(plain);
  if (!parts) return null;
  const clock = [parts[1], parts[2], parts[3]].filter((part) => part !== undefined).map(Number);
  return Math.round(clock.reduce((total, part) => total * 60 + part, 0) * 1000);
}

/** Minutes and seconds for a screen reader's sentence: { minutes: 1, seconds: "12.4" }. */
export function spoken(ms: number): { minutes: number; seconds: string } {
  const tenths = Math.round(ms / 100);
  return { minutes: Math.floor(tenths / 600), seconds: ((tenths % 600) / 10).toFixed(1) };
}
