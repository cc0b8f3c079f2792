// Numbers of the mixer: Ardour's fader law, levels as text and back, pan in words. Pure.

import { m } from "../i18n";

/** At this level a strip is silent: the bottom of every fader. */
export const SILENT_DB = -100;
export const TOP_DB = 6;

/** Where a level stands on a fader, 0..1: `((6·log2 g + 192) / 198)^8`. */
export function placeOf(db: number): number {
  if (db <= SILENT_DB) return 0;
  const gain = 10 ** (Math.min(db, TOP_DB) / 20);
  return Math.min(1, Math.max(0, (6 * Math.log2(gain) + 192) / 198) ** 8);
}

/** The level at a place of a fader. */
export function levelAt(place: number): number {
  if (place <= 0) return SILENT_DB;
  const gain = 2 ** ((198 * Math.min(1, place) ** (1 / 8) - 192) / 6);
  return bounded(20 * Math.log10(gain));
}

export function bounded(db: number): number {
  if (Number.isNaN(db)) return 0;
  return db <= SILENT_DB ? SILENT_DB : Math.min(TOP_DB, Math.round(db * 100) / 100);
}

/** `+1.5`, `−3.0`, `−∞`: without the unit. */
export function levelText(db: number): string {
  if (db <= SILENT_DB) return "−∞";
  const size = Math.abs(db).toFixed(1);
  return `${size === "0.0" ? "" : db < 0 ? "−" : "+"}${size}`;
}

/** What somebody typed as a level; null: no level. */
export function typedLevel(text: string): number | null {
  const plain = text.trim().replace(/[−–]/g, "-").replace(",", ".").replace(/\s*dB$/i, "").toLowerCase();
  if (/^-?(inf|infinity|∞)$/.test(plain)) return SILENT_DB;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? bounded(Number(plain)) : null;
}

/** A linear peak as `−3.1`. */
export function peakText(peak: number): string {
  return peak <= 1e-5 ? "−∞" : levelText(20 * Math.log10(peak));
}

/** `C`, `L20`, `R100`. */
export function panText(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  if (percent === 0) return "C";
  return `${pan < 0 ? "L" : "R"}${percent}`;
}

/** The same as a screen reader says it. */
export function panWords(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  if (percent === 0) return m.mix_pan_centre();
  return pan < 0 ? m.mix_pan_left({ percent }) : m.mix_pan_right({ percent });
}

/** A level as a screen reader says it. */
export function levelWords(db: number): string {
  if (db <= SILENT_DB) return m.mix_level_silent();
  const level = Math.abs(db).toFixed(1);
  return db < -0.04 ? m.mix_level_minus({ level }) : m.mix_level_plus({ level });
}
