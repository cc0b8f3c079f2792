// The dialog of sounds, while it is open; and the keys a sound can be in.

import { characters, modelNamed, offerOf, whyNoAccount } from "../compose/form";
import { m } from "../i18n";
import type { ActionRequest, JobView, SoundsForm } from "../ipc";
import type { SongState } from "../state";
import { Paying } from "./paying.svelte";

export const TONICS = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"] as const;
/** As a key ends on the wire: only the tonic, major, minor. */
export const TONALITIES = ["", " maj", " min"] as const;
export const BPM = { min: 1, max: 300 };

/** "C sharp minor" as it is written: C♯ minor. */
export function keyName(key: string): string {
  const [tonic = "", tonality] = key.split(" ");
  const note = tonic.replace("#", "♯");
  if (tonality === "maj") return m.sounds_major({ note });
  return tonality === "min" ? m.sounds_minor({ note }) : note;
}

/** The key beside one: a column is a tonic, a row a tonality; around the ends. */
export function keyBeside(key: string, columns: number, rows: number): string {
  const tonic = key.split(" ")[0] ?? "C";
  const at = TONICS.indexOf(tonic as (typeof TONICS)[number]);
  const row = TONALITIES.indexOf(key.slice(tonic.length) as (typeof TONALITIES)[number]);
  const wrap = (value: number, length: number) => (value + length) % length;
  return `${TONICS[wrap(at + columns, TONICS.length)]}${TONALITIES[wrap(row + rows, TONALITIES.length)]}`;
}

/** Beats a minute as typed; null: any, undefined: none that a vendor takes. */
export function parseBpm(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const bpm = Number(text.normalize("NFKC"));
  return Number.isInteger(bpm) && bpm >= BPM.min && bpm <= BPM.max ? bpm : undefined;
}

export class SoundsAsking {
  readonly paying = new Paying();
  description = $state("");
  sound = $state<SoundsForm["sound"]>("oneShot");
  key = $state<string | null>(null);
  bpm = $state("");
  modelId = $state("");
  pro = $state(false);

  offer = $derived.by(() => offerOf(this.song.connection, "sounds"));
  form = $derived.by(() => {
    const connection = this.song.connection;
    return { connection, offer: this.offer, model: modelNamed({ connection, offer: this.offer }, this.modelId || this.song.compose.model) };
  });
  limit = $derived.by(() => this.form.model?.limits.idea ?? null);
  reason = $derived.by(() => this.#why());

  constructor(readonly song: SongState) {}

  #why(): string | null {
    const account = whyNoAccount(this.song.connection, "sounds");
    if (account) return account;
    if (this.description.trim() === "") return m.sounds_reason_description();
    if (this.limit !== null && characters(this.description) > this.limit)
      return m.lyrics_reason_over({ field: m.sounds_description(), limit: this.limit });
    return parseBpm(this.bpm) === undefined ? m.sounds_reason_bpm(BPM) : null;
  }

  get action(): ActionRequest | null {
    if (this.reason !== null) return null;
    const { description, sound, key, pro } = this;
    const form = { description: description.trim(), sound, key, bpm: parseBpm(this.bpm) ?? null, model: this.form.model?.id ?? "", pro };
    return { kind: "sounds", song: this.song.id, form };
  }

  requote(): void {
    this.paying.requote(this.action);
  }

  send(): Promise<JobView | null> {
    return this.paying.send(this.action, () => this.song.flush());
  }
}
