// Chooses the core once, before the first component is mounted. The stand-in is only in development and in
// `--mode standin` builds: a production bundle does not contain it.

import type { Backend } from "./backend";
import { tauri } from "./tauri";

export let backend: Backend = tauri;

export async function connect(): Promise<void> {
  if ("__TAURI_INTERNALS__" in globalThis) return;
  if (import.meta.env.DEV || import.meta.env.MODE === "standin") {
    backend = (await import("./standin")).standin();
  }
}

/** Tests put their own core here. */
export function useBackend(other: Backend): void {
  backend = other;
}

export type { Backend } from "./backend";
export * from "./types";
export { asUiError } from "./errors";
