// A core that lives in the browser: for pictures and accessibility checks of every screen and state. It
// makes no sound and proves nothing about behaviour; the real window is tested for that.

import type { Backend } from "../backend";
import type { ActionKind, ActionRequest, JobView, Quote, SongPage, SongQuery, SongView, VersionView, Warning } from "../types";
import { accounts } from "./accounts";
import { fakeCover } from "./cover";
import { fakePeaks } from "./peaks";
import { fileHost, leaving } from "./host";
import { ledger, limited } from "./ledger";
import { hands, startsOf } from "./hands";
import { mixing } from "./mixing";
import { menuOf } from "./offers";
import { problem } from "./people";
import { recorder } from "./recorder";
import { compose as blank } from "./songs";
import { timingOf } from "./timing";
import { makingOf, pricedMaking, voices } from "./voices";
import { wait, World } from "./world";

export function standin(): Backend {
  const world = new World();
  return { ...listening(world), ...songs(world), ...money(world), ...ledger(world), ...keeping(world), ...hands(world), ...sound(world), ...accounts(world), ...fileHost(world), ...mixing(world), ...recorder(world), ...rest(world), ...voices(world) };
}

type Part<K extends keyof Backend> = Pick<Backend, K>;

function listening(world: World): Part<"startProblem" | "startAgain" | "subscribe" | "watchPlayback"> {
  return {
    startProblem: async () => world.startProblem(),
    startAgain: async () => world.startProblem(),
    async subscribe(onEvent) {
      if (world.state === "error") throw problem({ code: "internal", message: "The library is locked by another program." });
      world.onEvent = onEvent;
      world.snapshot();
    },
    async watchPlayback(onTick) {
      world.onTick = onTick;
    },
  };
}

function songs(
  world: World,
): Part<
  | "listSongs" | "getSong" | "createSong" | "saveCompose" | "saveLyricsHistory" | "getLyricsHistory" | "trashSong" | "restoreSong" | "deleteSong"
  | "importAudio" | "getTiming" | "getPeaks" | "getCover"
> {
  const trash = (id: string, at: number | null) => {
    world.change(id, { trashedAt: at });
    world.emit({ kind: "libraryChanged" });
  };
  return {
    listSongs: async (query) => page(world, query),
    getSong: async (id) => world.song(id),
    async createSong(words) {
      const id = `song-${world.songs.size + 1}-new`;
      const song: SongView = {
        id, compose: blank(words), savedAt: Date.now(), practice: true, takes: [], versions: [], current: null, trashedAt: null, drafts: [], markers: [], elsewhere: [],
      };
      world.songs.set(id, song);
      world.emit({ kind: "libraryChanged" });
      return song;
    },
    async saveCompose(id, words) {
      await wait(120);
      if (world.state === "error") throw problem({ code: "diskFull" });
      world.songs.set(id, { ...world.song(id), compose: words, savedAt: Date.now() });
      return Date.now();
    },
    saveLyricsHistory: async (id, state) => void world.lyricsHistories.set(id, state),
    getLyricsHistory: async (id) => world.lyricsHistories.get(id) ?? null,
    trashSong: async (id) => trash(id, Date.now()),
    restoreSong: async (id) => trash(id, null),
    async deleteSong(id) {
      world.songs.delete(id);
      world.emit({ kind: "libraryChanged" });
    },
    async importAudio() {
      world.emit({ kind: "imported", songs: ["song-3"], failed: refused(world.state === "report" ? ["notes.pdf", "副歌 草稿.docx", "cover-final-final.png"] : ["notes.pdf"]) });
    },
    async getTiming(id, version) {
      const song = world.song(id);
      const found = song.versions.find((each) => each.id === version);
      const timed = song.takes.some((each) => each.id === found?.arrangement.base && each.hasTiming);
      const known = found?.lyrics && (timed || song.practice) ? timingOf(found.lyrics) : null;
      return startsOf(version, known);
    },
    async getPeaks(id, lane) {
      const song = world.song(id);
      const take = lane.kind === "fragment" ? song.takes.find((each) => each.id === lane.take) : undefined;
      const patch = take?.range ? { range: take.range, seed: take.number * 3 + 1 } : null;
      const seed = lane.kind === "take" ? (song.takes.find((each) => each.id === lane.take)?.number ?? 1) : 2;
      return fakePeaks(world.durationOf(song, lane), seed + id.length, patch);
    },
    getCover: async (take) => fakeCover(take),
  };
}

const refused = (names: string[]) =>
  names.map((name) => ({ name, error: problem({ code: "notAudio", values: { name } }) }));

function page(world: World, query: SongQuery): SongPage {
  const text = query.text.toLowerCase();
  const rows = [...world.songs.values()]
    .filter((song) => (song.trashedAt !== null) === (query.filter === "trash"))
    .filter((song) => `${song.compose.title} ${song.compose.lyrics} ${song.compose.style}`.toLowerCase().includes(text))
    .map((song) => world.row(song))
    .sort((a, b) => order(query.sort, a, b));
  return { total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
}

function order(sort: SongQuery["sort"], a: SongPage["rows"][number], b: SongPage["rows"][number]): number {
  if (sort === "title") return a.title.localeCompare(b.title);
  if (sort === "length") return (b.durationMs ?? 0) - (a.durationMs ?? 0);
  return b.changedAt - a.changedAt;
}

function money(
  world: World,
): Part<
  | "quote" | "quoteAgain" | "sayEnded" | "start" | "cancelJob" | "dismissJob" | "lookUpJob"
  | "actionMenu" | "saveTakeFile" | "dismissDraft"
> {
  const find = (id: string) => world.jobs.find((each) => each.id === id) as JobView;
  return {
    async quote(action) {
      await wait(60);
      if (world.state === "offline") throw problem({ code: "unreachable", money: "notSpent" });
      const quote = limited(world, priced(world, action));
      world.quotes.set(quote.quoteId, { action, quote });
      return quote;
    },
    async quoteAgain(id) {
      const { song, money } = find(id);
      const quote = priced(world, { kind: "generate", song: world.songs.has(song) ? song : "song-1" });
      const earlier = { unknown: "earlierUnclear", spent: "earlierSpent", notSpent: null }[money] as "earlierUnclear" | "earlierSpent" | null;
      return { ...quote, warnings: earlier ? [{ kind: earlier }] : [] };
    },
    sayEnded: async () => {},
    async start(quoteId) {
      const known = world.quotes.get(quoteId);
      if (!known || !world.quotes.delete(quoteId)) throw problem({ code: "staleQuote", money: "notSpent" });
      const job = world.setJob(newJob(world, known.action, known.quote));
      void world.run(job, known.action);
      return job;
    },
    async cancelJob(id) {
      world.setJob({ ...find(id), state: "cancelled", endedAt: Date.now() });
    },
    async dismissJob(id) {
      world.jobs = world.jobs.filter((each) => each.id !== id);
      world.emit({ kind: "jobRemoved", job: id });
    },
    lookUpJob: () => wait(300),
    async actionMenu(id, takeId) {
      await wait(40);
      const take = world.song(id).takes.find((each) => each.id === takeId);
      if (!take) throw problem({ code: "notFound" });
      return menuOf(take, world.connection(take.connection ?? world.song(id).compose.connection));
    },
    saveTakeFile: async (_song, _take, kind) => `/home/lin/Music/song.${kind}`,
    async dismissDraft(id, draft) {
      world.change(id, { drafts: world.song(id).drafts.filter((each) => each.id !== draft) });
    },
  };
}

function priced(world: World, action: ActionRequest): Quote {
  if (!("song" in action)) return pricedMaking(world, action);
  const song = world.song(action.song);
  const from = world.connection(song.compose.connection);
  const sold = from.offers.find((each) => each.action === kindOf(action));
  const generate = from.models.find((each) => each.id === song.compose.model)?.price || null;
  const price = action.kind === "generate" ? generate : (sold?.price ?? null);
  const words = action.kind === "replaceSection" ? action.newWords : action.kind === "derive" ? action.form.compose.lyrics : song.compose.lyrics;
  const warnings: Warning[] = sold?.supposed ? [{ kind: "priceSupposed" }] : [];
  if (price === null) warnings.push({ kind: "priceUnknown" });
  const takes = action.kind === "onTake" || action.kind === "lyrics" || action.kind === "mashupLyrics" ? 0 : 2;
  return {
    quoteId: crypto.randomUUID(), price, unit: from.unit, balance: from.balance, vendorLabel: from.vendorLabel, practice: from.practice,
    takes, usualSeconds: [60, 120], confirmation: null, hosting: from.practice ? null : leaving(world, action), warnings,
    sent: [
      { name: "title", value: song.compose.title },
      { name: "prompt", value: words },
      { name: "lyric", value: words },
      { name: "style", value: song.compose.style },
    ],
  };
}

const kindOf = (action: ActionRequest): ActionKind => (action.kind === "derive" || action.kind === "onTake" ? action.action : action.kind);

function newJob(world: World, action: ActionRequest, quote: Quote): JobView {
  const about = "song" in action ? { song: action.song, songTitle: world.song(action.song).compose.title } : { song: "", songTitle: makingOf(world, action)?.name ?? "" };
  return {
    id: crypto.randomUUID(), action: kindOf(action), ...about,
    connection: ("song" in action ? world.song(action.song).compose.connection : makingOf(world, action)?.connection) ?? "con-practice", connectionLabel: quote.vendorLabel, practice: quote.practice, state: "sending", money: "unknown", quoted: quote.price,
    charged: null, unit: quote.unit, startedAt: Date.now(), endedAt: null, usualSeconds: quote.usualSeconds,
    range: action.kind === "replaceSection" ? action.range : null, takes: [], percent: null, stage: "", trouble: null, againAt: null,
    error: null, traceId: null, vendorMessage: null,
  };
}

function keeping(world: World): Part<"keepTake" | "keepFragment" | "goToVersion" | "markHeard"> {
  const add = (id: string, patch: Partial<VersionView>): SongView => {
    const song = world.song(id);
    const number = song.versions.length + 1;
    const last = song.versions.at(-1);
    const version = { ...last, id: `${id}-v${number}`, number, createdAt: Date.now(), ...patch } as VersionView;
    return world.change(id, { versions: [...song.versions, version], current: version.id });
  };
  return {
    async keepTake(id, takeId) {
      const song = world.song(id);
      const take = song.takes.find((each) => each.id === takeId);
      return add(id, {
        cause: { kind: "takeKept", label: `Take ${take?.number}`, range: null }, arrangement: { base: takeId, patches: [] },
        lyrics: song.compose.lyrics, durationMs: take?.durationMs ?? 0, place: "vendorLocal",
      });
    },
    async keepFragment(id, _version, takeId) {
      const take = world.song(id).takes.find((each) => each.id === takeId);
      return add(id, { cause: { kind: "sectionReplaced", label: `Take ${take?.number}`, range: take?.range ?? null }, place: "local" });
    },
    goToVersion: async (id, version) => world.change(id, { current: version }),
    async markHeard(takeId) {
      for (const song of world.songs.values()) {
        if (!song.takes.some((each) => each.id === takeId && !each.heard)) continue;
        world.change(song.id, { takes: song.takes.map((each) => (each.id === takeId ? { ...each, heard: true } : each)) });
      }
    },
  };
}

function sound(
  world: World,
): Part<
  | "openPlayback" | "play" | "pause" | "seek" | "setLoop" | "hearLane" | "playSpans" | "setVolume" | "setLoudnessMatch"
> {
  return {
    async openPlayback(id, lanes, audible) {
      const same = world.playback.song === id;
      const durationMs = world.durationOf(world.song(id), lanes[0]);
      const positionMs = same ? world.playback.positionMs : 0;
      world.play({ song: id, lanes, audible, durationMs, positionMs, laneGainsDb: lanes.map(() => 0), loop: same ? world.playback.loop : null, playing: same && world.playback.playing });
    },
    play: async () => world.play({ playing: true }),
    pause: async () => world.play({ playing: false }),
    seek: async (positionMs) => world.play({ positionMs }),
    setLoop: async (loop) => world.play({ loop }),
    hearLane: async (audible) => world.play({ audible }),
    playSpans: async (spans) => world.play({ positionMs: spans[0]?.start ?? 0, playing: true }),
    setVolume: async (volumeDb) => world.play({ volumeDb }),
    setLoudnessMatch: async (loudnessMatch) => world.play({ loudnessMatch }),
  };
}

function rest(
  world: World,
): Part<
  "exportVersion" | "openExportFolder" | "updateSettings" | "chooseFolder" | "listOutputs" | "playTestSound" | "copyText"
> {
  return {
    async exportVersion(request, onProgress) {
      for (let done = 0; done <= request.formats.length; done += 1) {
        onProgress({ done, of: request.formats.length, fraction: done / request.formats.length });
        await wait(250);
      }
      return request.formats.map((format) => ({ format, path: `${world.settings.exportFolder}/song.${format}`, name: `song.${format}` }));
    },
    openExportFolder: async () => {},
    async updateSettings(patch) {
      world.settings = { ...world.settings, ...patch };
      world.emit({ kind: "settingsChanged", settings: world.settings });
      return world.settings;
    },
    chooseFolder: async () => null,
    listOutputs: async () => [
      { id: "default", name: "Built-in Audio", isDefault: true },
      { id: "usb", name: "Scarlett 2i2 USB", isDefault: false },
    ],
    playTestSound: () => wait(400),
    copyText: async (text) => void navigator.clipboard?.writeText(text),
  };
}
