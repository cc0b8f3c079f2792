// Which replacement is on the desk: the jobs still under way for this song, and the one whose fragments are
// compared. A job is settled once a version was made after it, or it was discarded (dismissed).

import { backend, type JobView, type Range } from "../ipc";
import { app, isRunning, transport, type SongState } from "../state";

/** Heard before the range, so that the join is heard in context. */
const LEAD_IN_MS = 2000;

export function pendingJobs(song: SongState): JobView[] {
  return song.jobs.filter((job) => job.action === "replaceSection" && isRunning(job));
}

/** The newest finished replacement that nobody has decided about, once its takes are here. */
export function undecided(song: SongState): JobView | null {
  const since = song.current?.createdAt ?? 0;
  const fits = (job: JobView) =>
    job.action === "replaceSection" &&
    job.state === "done" &&
    (job.endedAt ?? 0) >= since &&
    arrived(song, job);
  const found = song.jobs.filter(fits);
  return found.reduce<JobView | null>(
    (best, job) => (best && best.startedAt > job.startedAt ? best : job),
    null,
  );
}

function arrived(song: SongState, job: JobView): boolean {
  return job.takes.length > 0 && job.takes.every((id) => song.takes.some((take) => take.id === id));
}

/** Puts arriving takes on the desk. `fresh`: this window saw the job run, so its first take is heard at once. */
export class Audition {
  #seen = new Set<string>();
  #watched = new Set<string>();

  constructor(
    private readonly song: SongState,
    private readonly show: (range: Range) => void,
  ) {}

  /** Called whenever jobs or takes have changed. */
  update(): void {
    for (const job of pendingJobs(this.song)) this.#watched.add(job.id);
    const job = undecided(this.song);
    if (!job || this.#seen.has(job.id) || this.song.audition === job.id) return;
    this.#seen.add(job.id);
    const fresh = this.#watched.has(job.id);
    void this.song.auditionJob(job.id, fresh ? 1 : 0);
    // What is selected, here or in the lyrics, is not taken away by takes that have long been waiting.
    if (!job.range || (this.song.selection && !fresh)) return;
    if (!this.song.selection) this.song.select(job.range);
    this.show(job.range);
    if (!app.playback.playing) transport.seek(Math.max(0, job.range.start - LEAD_IN_MS));
  }

  /** The takes stay in Takes: they are paid for. */
  async discard(): Promise<void> {
    const job = this.song.audition;
    if (job === null) return;
    this.#seen.add(job);
    await this.song.listenToVersion();
    if (this.song.jobs.some((each) => each.id === job)) await this.song.guard(() => backend.dismissJob(job));
  }
}
