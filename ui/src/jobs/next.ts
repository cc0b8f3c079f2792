// What a person can do about a job that has ended otherwise than hoped: one sentence and the ways that are open.

import { m } from "../i18n";
import type { ActionKind, ErrorCode, JobView } from "../ipc";
import type { SongTab } from "../state/nav.svelte";

export interface Next {
  words: string;
  /** Asking the vendor what became of it: free. */
  lookUp: boolean;
  /** A new job that asks for the same: costs. */
  again: boolean;
  /** Whether it is for the connection's settings to mend. */
  settings: boolean;
}

/** What ends as words, in Lyrics. */
const WRITES: ReadonlySet<ActionKind> = new Set(["lyrics", "mashupLyrics"]);
/** What ends in the edited song. */
const EDITS: ReadonlySet<ActionKind> = new Set(["replaceSection", "concat", "timing"]);

/** The tab of its song where the results of a job are; undefined: wherever the song opens. */
export function placeOf(job: JobView): SongTab | undefined {
  if (job.state !== "done") return undefined;
  if (WRITES.has(job.action)) return "lyrics";
  return EDITS.has(job.action) ? "edit" : "takes";
}

const NOTHING: Next = { words: "", lookUp: false, again: false, settings: false };

export function nextOf(job: JobView): Next {
  switch (job.state) {
    case "outcomeUnknown":
      return { words: m.next_unknown(), lookUp: true, again: true, settings: false };
    case "cancelled":
      return job.money === "notSpent"
        ? { ...NOTHING, words: m.next_cancelledFree(), again: true }
        : { ...NOTHING, words: m.next_cancelled(), lookUp: true, again: true };
    case "failed":
      return failed(job);
    case "refused":
      return { ...NOTHING, ...refused(job.error?.code), again: true };
    default:
      return NOTHING;
  }
}

function failed(job: JobView): Next {
  if (job.money === "notSpent") return { ...NOTHING, ...refused(job.error?.code), again: true };
  const fetched = job.money === "spent";
  return { ...NOTHING, words: fetched ? m.next_fetchAgain() : m.next_failedUnclear(), lookUp: true, again: true };
}

const CONNECTION = new Set<ErrorCode>(["badKey", "noKey", "keyringUnavailable", "badUrl", "notFound", "pathNotFound"]);
const WORDING = new Set<ErrorCode>(["textTooLong", "emptyLyrics", "noWords", "badRequest", "refused", "rangeTooLong", "rangeTooShort"]);

function refused(code: ErrorCode | undefined): Pick<Next, "words" | "settings"> {
  if (code === "busy") return { words: m.next_busy(), settings: false };
  if (code === "outOfCredits") return { words: m.next_credits(), settings: false };
  if (code === "unreachable" || code === "timeout") return { words: m.next_network(), settings: false };
  if (code && CONNECTION.has(code)) return { words: m.next_connection(), settings: true };
  if (code && WORDING.has(code)) return { words: m.next_wording(), settings: false };
  return { words: m.next_again(), settings: false };
}
