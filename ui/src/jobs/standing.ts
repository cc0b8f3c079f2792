// What the vendor said of a job under way, as words.

import { m } from "../i18n";
import type { ErrorCode, JobView, UiError } from "../ipc";
import { explain } from "../ui";

/** Only the vendor's own waiting has a standing: what was said before belongs to a question already answered. */
export function saysNothing(job: JobView): boolean {
  return job.state !== "waiting" || (job.percent === null && job.stage === "" && job.trouble === null);
}

const REASONS: Partial<Record<ErrorCode, () => string>> = {
  busy: m.trouble_busy,
  timeout: m.trouble_timeout,
  unreachable: m.trouble_unreachable,
  unreadable: m.trouble_unreadable,
};

/** One line that asks nothing of the user: the general sentences tell to try again, here Refrain does it. */
export function troubleWords(trouble: UiError): string {
  const reason = REASONS[trouble.code]?.() ?? explain(trouble).replace(/[.。]$/, "");
  return m.job_trouble({ reason });
}
