// Which replacement is on the desk: the jobs still under way for this song, and the one whose fragments are
// compared. A job is settled once one of its takes was kept, or it was discarded (dismissed); undoing the version
// that kept it puts its takes back on the desk.

import { backend, type JobView, type Range, type VersionView } from "../ipc";
import { app, isRunning, transport, type SongState } from "../state";

/** Heard before the range, so that the join is heard in context. */
const LEAD_IN_MS = 2000;

export function pendingJobs(song: SongState): JobView[] {
  return song.jobs.filter((job) => job.action === "replaceSection" && isRunning(job));
}

/** The newest finished replacement that nobody has decided about in this version, once its takes are here. */
export function undecided(song: SongState): JobView | null {
  const fits = (job: JobView) =>
    job.action === "replaceSection" && job.state === "done" && arrived(song, job) && open(song, job);
  const found = song.jobs.filter(fits);
  return found.reduce<JobView | null>(
    (best, job) => (best && best.startedAt > job.startedAt ? best : job),
    null,
  );
}

/** Nobody kept a take of the job and the version is not younger; or what kept one was a step from this version. */
function open(song: SongState, job: JobView): boolean {
  const { current } = song;
  if (!current) return true;
  const has = (version: VersionView) =>
    version.arrangement.patches.some((patch) => job.takes.includes(patch.fragment));
  if (has(current)) return false;
  const keepers = song.versions.filter(has);
  if (keepers.length === 0) return (job.endedAt ?? 0) >= current.createdAt;
  return keepers.some((keeper) => isStep(current, keeper, job));
}

/** Whether `after` is `before` with a take of the job laid over it (which may have covered older patches). */
function isStep(before: VersionView, after: VersionView, job: JobView): boolean {
  const known = new Set(before.arrangement.patches.map((patch) => patch.fragment));
  const others = after.arrangement.patches.filter((patch) => !job.takes.includes(patch.fragment));
  const same = before.arrangement.base === after.arrangement.base;
  return same && after.number > before.number && others.every((patch) => known.has(patch.fragment));
}

function arrived(song: SongState, job: JobView): boolean {
  return job.takes.length > 0 && job.takes.every((id) => song.takes.some((take) => take.id === id));
}

/** Puts arriving takes on the desk. `fresh`: this window saw the job run, so its first take is heard at once. */
export class Audition {
  /** Jobs put on the desk, in this version: what was left lying there does not come back by itself. */
  #seen = new Set<string>();
  #watched = new Set<string>();
  #version: string | undefined;

  constructor(
    private readonly song: SongState,
    private readonly show: (range: Range) => void,
  ) {}

  /** Called whenever jobs or takes have changed. */
  update(): void {
    for (const job of pendingJobs(this.song)) this.#watched.add(job.id);
    const job = undecided(this.song);
    if (this.#version !== this.song.current?.id) this.#seen.clear();
    this.#version = this.song.current?.id;
    if (!job || this.#seen.has(job.id) || this.song.audition === job.id) return;
    this.#seen.add(job.id);
    const fresh = this.#watched.delete(job.id);
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
