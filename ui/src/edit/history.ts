// Versions as a history that undo and redo walk. The core keeps them all; here is only their order.

import type { VersionId, VersionView } from "../ipc";

export function newestFirst(versions: readonly VersionView[]): VersionView[] {
  return [...versions].sort((a, b) => b.number - a.number);
}

/** The version before (-1) or after (1) the current one, or null at the end. */
export function neighbour(
  versions: readonly VersionView[],
  current: VersionId | null,
  step: 1 | -1,
): VersionId | null {
  const ordered = newestFirst(versions).reverse();
  const at = ordered.findIndex((version) => version.id === current);
  return at < 0 ? null : (ordered[at + step]?.id ?? null);
}
