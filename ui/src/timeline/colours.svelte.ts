// The theme's colours for canvases, which cannot read custom properties themselves. Reading one inside an
// effect runs the effect again when the theme changes.

class Theme {
  #revision = $state(0);

  constructor() {
    if (typeof document === "undefined") return;
    const changed = () => (this.#revision += 1);
    new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
      matchMedia(query).addEventListener("change", changed);
    }
  }

  colour(name: string): string {
    void this.#revision;
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }
}

export const theme = new Theme();
