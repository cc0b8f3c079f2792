// The user's file host, as far as the window needs to know of it.

import { backend, type HostView } from "../ipc";

class FileHost {
  /** Null: none is set up, or nobody has asked yet. */
  current = $state.raw<HostView | null>(null);

  /** Asks anew; a core that does not answer means none. */
  async load(): Promise<void> {
    this.current = await backend.fileHost().catch(() => null);
  }
}

export const fileHost = new FileHost();
