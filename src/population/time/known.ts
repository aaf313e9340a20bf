// Since when a resource was on record, by the dates inside it: never by `meta.lastUpdated`, which may be the day of the export.
import { toInterval, type Interval } from '../../clinical/quantities/time.ts';

/** Undefined: no date tells. */
export type Since = Interval | undefined;

/** It was there before anything else. */
export const ALWAYS: Interval = { earliest: -Infinity, latest: -Infinity };

/**
 * A FHIR date, dateTime or instant as a stretch of time, milliseconds since 1970. A day counts from its beginning (UTC):
 * what is dated to the day was known on that day.
 */
export function dateOf(text: unknown): Since {
  if (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return toInterval(text) && toInterval(`${text}T00:00:00Z`);
  }
  return toInterval(text);
}

/** The first of some dates that stands there and can be read; undefined also where one stands there and cannot be read. */
export function firstOf(...texts: readonly unknown[]): Since {
  const stated = texts.find((t) => t !== undefined && t !== null);
  return dateOf(stated);
}

/** When an Observation, a report or a dose was: its moment, or the end of its period. */
export function effectiveOf(resource: {
  readonly effectiveDateTime?: string | undefined;
  readonly effectiveInstant?: string | undefined;
  readonly effectivePeriod?: fhir4.Period | undefined;
  readonly effectiveTiming?: fhir4.Timing | undefined;
}): Since {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, effectiveTiming } = resource;
  const events = Array.isArray(effectiveTiming?.event) ? effectiveTiming.event : [];
  return firstOf(
    effectiveDateTime ?? effectiveInstant,
    effectivePeriod && (effectivePeriod.end ?? effectivePeriod.start),
    events.at(-1),
  );
}
