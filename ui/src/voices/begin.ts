// Beginning a voice of one's own: with which accounts that is possible, and how; and a song in one that is there.

import { backend, type ActionKind, type ConnectionId, type ConnectionView, type VoiceView } from "../ipc";
import { app, nav, openSong } from "../state";

/** The accounts whose vendors sell it and that have a key; the user's own before the practice studio. */
export function makersOf(connections: readonly ConnectionView[], action: ActionKind): ConnectionView[] {
  const sells = (each: ConnectionView) => each.offers.some((offer) => offer.action === action);
  const usable = connections.filter((each) => sells(each) && (each.practice || each.key === "stored"));
  return usable.toSorted((a, b) => Number(a.practice) - Number(b.practice));
}

export async function begin(connection: ConnectionId): Promise<void> {
  nav.make("voices", await backend.beginVoice(connection));
}

/** A new song in a voice, with a model that can sing in it. */
export async function singIn(voice: VoiceView): Promise<void> {
  const account = app.connection(voice.connection);
  const model = voice.models.find((id) => account?.models.some((each) => each.id === id)) ?? account?.defaultModel ?? "";
  await openSong.create({ connection: voice.connection, model, voice: voice.id });
  nav.showTab("lyrics");
}
