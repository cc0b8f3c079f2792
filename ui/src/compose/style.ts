// A style text as its parts. Vendors read one string with commas; people think in chips.

export function splitStyle(text: string): string[] {
  const parts = text.split(/[,，、;；\n]/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))];
}

export function joinStyle(parts: readonly string[]): string {
  return parts.join(", ");
}

export const STYLES = [
  "dream pop",
  "indie folk",
  "synthwave",
  "lo-fi",
  "acoustic",
  "piano ballad",
  "R&B",
  "jazz",
  "rock",
  "city pop",
  "warm analog",
  "female vocals",
  "male vocals",
  "choir",
  "92 BPM",
  "120 BPM",
  "minor key",
  "strings",
] as const;
