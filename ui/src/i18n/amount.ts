// Amounts of a vendor's own unit as text: credits, money, quota. Units are never added up or converted.

import { language } from "./language.svelte";
import * as m from "./paraglide/messages";

interface Unit {
  /** Fewest digits behind the point: two where sums shall line up, none where the vendor counts whole points. */
  digits: number;
  words: (value: string) => string;
}

const UNITS: Record<string, Unit> = {
  credits: { digits: 2, words: (value) => m.unit_credits({ value }) },
  CNY: { digits: 2, words: (value) => m.unit_cny({ value }) },
  quota: { digits: 0, words: (value) => m.unit_quota({ value }) },
};

/** `0.54 cr`, `¥1.20`, `500,000 quota`; a unit that nobody here knows is shown as it is. */
export function amount(value: number, unit: string): string {
  const known = UNITS[unit] ?? { digits: 2, words: (shown: string) => other(shown, unit) };
  const words = known.words(plain(Math.abs(value), known.digits));
  return value < 0 ? `−${words}` : words;
}

/**
 * What an action costs, as far as the vendor's list says. The core has no price or 0 where the list has no row:
 * that is never "free", it is what nobody has told.
 */
export function price(value: number | null, unit: string): string {
  return isListed(value) ? amount(value, unit) : m.price_unlisted();
}

export function isListed(value: number | null): value is number {
  return value !== null && value > 0;
}

/** What was charged; a vendor without a price list does not say it afterwards either. */
export function charge(value: number | null, money: "notSpent" | "spent" | "unknown", unit: string): string {
  if (value === null) return "–";
  return money === "spent" && value === 0 ? m.credits_unknown() : amount(value, unit);
}

const other = (value: string, unit: string) => (unit === "" ? value : m.unit_other({ value, unit }));

function plain(value: number, digits: number): string {
  return new Intl.NumberFormat(language.current, {
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
  }).format(value);
}
