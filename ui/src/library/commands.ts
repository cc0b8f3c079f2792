// What can be done to a song from the list.

import { m } from "../i18n";
import { asUiError, backend, type SongRow } from "../ipc";
import { app, openSong, toasts, transport } from "../state";

async function attempt(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command();
    return true;
  } catch (reason) {
    toasts.fail(asUiError(reason));
    return false;
  }
}

export const importAudio = () => attempt(() => backend.importAudio());

const named = (row: SongRow) => row.title || row.firstLine || m.song_untitled();

export async function toTrash(row: SongRow): Promise<void> {
  if (openSong.song?.id === row.id) await openSong.close();
  const done = await attempt(() => backend.trashSong(row.id));
  if (!done) return;
  toasts.say(m.toast_trashed({ title: named(row) }), "plain", { label: m.ui_undo(), run: () => void restore(row) });
}

export async function restore(row: SongRow): Promise<void> {
  await attempt(() => backend.restoreSong(row.id));
}

/** Only from the trash; the audio goes with it, so it asks with a toast that must be pressed. */
export function deleteForever(row: SongRow): void {
  toasts.say(m.toast_deleteForever({ title: named(row) }), "error", {
    label: m.library_deleteForever(),
    run: () => void attempt(() => backend.deleteSong(row.id)),
  });
}

export async function rename(row: SongRow, title: string): Promise<void> {
  const words = title.trim();
  if (words === row.title) return;
  if (openSong.song?.id === row.id) {
    openSong.song.edit({ title: words });
    await openSong.song.flush();
    return;
  }
  await attempt(async () => {
    const song = await backend.getSong(row.id);
    await backend.saveCompose(row.id, { ...song.compose, title: words });
  });
  app.libraryRevision += 1;
}

/** Plays the kept version, or the takes if none is kept yet; again: pauses. */
export async function playSong(row: SongRow): Promise<void> {
  if (app.playback.song === row.id && app.playback.lanes.length > 0) return transport.toggle();
  await attempt(async () => {
    const song = await backend.getSong(row.id);
    const takes = song.takes.filter((take) => take.kind === "whole");
    if (song.current !== null) await transport.playLanes(row.id, [{ kind: "version", version: song.current }]);
    else if (takes.length > 0) await transport.playLanes(row.id, takes.map((take) => ({ kind: "take", take: take.id })));
  });
}
