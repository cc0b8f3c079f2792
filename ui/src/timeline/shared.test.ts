// The cases that the song crate is tested with too: both must answer alike.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Millis, Range, RangeLimits, Timing } from "../ipc/types";
import { judge, textIn, type Verdict, wordsIn } from "./range";
import { snap, snapTargets, type SnapTarget } from "./snap";

interface Song {
  name: string;
  lyrics: string;
  durationMs: Millis;
  timing: Timing;
  ranges: (Range & { words: [number, number]; text: { text: string } | null })[];
  snapTargets: SnapTarget[];
  snaps: { time: Millis; radius: Millis; target: SnapTarget | null }[];
}
interface Cases {
  songs: Song[];
  lengths: { limits: RangeLimits; cases: (Range & { verdict: Verdict })[] };
}

const file = new URL("../../../tests/fixtures/range/cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Cases;
const MAGNET_PX = 8;

describe("shared with the song crate", () => {
  it("lengths are judged alike", () => {
    for (const each of cases.lengths.cases) expect(judge(cases.lengths.limits, each)).toEqual(each.verdict);
  });

  for (const song of cases.songs) {
    describe(song.name, () => {
      it("has the same words and text in each range", () => {
        for (const each of song.ranges) {
          const words = wordsIn(song.timing, each);
          expect(words ? [words.first, words.last + 1] : null).toEqual(each.text ? each.words : null);
          expect(textIn(song.timing, song.lyrics, each)).toBe(each.text?.text.replace(/\r\n/g, "\n") ?? "");
        }
      });

      it("has the same places to snap to", () => {
        expect(snapTargets(song.timing, song.durationMs)).toEqual(song.snapTargets);
      });

      it("snaps alike", () => {
        const targets = snapTargets(song.timing, song.durationMs);
        for (const each of song.snaps) {
          expect(snap(targets, each.time, (MAGNET_PX * 1000) / each.radius)).toEqual(each.target);
        }
      });
    });
  }
});
