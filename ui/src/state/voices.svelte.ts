// Voices and models of one's own, finished and in the making: read again whenever the core says that they changed.

import { asUiError, backend, type ConnectionId, type UiError, type VoiceId, type VoicesView, type VoiceView } from "../ipc";
import { app } from "./app.svelte";

const NONE: VoicesView = { voices: [], models: [], voiceMakings: [], modelMakings: [] };

class Voices {
  view = $state.raw<VoicesView>(NONE);
  ready = $state(false);
  problem = $state.raw<UiError | null>(null);
  #turn = 0;

  constructor() {
    app.listen((event) => {
      if (event.kind === "snapshot" || event.kind === "voicesChanged") void this.load();
    });
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const view = await backend.getVoices();
      if (turn === this.#turn) this.view = view;
      this.problem = null;
    } catch (reason) {
      this.problem = asUiError(reason);
    }
    this.ready = true;
  }

  voice(id: VoiceId | null): VoiceView | null {
    return this.view.voices.find((each) => each.id === id) ?? null;
  }

  /** Of this account first. */
  for(connection: ConnectionId | null): VoiceView[] {
    const here = (voice: VoiceView) => Number(voice.connection !== connection);
    return this.view.voices.toSorted((a, b) => here(a) - here(b));
  }
}

export const voices = new Voices();
