// Which language the window speaks. "system" is resolved here, in one place.

export type Locale = "en" | "zh-CN";

class Language {
  current = $state<Locale>("en");

  set(choice: "system" | Locale): void {
    this.current = asked() ?? (choice === "system" ? detect() : choice);
    if (typeof document !== "undefined") document.documentElement.lang = this.current;
  }
}

/** The core passes REFRAIN_LANG on in the page's address: over the setting, for tests and second profiles. */
function asked(): Locale | null {
  const tag = typeof location === "undefined" ? null : new URLSearchParams(location.search).get("lang");
  return tag === "en" || tag === "zh-CN" ? tag : null;
}

export function detect(tags: readonly string[] = navigator.languages ?? [navigator.language]): Locale {
  return (tags[0] ?? "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export const language = new Language();
