// Turns events of the core into words: a job that ended, files that came in or did not.

import { m, price } from "../i18n";
import { backend, type JobView, type UiEvent } from "../ipc";
import { app, isRunning, nav, toasts } from "../state";
import { actionWords, explain, moneyWords } from "../ui";
import { panels } from "./panels.svelte";

/** What is over sooner needs no words. */
const NOTICEABLE = 400;

/** Speaks about jobs that were running when last seen, so that a snapshot of old jobs stays silent. */
export function announceEvents(): () => void {
  const running = new Set(app.runningJobs.map((job) => job.id));
  let importing = 0;
  let waiting = 0;
  return app.listen((event) => {
    if (event.kind === "snapshot") event.jobs.filter(isRunning).forEach((job) => running.add(job.id));
    if (event.kind === "importing") waiting = window.setTimeout(() => (importing = toasts.say(m.toast_importing())), NOTICEABLE);
    if (event.kind === "imported") {
      window.clearTimeout(waiting);
      toasts.remove(importing);
      sayImported(event);
    }
    if (event.kind !== "jobChanged") return;
    if (isRunning(event.job)) running.add(event.job.id);
    else if (running.delete(event.job.id)) sayEnded(event.job);
  });
}

function sayEnded(job: JobView): void {
  const what = actionWords(job.action, job.range);
  tellSystem(job, what);
  // Word times arrive by themselves after keeping; the words appearing is announcement enough.
  if (job.state === "done" && job.action === "timing") return;
  if (job.state === "done" && job.takes.length === 0) {
    // Words, files, an upload: no takes to listen to.
    const words = job.action === "lyrics" || job.action === "mashupLyrics";
    const text = m.toast_actionDone({ what, title: job.songTitle || m.song_untitled() });
    const show = () => (MADE.has(job.action) || job.song === "" ? nav.go(placeOf(job)) : void nav.open(job.song, words ? "lyrics" : "takes"));
    if (!STEPS.has(job.action)) toasts.say(text, "ok", { label: m.act_show(), run: show });
  } else if (job.state === "done") {
    const text = m.toast_jobDone({
      what,
      title: job.songTitle || m.song_untitled(),
      takes: job.takes.length,
      price: price(job.charged ?? job.quoted, job.unit),
    });
    toasts.say(text, "ok", { label: m.toast_listen(), run: () => void nav.open(job.song, "takes") });
  } else if (job.error) {
    toasts.fail(job.error);
  }
}

/** What ends as a voice. */
const MADE = new Set<JobView["action"]>(["createVoice", "verifyVoice"]);
/** Steps whose place shows what came of them: their words would only be in the way. */
const STEPS = new Set<JobView["action"]>(["extractVoice", "initVoice", "prepareCustomModel", "uploadToCustomModel"]);

const placeOf = (job: JobView) => (job.action === "createCustomModel" ? "models" : "voices");

/** The core says it only while the window is in the background. What the user ended needs no news. */
function tellSystem(job: JobView, what: string): void {
  if (job.state === "cancelled" || job.action === "timing") return;
  const title = job.state === "done" ? m.notify_done({ what }) : m.notify_failed({ what });
  const words = [job.songTitle || m.song_untitled(), job.error ? explain(job.error) : moneyWords(job.money)];
  void backend.sayEnded(title, words.join(" · "));
}

function sayImported(event: Extract<UiEvent, { kind: "imported" }>): void {
  const first = event.songs[0];
  // One file, chosen in the library, is what the user wants to see next; whoever is at work elsewhere is not torn away.
  const opens = event.songs.length === 1 && event.failed.length === 0 && nav.place === "library";
  if (first && opens) {
    void nav.open(first, "edit");
  } else if (first) {
    toasts.say(m.toast_imported({ count: event.songs.length }), "ok", {
      label: m.ui_open(),
      run: () => void nav.open(first),
    });
  }
  const [only, ...more] = event.failed;
  // One refusal fits a toast; a heap of them would push each other away before they are read.
  if (only && more.length === 0) toasts.say(explain({ ...only.error, values: { name: only.name, ...only.error.values } }), "error");
  if (more.length > 0) panels.report(event.failed);
}
