// What an account's vendor does not sell, said where somebody would look for it.

import { language, m } from "../i18n";
import type { ConnectionView } from "../ipc";

type Part = "replace" | "concatPrice" | "timingPrice";

/** Why this cannot be asked of the account; null: it can. */
export function notSold(connection: ConnectionView | null, part: Part): string | null {
  if (!connection) return m.lyrics_reason_account();
  return connection[part] === null ? m.reason_notSold({ vendor: connection.vendorLabel }) : null;
}

/** The actions that are not to be had, as a list in words; empty: all are. */
export function notSoldWords(connection: ConnectionView): string {
  const names = {
    replace: m.action_replaceSection(),
    concatPrice: m.action_concat(),
    timingPrice: m.action_timing(),
  };
  const lacking = (Object.keys(names) as Part[]).filter((part) => connection[part] === null);
  const list = new Intl.ListFormat(language.current, { type: "disjunction" });
  return list.format(lacking.map((part) => names[part]));
}
