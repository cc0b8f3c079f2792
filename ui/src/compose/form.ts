// What a form may ask, by what the chosen account's vendor and model take: which settings have an effect, why another
// has none, how much text fits. Pure; the fields that show it are the components beside this file.

import { m } from "../i18n";
import type { ActionKind, Compose, ComposeMode, ConnectionView, Knob, ModelView, OfferView, VoiceView } from "../ipc";
import { notSold } from "../ui/sold";

/** A form as its fields see it. */
export interface Form {
  connection: ConnectionView | null;
  /** What the vendor says of the action; null: it does not sell it. */
  offer: Pick<OfferView, "takes" | "models"> | null;
  model: ModelView | null;
}

export type TextField = "idea" | "lyrics" | "style" | "styleNegative" | "title";

const SLIDERS: readonly Knob[] = ["weirdness", "styleInfluence", "audioInfluence"];
const SINGS: readonly Knob[] = ["vocalGender", "voice"];
/** The setting that a mode stands or falls with. */
const OF_MODE: Record<ComposeMode, Knob> = { idea: "idea", custom: "lyrics", instrumental: "instrumental" };

export const offerOf = (connection: ConnectionView | null, action: ActionKind): OfferView | null =>
  connection?.offers.find((offer) => offer.action === action) ?? null;

/** The form for a new song. */
export function newSongForm(connection: ConnectionView | null, model: ModelView | null): Form {
  return { connection, model, offer: offerOf(connection, "generate") };
}

/** Why a setting has no effect; null: it has one. */
export function whyNot({ connection, offer, model }: Form, knob: Knob, compose: Compose): string | null {
  if (!connection) return m.lyrics_reason_account();
  if (!offer) return m.reason_notSold({ vendor: connection.vendorLabel });
  if (!offer.takes.includes(knob)) return m.compose_no_knob({ vendor: connection.vendorLabel });
  if (SLIDERS.includes(knob) && model && !model.sliders) return m.compose_model_ignores({ model: model.label });
  if (SINGS.includes(knob) && compose.mode === "instrumental") return m.compose_nobody_sings();
  return null;
}

/** Why a voice cannot be chosen; null: it can. Which model it wants is said beside it: the model can be changed. */
export function whyNotVoice({ connection }: Form, voice: VoiceView): string | null {
  if (voice.connection === connection?.id) return null;
  return voice.connectionLabel ? m.voice_of_account({ account: voice.connectionLabel }) : m.blocked_voiceElsewhere();
}

/** Why nothing can be sung in the voice that is chosen; null: it can, or there is none, or it has no effect. */
export function whyNotSung(form: Form, compose: Compose, voices: readonly VoiceView[]): string | null {
  if (compose.voice === null || whyNot(form, "voice", compose) !== null) return null;
  const voice = voices.find((each) => each.id === compose.voice);
  if (!voice) return m.blocked_voiceGone();
  const able = voice.models.length === 0 || voice.models.includes(form.model?.id ?? "");
  return whyNotVoice(form, voice) ?? (able ? null : m.voice_model_only({ models: modelNames(form, voice) }));
}

export function modelNames({ connection }: Form, voice: VoiceView): string {
  const label = (id: string) => connection?.models.find((model) => model.id === id)?.label ?? id;
  return voice.models.map(label).join(", ");
}

/** Why nothing can be asked in a mode. */
export function whyNotMode(form: Form, mode: ComposeMode): string | null {
  if (!form.connection || !form.offer) return null;
  return form.offer.takes.includes(OF_MODE[mode]) ? null : m.compose_no_knob({ vendor: form.connection.vendorLabel });
}

/** The nearest mode that the vendor takes: somebody's own, else words, else whatever there is. */
export function fittingMode(form: Form, wanted: ComposeMode): ComposeMode {
  const order: ComposeMode[] = [wanted, "custom", "idea", "instrumental"];
  return order.find((mode) => whyNotMode(form, mode) === null) ?? wanted;
}

/** The models that can do it. */
export function modelsOf({ connection, offer }: Form): ModelView[] {
  const own = offer?.takes.includes("customModel") ?? false;
  const all = (connection?.models ?? []).filter((model) => own || !model.own);
  const some = offer?.models ?? [];
  return some.length === 0 ? all : some.flatMap((id) => all.find((model) => model.id === id) ?? unlisted(id, all));
}

/** Models of a remaster need not be models of songs: such a one is known by its name only. */
function unlisted(id: string, all: readonly ModelView[]): ModelView[] {
  const like = all[0];
  return like ? [{ ...like, id, label: id, price: 0, pro: false, proPrice: null, own: false }] : [];
}

/** The model of that name, else the account's usual one, among those that can do it. */
export function modelNamed(form: Pick<Form, "connection" | "offer">, id: string): ModelView | null {
  const able = modelsOf({ ...form, model: null });
  const named = (wanted: string | undefined) => able.find((model) => model.id === wanted);
  return named(id) ?? named(form.connection?.defaultModel) ?? able[0] ?? null;
}

/** Whether the normal or the better pool is a choice. */
export const hasPools = (form: Form): boolean =>
  form.model !== null && form.model.proPrice !== null && (form.offer?.takes.includes("pro") ?? false);

/** What a generation costs, as far as the list says; undefined: nobody knows yet. */
export function expectedPrice(form: Form, pro: boolean): number | null | undefined {
  if (!form.model) return undefined;
  return (pro && hasPools(form) ? form.model.proPrice : form.model.price) || null;
}

/** Characters as vendors count them: a emoji or a rare Han character is one, though JavaScript says two. */
export const characters = (text: string): number => [...text].length;

export function limitOf(model: ModelView | null, field: TextField): number | null {
  if (!model) return null;
  return field === "styleNegative" ? model.limits.style : model.limits[field];
}

/** "412 / 5000", or nothing where no limit is known. */
export function counted(text: string, limit: number | null): string {
  return limit === null ? "" : `${characters(text)} / ${limit}`;
}

const WITH_TEXTS: Record<ComposeMode, readonly TextField[]> = {
  idea: ["idea"],
  custom: ["lyrics", "title", "style", "styleNegative"],
  instrumental: ["title", "style", "styleNegative"],
};

/** The first text that is too long for the model, in words; null: all fit. */
export function tooLong(form: Form, compose: Compose): string | null {
  const over = WITH_TEXTS[compose.mode].find((field) => {
    const limit = limitOf(form.model, field);
    return limit !== null && characters(compose[field]) > limit;
  });
  return over ? m.lyrics_reason_over({ field: fieldName(over), limit: limitOf(form.model, over) ?? 0 }) : null;
}

function fieldName(field: TextField): string {
  return {
    idea: m.lyrics_idea,
    lyrics: m.lyrics_lyrics,
    style: m.lyrics_style,
    styleNegative: m.lyrics_leave_out,
    title: m.lyrics_title,
  }[field]();
}

/** Why nothing can be asked of the account at all. */
export function whyNoAccount(connection: ConnectionView | null, action: ActionKind): string | null {
  const unsold = notSold(connection, action);
  if (unsold) return unsold;
  return connection && !connection.practice && connection.key !== "stored" ? m.lyrics_reason_key() : null;
}

/** What the mode needs and has not got. */
export function missingText(compose: Compose): string | null {
  if (compose.mode === "idea") return compose.idea.trim() === "" ? m.lyrics_reason_idea() : null;
  if (compose.mode === "custom") return compose.lyrics.trim() === "" ? m.lyrics_reason_lyrics() : null;
  return compose.style.trim() === "" ? m.lyrics_reason_style() : null;
}

/** How many of the folded settings were set. */
export function countSet(compose: Compose): number {
  const { vocalGender, weirdness, styleInfluence, audioInfluence } = compose;
  return [vocalGender, weirdness, styleInfluence, audioInfluence].filter((each) => each !== null).length;
}
