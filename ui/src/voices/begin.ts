// Beginning a voice of one's own: with which accounts that is possible, and how.

import { backend, type ActionKind, type ConnectionId, type ConnectionView } from "../ipc";
import { nav } from "../state";

/** The accounts whose vendors sell it and that have a key; the user's own before the practice studio. */
export function makersOf(connections: readonly ConnectionView[], action: ActionKind): ConnectionView[] {
  const sells = (each: ConnectionView) => each.offers.some((offer) => offer.action === action);
  const usable = connections.filter((each) => sells(each) && (each.practice || each.key === "stored"));
  return usable.toSorted((a, b) => Number(a.practice) - Number(b.practice));
}

export async function begin(connection: ConnectionId): Promise<void> {
  nav.make("voices", await backend.beginVoice(connection));
}
