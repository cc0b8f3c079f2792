// Which layer lies over the screen: the command palette or the sheet of shortcuts.

class Panels {
  open = $state<"palette" | "sheet" | null>(null);

  show(which: "palette" | "sheet"): void {
    this.open = this.open === which ? null : which;
  }

  close(): void {
    this.open = null;
  }
}

export const panels = new Panels();
