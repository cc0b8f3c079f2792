// What an account's vendor does not sell, said where somebody would look for it.

import { language, m } from "../i18n";
import type { ActionKind, Blocked, ConnectionView } from "../ipc";
import { actionName, isAction } from "./names";

/** Why this cannot be asked of the account; null: it can. */
export function notSold(connection: ConnectionView | null, action: ActionKind): string | null {
  if (!connection) return m.lyrics_reason_account();
  if (connection.offers.some((offer) => offer.action === action)) return null;
  const lack = connection.lacks.find((each) => each.action === action);
  return blockedWords(lack?.why ?? { why: "notSold" }, connection.vendorLabel);
}

/** What an action is listed at, in the account's unit. Null: sold, at no listed price; undefined: not sold. */
export const listedPrice = (connection: ConnectionView | null, action: ActionKind): number | null | undefined =>
  connection?.offers.find((offer) => offer.action === action)?.price;

const REASONS: Record<Exclude<Blocked["why"], "useAnother">, () => string> = {
  notSold: m.blocked_notSold,
  undocumented: m.blocked_undocumented,
  notAtVendor: m.blocked_notAtVendor,
  needsPro: m.blocked_needsPro,
  needsUpload: m.blocked_needsUpload,
  needsStem: m.blocked_needsStem,
  needsWords: m.blocked_needsWords,
  needsPublicAudio: m.blocked_needsPublicAudio,
  needsTaskId: m.blocked_needsTaskId,
  needsModel: m.blocked_needsModel,
  voiceElsewhere: m.blocked_voiceElsewhere,
  voiceGone: m.blocked_voiceGone,
  voiceNeedsModel: m.blocked_voiceNeedsModel,
  notWithVoice: m.blocked_notWithVoice,
  noConnection: m.blocked_noConnection,
};

/** Why something cannot be done with a take, or at a vendor: the same words in menus and errors. */
export function blockedWords(blocked: Blocked, vendor = ""): string {
  if (blocked.why === "useAnother") return m.blocked_useAnother({ action: actionName(blocked.action) });
  if (blocked.why === "notSold" && vendor !== "") return m.reason_notSold({ vendor });
  return REASONS[blocked.why]();
}

/** Whether the values of an error are such a reason. */
export function isReason(values: Record<string, string>): values is Record<string, string> & Blocked {
  const { why = "", action = "" } = values;
  return why === "useAnother" ? isAction(action) : Object.hasOwn(REASONS, why);
}

/** What an edited song is made with. */
const EDITING: readonly ActionKind[] = ["replaceSection", "concat", "timing"];

/** The actions of editing that are not to be had, as a list in words; empty: all are. */
export function notSoldWords(connection: ConnectionView): string {
  const lacking = EDITING.filter((action) => notSold(connection, action) !== null);
  const list = new Intl.ListFormat(language.current, { type: "disjunction" });
  return list.format(lacking.map(actionName));
}
