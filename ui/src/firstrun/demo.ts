// The demo song: our own words in two languages, sung by the practice studio.

import { asUiError, backend, type JobView } from "../ipc";
import { app, nav, openSong, toasts, transport } from "../state";

const TITLE = "夜航 · Night Ferry";
const STYLE = "dream pop, warm analog, 92 BPM, soft lead voice";
const LYRICS = `[Verse]
Paper lanterns on the rooftops
Counting every boat that goes
街灯慢慢数着水面
没有人问风往哪里走

[Chorus]
We were never going home
把黑夜唱成蓝色的歌
Hold the light and let it go
等风来 等你来 等天亮了`;

/** Makes the song and asks the practice studio to sing it; answers the job. */
export async function makeDemo(): Promise<JobView> {
  const practice = app.practice;
  const song = await openSong.create({
    mode: "custom",
    title: TITLE,
    style: STYLE,
    lyrics: LYRICS,
    ...(practice ? { connection: practice.id, model: practice.defaultModel } : {}),
  });
  const quote = await backend.quote({ kind: "generate", song: song.id });
  return backend.start(quote.quoteId, null);
}

/** From the empty library: make it, show it, play it when it arrives. */
export async function startDemo(): Promise<void> {
  try {
    const job = await makeDemo();
    nav.showTab("takes");
    const stop = app.listen((event) => {
      if (event.kind !== "jobChanged" || event.job.id !== job.id || event.job.endedAt === null) return;
      stop();
      if (event.job.state === "done") void hearTakes(event.job);
    });
  } catch (reason) {
    toasts.fail(asUiError(reason));
  }
}

/** Plays take 1 with the others beside it on the same clock. */
export async function hearTakes(job: JobView): Promise<void> {
  await openSong.song?.reload();
  await transport.playLanes(job.song, job.takes.map((take) => ({ kind: "take", take })));
}
