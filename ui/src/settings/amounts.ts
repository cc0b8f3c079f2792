// Amounts as people type them.

/** An amount of 0 or more; null for an empty field, undefined for what is none. A comma is a point. */
export function readAmount(text: string): number | null | undefined {
  const typed = text.trim().replace(",", ".").replace("，", ".");
  if (typed === "") return null;
  const value = /^\d+(\.\d+)?$|^\.\d+$/.test(typed) ? Number(typed) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

export const writeAmount = (value: number | null): string => (value === null ? "" : String(value));
