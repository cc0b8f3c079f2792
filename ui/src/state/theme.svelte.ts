// Dark or light, resolved in one place. Canvases read `theme.current` to know when to draw again.

class Theme {
  current = $state<"dark" | "light">("dark");
  #choice: "system" | "dark" | "light" = "system";
  #system = typeof matchMedia === "undefined" ? null : matchMedia("(prefers-color-scheme: light)");

  constructor() {
    this.#system?.addEventListener("change", () => this.set(this.#choice));
  }

  set(choice: "system" | "dark" | "light"): void {
    this.#choice = choice;
    this.current = choice === "system" ? (this.#system?.matches ? "light" : "dark") : choice;
    document.documentElement.dataset.theme = this.current;
  }

  /** A token's value as the canvas wants it. Reads `current`, so that an effect follows the theme. */
  colour(token: string): string {
    void this.current;
    return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  }
}

export const theme = new Theme();
