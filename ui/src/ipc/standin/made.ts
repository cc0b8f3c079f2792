// Takes that were made of other takes, stems, sounds and a draft: what the results look like.

import type { ActionRequest, DraftView, JobView, SongView, TakeOrigin, TakeView } from "../types";

type Make = (id: string, number: number, patch: Partial<TakeView>) => TakeView;

const PARTS = ["Vocals", "Backing Vocals", "Drums", "Bass", "Guitar", "Keyboard", "Strings", "Synth"];
const SOUNDS = ["Rain on a tin roof", "Tape stop", "纸灯笼的风声", "Vinyl crackle loop", "Sub drop"];

export function family(make: Make, at: number): TakeView[] {
  const minute = 60_000;
  const derived = (id: string, number: number, origin: TakeOrigin, patch: Partial<TakeView>) =>
    make(id, number, { origin, jobId: `job-${origin}`, source: "take-2", ...patch });
  return [
    derived("take-x1", 1, "extend", { durationMs: 74_000, createdAt: at - 8 * minute, range: { start: 64_000, end: 90_000 }, hasTiming: false }),
    derived("take-x2", 2, "extend", { durationMs: 69_000, createdAt: at - 8 * minute, range: { start: 64_000, end: 90_000 }, heard: false, hasTiming: false }),
    derived("take-c1", 1, "cover", { title: "Paper Lanterns (bossa nova)", createdAt: at - 30 * minute }),
    derived("take-m1", 1, "mashup", { with: "take-8", createdAt: at - 50 * minute }),
    derived("take-r1", 1, "remaster", { source: "take-1", createdAt: at - 70 * minute }),
    ...PARTS.map((stem, index) =>
      derived(`take-s${index}`, index + 1, "allStems", { kind: "stem", stem, title: stem, hasCover: false, createdAt: at - 20 * minute }),
    ),
    ...SOUNDS.map((title, index) =>
      make(`take-p${index}`, index + 1, {
        kind: "sound", origin: "sounds", jobId: "job-pads", title, durationMs: 1_400 + index * 900, hasCover: false, hasTiming: false, createdAt: at - index * minute,
      }),
    ),
  ];
}

export const draftOf = (job: string): DraftView => ({
  id: `draft-${job}`,
  job,
  title: "Lighthouse Letters",
  tags: ["indie folk", "warm", "male vocals"],
  createdAt: Date.now() - 40_000,
  text: "[Verse]\n灯火慢慢退到海的那一边\nI fold my letters into boats\nAnd count the ships that never wrote\n\n[Chorus]\nWe sail by the stars that we lost\n把名字写在浪的背面",
});

/** What a finished action leaves in the song. */
export function leave(song: SongView, job: JobView, action: ActionRequest, make: Make): Partial<SongView> {
  const common = { jobId: job.id, createdAt: Date.now(), heard: false, title: song.compose.title };
  switch (action.kind) {
    case "lyrics":
    case "mashupLyrics":
      return { drafts: [draftOf(job.id), ...song.drafts] };
    case "sounds":
      return {
        takes: [
          ...song.takes,
          ...[1, 2].map((n) => make(`${job.id}-${n}`, n, { ...common, kind: "sound", origin: "sounds", title: action.form.description, durationMs: 2_000, hasCover: false })),
        ],
      };
    case "derive":
      return {
        takes: [
          ...song.takes,
          ...[1, 2].map((n) => make(`${job.id}-${n}`, n, { ...common, origin: action.action as TakeOrigin, source: action.form.take, with: action.form.with, durationMs: 80_000 })),
        ],
      };
    case "onTake":
      return { takes: song.takes.map((take) => (take.id === action.take ? withFile(take, action.action) : take)) };
    default:
      return {};
  }
}

function withFile(take: TakeView, kind: string): TakeView {
  if (kind !== "wav" && kind !== "mp4" && kind !== "midi" && kind !== "html") return take;
  return { ...take, files: [...take.files, { kind, name: `${take.title}.${kind}`, bytes: 41_300_000 }] };
}
