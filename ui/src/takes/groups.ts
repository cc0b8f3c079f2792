// Takes as they came: one group per request, newest first; imports by themselves. And how a group is heard.

import { clock, since } from "../i18n";
import type { JobView, LaneRequest, TakeId, TakeView } from "../ipc";
import { app, transport, type SongState } from "../state";
import { originName } from "../ui";

export interface TakeGroup {
  key: string;
  kind: "whole" | "fragment";
  job: string | null;
  takes: TakeView[];
  words: string;
  title: () => string;
}

/** Whole songs and fragments; parts stand beneath their take, sounds on pads. */
export function groupsOf(takes: readonly TakeView[], jobs: readonly JobView[]): TakeGroup[] {
  return gathered(
    takes.filter((take) => take.kind === "whole" || take.kind === "fragment"),
    jobs,
  );
}

/** The parts of a take, one group per request. */
export function stemsOf(takes: readonly TakeView[], source: TakeId, jobs: readonly JobView[]): TakeGroup[] {
  return gathered(
    takes.filter((take) => take.kind === "stem" && take.source === source),
    jobs,
  );
}

function gathered(takes: readonly TakeView[], jobs: readonly JobView[]): TakeGroup[] {
  const found = new Map<string, TakeView[]>();
  for (const take of takes) {
    const key = take.jobId ?? take.id;
    found.set(key, [...(found.get(key) ?? []), take]);
  }
  return [...found]
    .map(([key, members]) => group(key, members, jobs.find((job) => job.id === key) ?? null))
    .sort((a, b) => newest(b) - newest(a));
}

function newest(group: TakeGroup): number {
  return Math.max(...group.takes.map((take) => take.createdAt));
}

function group(key: string, members: TakeView[], job: JobView | null): TakeGroup {
  const takes = [...members].sort((a, b) => a.number - b.number);
  const first = takes[0] as TakeView;
  return {
    key,
    kind: first.kind === "fragment" ? "fragment" : "whole",
    job: first.jobId,
    takes,
    words: first.kind === "fragment" ? first.newWords : "",
    title: () => titled(first, job),
  };
}

function titled(take: TakeView, job: JobView | null): string {
  const range = take.kind === "fragment" ? (take.range ?? job?.range ?? null) : null;
  const where = range ? ` ${clock(range.start)}–${clock(range.end)}` : "";
  return `${originName(take.origin)}${where} · ${since(take.createdAt)}`;
}

/** Switches on the running clock when the group is loaded already; loads and plays it otherwise. */
export async function hear(song: SongState, group: TakeGroup, index: number): Promise<void> {
  const lanes = lanesOf(song, group);
  const lane = group.kind === "fragment" ? index + 1 : index;
  const { playback } = app;
  const same = playback.song === song.id && JSON.stringify(playback.lanes) === JSON.stringify(lanes);
  if (same && playback.audible === lane) return transport.toggle();
  if (same) {
    transport.hear(lane);
    if (!playback.playing) transport.play();
    return;
  }
  if (group.kind === "fragment") song.audition = group.job;
  await song.listen(lanes, lane);
  const range = group.kind === "fragment" ? group.takes[index]?.range : null;
  if (range) transport.seek(range.start - LEAD_MS);
  transport.play();
}

/** What leads into a replaced range belongs to hearing it. */
const LEAD_MS = 4000;

function lanesOf(song: SongState, group: TakeGroup): LaneRequest[] {
  const version = song.current?.id;
  if (group.kind === "whole") return group.takes.map((take) => ({ kind: "take", take: take.id }));
  if (version === undefined) return [];
  return [
    { kind: "version", version },
    ...group.takes.map((take): LaneRequest => ({ kind: "fragment", version, take: take.id, fade: song.fade })),
  ];
}

/** Next or previous lane, around the end. */
export function step(by: number): void {
  const { lanes, audible } = app.playback;
  if (lanes.length > 1) transport.hear((audible + by + lanes.length) % lanes.length);
}
