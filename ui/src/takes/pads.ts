// Sounds on pads: which key plays which, and how one is played.

import { m } from "../i18n";
import type { TakeView } from "../ipc";
import type { Action } from "../keys";
import { app, transport, type SongState } from "../state";

/** Two rows under the left hand. */
export const PAD_KEYS = ["Q", "W", "E", "R", "A", "S", "D", "F"] as const;

/** Newest first, as the pads stand. */
export const soundsOf = (takes: readonly TakeView[]): TakeView[] =>
  takes.filter((take) => take.kind === "sound").sort((a, b) => b.createdAt - a.createdAt || a.number - b.number);

/** A pad always begins its sound; pressing the one that sounds stops it. */
export function playPad(song: SongState, sound: TakeView): void {
  const { playback } = app;
  const lane = playback.song === song.id ? playback.lanes[playback.audible] : undefined;
  const sounding = lane?.kind === "take" && lane.take === sound.id && playback.playing;
  if (sounding) return transport.pause();
  if (lane?.kind === "take" && lane.take === sound.id) transport.seek(0);
  void transport.playLanes(song.id, [{ kind: "take", take: sound.id }]);
}

export function padActions(song: SongState): Action[] {
  return PAD_KEYS.map((key, index) => ({
    id: `pad-${index + 1}`,
    scope: "takes",
    label: () => m.pads_play({ number: index + 1 }),
    chords: [key],
    run: () => {
      const sound = soundsOf(song.takes)[index];
      if (sound) playPad(song, sound);
    },
    reason: () => (soundsOf(song.takes).length > index ? null : m.pads_none()),
  }));
}
