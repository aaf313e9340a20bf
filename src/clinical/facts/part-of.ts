// Events that are part of others: whether the whole took place, and when, for a part without a date of its own.
import { append } from '../quantities/append.ts';
import { oncePer } from '../quantities/once-per.ts';
import { hull, toInterval, type Interval } from '../quantities/time.ts';
import { isStated, listed } from './listed.ts';
import { readPeriod } from './period.ts';
import { isResource, type References } from './references.ts';
import type { SetAsideReason, Sourced } from './types.ts';
import { withdrawnBy } from './withdrawn.ts';

/** A part of what was not done was not done; `not-taken` is the word of a statement for it. */
const NOT_DONE: ReadonlySet<unknown> = new Set(['not-done', 'not-taken']);

export type Whole = (reference: string) => { readonly reason: SetAsideReason; readonly told: string } | undefined;

/**
 * The parts of which every whole that was gathered is withdrawn or was not done, through any number of levels.
 *
 * @returns why, and which whole, by the reference of the part; undefined where one whole at least stands, or none was
 *   gathered, or they are parts of each other
 */
export function withdrawnParts(resources: readonly Sourced[], references: References): Whole {
  const partsOf = new Map<string, string[]>();
  /** How many of its wholes still stand. */
  const standing = new Map<string, number>();
  const withdrawn: { readonly reference: string; readonly reason: SetAsideReason }[] = [];
  const seen = new Set<string>();
  for (const { resource, reference } of resources) {
    if (!isResource(resource) || seen.has(reference)) continue;
    seen.add(reference);
    const status = statusOf(resource);
    const reason = withdrawnBy(status) ?? (NOT_DONE.has(status) ? 'cancelled' : undefined);
    if (reason) withdrawn.push({ reference, reason });
    const wholes = new Set(wholesOf(resource, reference, references).map((w) => w.reference));
    standing.set(reference, wholes.size);
    for (const whole of wholes) append(partsOf, whole, reference);
  }
  const told = new Map<string, { readonly reason: SetAsideReason; readonly told: string }>();
  for (let next = withdrawn.pop(); next; next = withdrawn.pop()) {
    const { reference, reason } = next;
    for (const part of partsOf.get(reference) ?? []) {
      const left = (standing.get(part) ?? 0) - 1;
      standing.set(part, left);
      if (left > 0 || told.has(part)) continue;
      told.set(part, { reason, told: reference });
      withdrawn.push({ reference: part, reason });
    }
  }
  return (reference) => told.get(reference);
}

/** Levels up to which a date is looked for; deeper nesting is nobody's record. */
const MOST_LEVELS = 8;

/**
 * When the nearest whole took place that says so: all the time its parts may lie in.
 *
 * @returns undefined of what has a date of its own, be it one that cannot be read; where no whole was gathered, none is
 *   dated, or one states a date that cannot be read
 */
export function dateOfWhole(
  resource: fhir4.FhirResource,
  reference: string,
  references: References,
): Interval | undefined {
  if (!('partOf' in resource) || isDated(resource)) return undefined;
  const part = eventsOf(references).of({ resource, reference });
  for (let level = 1; level <= MOST_LEVELS; level++) {
    const date = part.dateAt(level);
    if (date !== undefined) return date === 'unreadable' ? undefined : date;
  }
  return undefined;
}

type OwnDate = Interval | 'unreadable' | undefined;

/** An event and those that it is part of. */
interface Event {
  wholes(): readonly Event[];
  /** When those so many levels up took place; at level 0 the event itself. */
  dateAt(level: number): OwnDate;
}

interface Events {
  of(sourced: Sourced): Event;
}

/** Each is read once, however many parts it has: a day of dialysis may have hundreds, each with the same wholes. */
const eventsOf = oncePer((references: References): Events => {
  const known = new Map<string, Event>();
  const of = ({ resource, reference }: Sourced): Event => {
    const found = known.get(reference);
    if (found) return found;
    let wholes: readonly Event[] | undefined;
    const dates = new Map<number, OwnDate>();
    const event: Event = {
      wholes: () => (wholes ??= [...new Set(wholesOf(resource, reference, references).map(of))]),
      dateAt(level) {
        if (!dates.has(level)) {
          dates.set(level, level === 0 ? ownDate(resource) : spanOf(event.wholes().map((w) => w.dateAt(level - 1))));
        }
        return dates.get(level);
      },
    };
    known.set(reference, event);
    return event;
  };
  return { of };
});

/** All the time of several; a date among them that cannot be read leaves it open. */
function spanOf(dates: readonly OwnDate[]): OwnDate {
  if (dates.includes('unreadable')) return 'unreadable';
  return hull(dates.filter((d) => typeof d === 'object'));
}

function wholesOf(resource: fhir4.FhirResource, from: string, references: References): readonly Sourced[] {
  if (!('partOf' in resource)) return [];
  const partOf: unknown = resource.partOf;
  const pointers = Array.isArray(partOf) ? listed<fhir4.Reference>(partOf) : [];
  return pointers.flatMap((pointer) => references.resolve(pointer.reference, from) ?? []);
}

function statusOf(resource: fhir4.FhirResource): unknown {
  return 'status' in resource ? resource.status : undefined;
}

/** @returns start to end of a period, its start where it has no end; undefined where no date is stated */
function ownDate(resource: fhir4.FhirResource): OwnDate {
  const { moment, period } = statedDate(resource);
  if (isStated(moment)) return toInterval(moment) ?? 'unreadable';
  return isStated(period) ? (readPeriod(period) ?? 'unreadable') : undefined;
}

/** Does an event say itself when it was, be it in a way that cannot be read? */
export function isDated(resource: fhir4.FhirResource): boolean {
  return ownDate(resource) !== undefined;
}

/** What dates an event, whatever its type. */
function statedDate(resource: fhir4.FhirResource): {
  readonly moment?: unknown;
  readonly period?: fhir4.Period | undefined;
} {
  const type = resource.resourceType;
  if (type === 'Procedure') {
    const { performedDateTime, performedString, performedAge, performedRange, performedPeriod } = resource;
    return { moment: performedDateTime ?? performedString ?? performedAge ?? performedRange, period: performedPeriod };
  }
  if (type === 'Observation') {
    const { effectiveDateTime, effectiveInstant, effectiveTiming, effectivePeriod } = resource;
    return { moment: effectiveDateTime ?? effectiveInstant ?? effectiveTiming, period: effectivePeriod };
  }
  if (type === 'MedicationAdministration' || type === 'MedicationStatement') {
    return { moment: resource.effectiveDateTime, period: resource.effectivePeriod };
  }
  return type === 'MedicationDispense' ? { moment: resource.whenHandedOver ?? resource.whenPrepared } : {};
}
