// Small pieces of wording that more than one part of the Edit screen needs.

import { m, seconds } from "../i18n";
import type { JobView, RangeLimits, SeamQuality, VersionView } from "../ipc";
import { kindOf } from "../lyrics/tags";
import { sectionName } from "../timeline/names";
import { judge, type Verdict } from "../timeline/range";
import { rangeWords } from "../ui";

export function seamWords(quality: SeamQuality): string {
  return { smooth: m.edit_seam_smooth, audible: m.edit_seam_audible, hard: m.edit_seam_hard }[quality]();
}

export function causeWords(cause: VersionView["cause"]): string {
  const label = aboutWords(cause);
  switch (cause.kind) {
    case "takeKept":
      return m.edit_cause_take({ label });
    case "sectionReplaced":
      return m.edit_cause_section({ label });
    case "joinedAtVendor":
      return m.edit_cause_joined();
    case "imported":
      return m.edit_cause_imported();
  }
}

/** What a cause was about: the core says a take's number, or a section's label (none between sections). */
function aboutWords({ kind, label, range }: VersionView["cause"]): string {
  if (kind === "takeKept" && /^\d+$/.test(label)) return m.edit_take({ n: label });
  if (kind !== "sectionReplaced") return label;
  if (label !== "") return sectionName(kindOf(label), label);
  return range ? rangeWords(range) : "";
}

/** The badge beside a range's length, and why it cannot be sent, if so. */
export function verdictWords(verdict: Verdict, limits: RangeLimits): string {
  const shown = { min: trim(limits.min), max: trim(limits.max), advised: trim(limits.advisedMax) };
  switch (verdict.kind) {
    case "tooShort":
      return m.edit_too_short({ missing: seconds(Math.ceil(verdict.missing / 100) * 100, 1) });
    case "tooLong":
      return m.edit_too_long({ over: seconds(Math.ceil(verdict.over / 100) * 100, 1), max: shown.max });
    case "long":
      return m.edit_long({ advised: shown.advised });
    case "fine":
      return m.edit_fine(shown);
  }
}

export const blocked = (verdict: Verdict): boolean =>
  verdict.kind === "tooShort" || verdict.kind === "tooLong";

/** 2500 -> "2.5", 60000 -> "60" */
function trim(ms: number): string {
  return String(ms / 1000);
}

export { judge };

export function jobWords(job: JobView): string {
  return (
    { queued: m.job_queued, sending: m.edit_job_sending, saving: m.edit_job_saving }[job.state as "queued" | "sending" | "saving"]?.() ??
    m.edit_job_waiting()
  );
}
