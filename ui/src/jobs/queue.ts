// The queues of accounts, as far as the list of jobs shows them.

import { clock, m } from "../i18n";
import type { ConnectionView, JobView } from "../ipc";

export interface Queue {
  connection: ConnectionView;
  running: number;
  queued: number;
}

const AT_VENDOR = new Set<JobView["state"]>(["sending", "waiting", "saving"]);

/** Accounts whose queue is worth a line: something waits, or it is paused. */
export function queuesOf(jobs: readonly JobView[], connections: readonly ConnectionView[]): Queue[] {
  return connections
    .map((connection) => {
      const mine = jobs.filter((job) => job.connection === connection.id);
      return {
        connection,
        running: mine.filter((job) => AT_VENDOR.has(job.state)).length,
        queued: mine.filter((job) => job.state === "queued").length,
      };
    })
    .filter((queue) => queue.queued > 0 || queue.connection.options.paused);
}

/** How many jobs of the same account have their turn before this one. */
export function ahead(job: JobView, jobs: readonly JobView[]): number {
  const same = jobs.filter((each) => each.connection === job.connection && each.state === "queued");
  return same.filter((each) => each.startedAt < job.startedAt).length;
}

/** Why a queued job waits, in one line. `now` moves the countdown. */
export function queuedWords(job: JobView, jobs: readonly JobView[], paused: boolean, now: number): string {
  if (paused) return m.queue_paused();
  if (job.againAt !== null) return m.queue_busy({ time: clock(Math.max(0, job.againAt - now)) });
  const before = ahead(job, jobs);
  return before === 0 ? m.queue_next() : m.queue_ahead({ count: before });
}
