// One way to change a setting: the core keeps it, its event changes the window.

import { asUiError, backend, type SettingsPatch } from "../ipc";
import { toasts } from "../state";

export async function save(patch: SettingsPatch): Promise<void> {
  await attempt(() => backend.updateSettings(patch));
}

export async function attempt<T>(command: () => Promise<T>): Promise<T | null> {
  try {
    return await command();
  } catch (reason) {
    toasts.fail(asUiError(reason));
    return null;
  }
}
