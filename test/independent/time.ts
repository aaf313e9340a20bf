// Moments as hours before the moment of reading, and the calendar days they lie on.

/** Noon, so that a day of the calendar is not a day of 24 hours before it. */
export const NOW = Date.parse('2026-11-27T12:00:00Z');
const HOUR_MS = 3_600_000;

/** FHIR instant. */
export const instant = (hoursAgo: number): string => new Date(NOW - hoursAgo * HOUR_MS).toISOString();

/** The calendar day of a moment: 0 is today, 1 yesterday, -1 tomorrow. */
export const dayOf = (hoursAgo: number): number => Math.ceil((hoursAgo - 12) / 24);

/** At this time of day, so many calendar days ago. */
export const at = (daysAgo: number, hourOfDay: number): number => daysAgo * 24 + 12 - hourOfDay;

/** FHIR date of a day. */
export const date = (daysAgo: number): string => instant(daysAgo * 24).slice(0, 10);

/** Days from a FHIR date to today. */
export const daysSince = (isoDate: string): number => (Date.parse(date(0)) - Date.parse(isoDate)) / (24 * HOUR_MS);
