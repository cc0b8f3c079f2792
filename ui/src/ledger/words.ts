// The ledger's lines as text. Units are never added up; what nobody told is said, not guessed.

import { amount, language, m } from "../i18n";
import type { LedgerGroup, LedgerRow, Sum } from "../ipc";
import { actionName, actionNames } from "../ui";
import { parse } from "./spans";

export function groupWords(): Record<LedgerGroup, string> {
  return { day: m.ledger_day(), vendor: m.ledger_vendor(), song: m.ledger_song(), action: m.ledger_action() };
}

export function rowName(row: LedgerRow, group: LedgerGroup): string {
  switch (group) {
    case "day":
      return dayName(row.key);
    case "vendor":
      return row.practice ? m.practice_name() : row.label || row.key;
    case "song":
      return row.label || m.song_untitled();
    case "action":
      return actionName(row.key);
  }
}

function dayName(key: string): string {
  const day = parse(key);
  if (!day) return key;
  return new Intl.DateTimeFormat(language.current, { dateStyle: "full" }).format(day);
}

/** What was spent, one text per unit; then how many amounts nobody told. */
export function spent(sums: readonly Sum[]): string[] {
  const told = sums.filter((sum) => sum.jobs > sum.untoldJobs + sum.unclearJobs || sum.spent > 0);
  const untold = sums.reduce((all, sum) => all + sum.untoldJobs, 0);
  const texts = told.map((sum) => amount(sum.spent, sum.unit));
  return untold > 0 ? [...texts, m.ledger_untoldJobs({ count: untold })] : texts;
}

/** What may have been spent beside it. */
export function perhaps(sums: readonly Sum[]): string[] {
  const unclear = sums.filter((sum) => sum.unclearJobs > 0);
  return unclear.map((sum) => (sum.unclear > 0 ? amount(sum.unclear, sum.unit) : m.ledger_untold()));
}

export const jobsOf = (sums: readonly Sum[]): number => sums.reduce((all, sum) => all + sum.jobs, 0);

/** Heads and cells of the table for spreadsheets, in the language of the window. */
export function csvWords(): Record<string, string> {
  return {
    ...actionNames(),
    time: m.ledger_time(),
    vendor: m.ledger_vendor(),
    account: m.ledger_account(),
    song: m.ledger_song(),
    action: m.ledger_action(),
    amount: m.ledger_amount(),
    unit: m.ledger_unit(),
    money: m.ledger_money(),
    practice: m.practice_name(),
    job: m.ledger_job(),
    spent: m.ledger_spent(),
    unknown: m.ledger_unclear(),
    untold: m.ledger_untold(),
    yes: m.ledger_yes(),
    no: m.ledger_no(),
  };
}
