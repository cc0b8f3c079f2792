// Spans of time of the ledger: whole days where this window is. Ends are half open.

export type Span = "today" | "week" | "month" | "all" | "own";

export interface Dates {
  /** `2026-11-21`, as a date field has it; the last day is part of the span. */
  from: string;
  to: string;
}

const DAYS: Partial<Record<Span, number>> = { today: 1, week: 7, month: 30 };

/** Milliseconds since 1970, half open; null while the dates are none or the wrong way round. */
export function bounds(span: Span, own: Dates, now: Date): { from: number; to: number } | null {
  if (span === "all") return { from: 0, to: dayAfter(now, 1).getTime() };
  if (span === "own") return between(parse(own.from), parse(own.to));
  const days = DAYS[span] ?? 1;
  return { from: dayAfter(now, 1 - days).getTime(), to: dayAfter(now, 1).getTime() };
}

function between(first: Date | null, last: Date | null): { from: number; to: number } | null {
  if (!first || !last || last < first) return null;
  return { from: first.getTime(), to: dayAfter(last, 1).getTime() };
}

/** A day as a date field has it. */
export function asField(day: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The midnight `days` after the one of `day`: by the calendar, since days are not all 24 hours long. */
export function dayAfter(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
}

/** The midnight of a field's day; null when there is none. */
export function parse(field: string): Date | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (!found) return null;
  const day = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return asField(day) === field ? day : null;
}
