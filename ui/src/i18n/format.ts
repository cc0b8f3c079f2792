// Times, amounts and dates as text. Times on a song are milliseconds.

import { language } from "./language.svelte";

const pad = (n: number, width: number) => String(n).padStart(width, "0");

/** `3:41` */
export function clock(ms: number): string {
  const whole = Math.floor(Math.max(0, ms) / 1000);
  return `${Math.floor(whole / 60)}:${pad(whole % 60, 2)}`;
}

/** `3:41.08`, for the transport. */
export function clockTenths(ms: number): string {
  const hundredths = Math.floor((Math.max(0, ms) % 1000) / 10);
  return `${clock(ms)}.${pad(hundredths, 2)}`;
}

/** `0:42.310`, for range edges. */
export function exact(ms: number): string {
  return `${clock(ms)}.${pad(Math.floor(Math.max(0, ms)) % 1000, 3)}`;
}

/** `13.21 s` without the unit. */
export function seconds(ms: number, digits = 2): string {
  return number(ms / 1000, digits);
}

/** `−3.1 dB`, with a real minus. */
export function decibels(db: number): string {
  if (!Number.isFinite(db) || db <= -96) return "−∞ dB";
  return `${db < 0 ? "−" : db > 0 ? "+" : ""}${Math.abs(db).toFixed(1)} dB`;
}

export function bytes(size: number): string {
  if (size < 104_858) return `${number(size / 1024, 0)} KB`;
  return `${number(size / 1_048_576, 1)} MB`;
}

export function shortDate(at: number): string {
  return new Intl.DateTimeFormat(language.current, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "2 hours ago", "now". */
export function since(at: number, now: number = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(language.current, { numeric: "auto", style: "short" });
  const gone = now - at;
  for (const [unit, length] of STEPS) {
    if (gone >= length) return words.format(-Math.floor(gone / length), unit);
  }
  return words.format(0, "second");
}

function number(value: number, digits: number): string {
  return new Intl.NumberFormat(language.current, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Names one after the other, as the language lists them. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language.current, { type: "conjunction" }).format(names);
}
