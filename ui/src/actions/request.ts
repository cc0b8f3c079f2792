// From what somebody chose in the dialog of an action to the request, and why there is none yet. Pure.

import { fittingMode, missingText, modelNamed, tooLong, whyNoAccount, type Form } from "../compose/form";
import { m } from "../i18n";
import type { ActionRequest, Compose, ConnectionView, Knob, MenuItem, Millis, Range, SongView, TakeId, TakeView, Variation } from "../ipc";
import { blockedWords } from "../ui/sold";
import { PLAIN } from "./menu";

/** Everything that a dialog may hold; which of it counts, the action says. */
export interface Choice {
  item: MenuItem;
  song: SongView;
  take: TakeView;
  form: Form;
  compose: Compose;
  at: Millis;
  range: Range;
  second: TakeId | null;
  variation: Variation;
  publicUrl: string;
  /** Whether the user has a file host: it gives an address where none is pasted. */
  hosted: boolean;
}

const WORDS: readonly Knob[] = ["idea", "lyrics", "instrumental", "style"];

export const takesWords = (item: MenuItem): boolean => WORDS.some((knob) => item.takes.includes(knob));
export const takesPoint = (item: MenuItem): boolean => item.takes.includes("continueAt");
export const takesRange = (item: MenuItem): boolean => item.takes.includes("range");
export const takesSecond = (item: MenuItem): boolean => item.action === "mashup" || item.needs.includes("twoSongs");
export const takesVariation = (item: MenuItem): boolean => item.action === "remaster";
export const takesUrl = (item: MenuItem): boolean => item.needs.includes("publicAudio");

/** The practice studio is in the same house: it needs no way in from outside. */
const needsUrl = ({ item, form, publicUrl, hosted }: Choice): boolean =>
  takesUrl(item) && !((form.connection?.practice || hosted) && publicUrl.trim() === "");

/** Where the account is that pays: the one that the take is in. */
export function formFor(item: MenuItem, connection: ConnectionView | null, model: string): Form {
  const offer = { takes: item.takes, models: item.models };
  return { connection, offer, model: modelNamed({ connection, offer }, model) };
}

/** What the form begins with: the song's own settings but its voice; words only where they are sung again. */
export function firstCompose(item: MenuItem, song: SongView, take: TakeView, form: Form): Compose {
  const lyrics = song.versions.find((each) => each.arrangement.base === take.id)?.lyrics ?? song.compose.lyrics;
  const fresh = takesPoint(item);
  return {
    ...song.compose,
    mode: fittingMode(form, song.compose.mode),
    idea: "",
    lyrics: fresh ? "" : lyrics,
    model: form.model?.id ?? "",
    connection: form.connection?.id ?? null,
    voice: null,
  };
}

/** Half a minute from the start, unless a range was chosen. */
export function firstRange(take: TakeView, chosen: Range | null): Range {
  return chosen ?? { start: 0, end: Math.min(take.durationMs, 30_000) };
}

/** The playhead, else as late as the vendor advises. */
export function firstPoint(take: TakeView, connection: ConnectionView | null, playhead: Millis | null): Millis {
  if (playhead !== null && playhead > 0) return Math.min(Math.round(playhead), take.durationMs);
  return latestAdvised(take, connection);
}

export function latestAdvised(take: TakeView, connection: ConnectionView | null): Millis {
  return Math.floor((take.durationMs * (connection?.continueAdvisedPercent ?? 100)) / 100);
}

/** Whether continuing from there is advised against. */
export const isLate = (take: TakeView, connection: ConnectionView | null, at: Millis): boolean =>
  at > latestAdvised(take, connection);

/** Why nothing can be sent yet; null: it can. */
export function whyNotYet(choice: Choice): string | null {
  const { item, take, form, compose } = choice;
  if (item.blocked) return blockedWords(item.blocked, form.connection?.vendorLabel || take.vendorLabel);
  return (
    whyNoAccount(form.connection, item.action) ??
    whyNotThere(choice) ??
    (takesSecond(item) && choice.second === null ? m.act_reason_second() : null) ??
    (needsUrl(choice) && !isPublic(choice.publicUrl) ? m.act_reason_url() : null) ??
    (takesWords(item) ? (missingWords(item, compose) ?? tooLong(form, compose)) : null)
  );
}

/** Style alone is enough where no lyrics are needed. */
function missingWords(item: MenuItem, compose: Compose): string | null {
  const optional = compose.mode === "custom" && !item.needs.includes("lyrics");
  if (optional && (compose.style.trim() !== "" || compose.lyrics.trim() !== "")) return null;
  return missingText(compose);
}

function whyNotThere({ item, take, at, range }: Choice): string | null {
  if (takesPoint(item) && (at <= 0 || at > take.durationMs)) return m.act_reason_point();
  const outside = range.start < 0 || range.end > take.durationMs || range.end <= range.start;
  return takesRange(item) && outside ? m.act_reason_range() : null;
}

/** The vendor fetches it from there: nothing on this computer or in a house can be reached. */
export function isPublic(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url.trim());
    return /^https?:$/.test(protocol) && hostname.includes(".") && !/^(127\.|10\.|192\.168\.|localhost)/.test(hostname);
  } catch {
    return false;
  }
}

export function requestOf(choice: Choice): ActionRequest {
  const { item, song, take, compose, form } = choice;
  const { action } = item;
  const about = { song: song.id, take: take.id };
  if (PLAIN.has(action)) return { kind: "onTake", ...about, action };
  const publicUrl = takesUrl(item) ? choice.publicUrl.trim() || null : null;
  if (action === "upload") return { kind: "upload", ...about, publicUrl };
  const model = form.model?.id ?? compose.model;
  if (action === "remaster") return { kind: "remaster", ...about, model, variation: choice.variation };
  return {
    kind: "derive",
    song: song.id,
    action,
    form: {
      take: take.id,
      with: takesSecond(item) ? choice.second : null,
      at: takesPoint(item) ? choice.at : null,
      range: takesRange(item) ? choice.range : null,
      compose: { ...compose, model, connection: form.connection?.id ?? null },
      publicUrl,
    },
  };
}
