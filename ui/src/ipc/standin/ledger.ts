// A ledger with everything in it: two units, play money, unclear charges and amounts that nobody told.

import type { Backend } from "../backend";
import type { Ledger, LedgerGroup, LedgerRow, Quote, Sum } from "../types";
import { asField, dayAfter } from "../../ledger/spans";
import { wait, type World } from "./world";

const sum = (patch: Partial<Sum>): Sum => ({
  unit: "credits",
  jobs: 1,
  spent: 0,
  unclear: 0,
  unclearJobs: 0,
  untoldJobs: 0,
  ...patch,
});

const MIXED = [sum({ jobs: 9, spent: 4.12, unclear: 0.5, unclearJobs: 1 }), sum({ unit: "CNY", jobs: 3, spent: 2.4, untoldJobs: 1 })];

function row(key: string, label: string, sums: Sum[], practice = false): LedgerRow {
  return { key, label, practice, newest: Date.now(), sums };
}

function rows(group: LedgerGroup): LedgerRow[] {
  const day = (back: number) => asField(dayAfter(new Date(), -back));
  const play = [sum({ jobs: 6, spent: 3 })];
  const lists: Record<LedgerGroup, LedgerRow[]> = {
    day: [
      row(day(0), "", MIXED),
      row(day(1), "", [sum({ jobs: 4, spent: 2.08 })]),
      row(day(6), "", [sum({ unit: "quota", jobs: 2, untoldJobs: 2 })]),
      row(day(0), "", play, true),
    ],
    vendor: [
      row("yoyai", "YoYAI", [sum({ jobs: 13, spent: 6.2, unclear: 0.5, unclearJobs: 1 })]),
      row("modelverse", "UCloud Modelverse", [sum({ unit: "CNY", jobs: 3, spent: 2.4, untoldJobs: 1 })]),
      row("gateway", "Suno-API / New-API", [sum({ unit: "quota", jobs: 2, untoldJobs: 2 })]),
      row("yoyai", "YoYAI", play, true),
    ],
    song: [
      row("song-1", "Paper Lanterns", [sum({ jobs: 8, spent: 3.9 })]),
      row("song-2", "夜航 · Night Voyage", MIXED),
      row("song-9", "", [sum({ jobs: 1, unclearJobs: 1, untoldJobs: 1 })]),
      row("song-1", "Paper Lanterns", play, true),
    ],
    action: [
      row("generate", "", MIXED),
      row("replaceSection", "", [sum({ jobs: 4, spent: 2.16 })]),
      row("timing", "", [sum({ jobs: 6, spent: 0.06 })], true),
    ],
  };
  return lists[group];
}

export function ledger(world: World): Pick<Backend, "getLedger" | "exportLedger"> {
  return {
    async getLedger({ group }): Promise<Ledger> {
      if (world.state === "empty") return { rows: [], total: [], practice: [] };
      const total = [...MIXED, sum({ unit: "quota", jobs: 2, untoldJobs: 2 })];
      return { rows: rows(group), total, practice: [sum({ jobs: 6, spent: 3 })] };
    },
    async exportLedger(_query, name) {
      await wait(200);
      return name;
    },
  };
}

/** With `state=limit` everything costs too much. */
export function limited(world: World, quote: Quote): Quote {
  if (world.state !== "limit") return quote;
  return {
    ...quote,
    confirmation: "yes",
    warnings: [
      { kind: "overClickLimit", limit: 0.3 },
      { kind: "overDailyBudget", budget: 5, spent: 4.62 },
    ],
  };
}
