// Which language the window speaks. "system" is resolved here, in one place.

export type Locale = "en" | "zh-CN";

class Language {
  current = $state<Locale>("en");

  set(choice: "system" | Locale): void {
    this.current = choice === "system" ? detect() : choice;
    if (typeof document !== "undefined") document.documentElement.lang = this.current;
  }
}

export function detect(tags: readonly string[] = navigator.languages ?? [navigator.language]): Locale {
  return (tags[0] ?? "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export const language = new Language();
