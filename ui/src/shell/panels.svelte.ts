// Which layer lies over the screen: the command palette, the sheet of shortcuts, or what could not be imported.

import type { FailedImport } from "../ipc";

class Panels {
  open = $state<"palette" | "sheet" | "report" | null>(null);
  /** Files that could not be imported. */
  failed = $state.raw<FailedImport[]>([]);

  show(which: "palette" | "sheet"): void {
    this.open = this.open === which ? null : which;
  }

  report(failed: FailedImport[]): void {
    this.failed = failed;
    this.open = "report";
  }

  close(): void {
    this.open = null;
  }
}

export const panels = new Panels();
