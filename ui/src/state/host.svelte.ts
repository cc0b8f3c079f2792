// The user's file host, as far as the window needs to know of it.

import { backend, type ConnectionView, type HostView } from "../ipc";

class FileHost {
  /** Null: none is set up, or nobody has asked yet. */
  current = $state.raw<HostView | null>(null);

  /** Asks anew; a core that does not answer means none. */
  async load(): Promise<void> {
    this.current = await backend.fileHost().catch(() => null);
  }
}

/** Whether what an account's vendor fetches has an address without one being pasted. */
export const hasAddress = (account: ConnectionView | null): boolean => Boolean(account?.practice) || fileHost.current !== null;

export const fileHost = new FileHost();
