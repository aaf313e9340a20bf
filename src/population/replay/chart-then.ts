// A patient's record as the queries of a service would have found it at a moment, and what of it no date tells.
import type { Chart, Located, Offering } from '../../contracts/service.ts';
import { count, type Counts } from '../input/counts.ts';
import { place, thenOf, wasKnown, type Around, type Placed } from '../time/place.ts';
import { askedBy, keysOfType } from './asked.ts';
import type { PatientRecord } from './patient-record.ts';

/** A patient's resources, placed in time once for all moments. */
export interface Timeline {
  readonly record: PatientRecord;
  readonly placed: readonly Placed[];
  readonly around: Around;
}

export function timelineOf(record: PatientRecord): Timeline {
  const doneAt = new Map<string, number>();
  const undone: Around = { birthDate: record.patient?.birthDate, doneAt };
  const placed = record.resources.map((located) => place(located, undone));
  for (const { located, since } of placed) {
    const { resource } = located;
    if (!since || (resource.resourceType !== 'Observation' && resource.resourceType !== 'DiagnosticReport')) continue;
    for (const pointer of Array.isArray(resource.basedOn) ? resource.basedOn : []) {
      const order = /ServiceRequest\/[^/]+/.exec(pointer?.reference ?? '')?.[0];
      if (order !== undefined) doneAt.set(order, Math.min(since.latest, doneAt.get(order) ?? Infinity));
    }
  }
  return { record, placed, around: undone };
}

export interface ChartThen {
  readonly chart: Chart;
  /** `not placed Condition`, `status not told MedicationRequest`: how often. */
  readonly unknown: Counts;
}

/** Makes charts for one offering. */
export function chartReader(offering: Offering): (timeline: Timeline, at: number, options: ThenOptions) => ChartThen {
  const asked = askedBy(offering);
  const wanted = new WeakMap<Timeline, readonly Wanted[]>();
  return (timeline, at, options) => {
    let own = wanted.get(timeline);
    if (!own) {
      // Once for all moments: most of a record is never asked for.
      own = timeline.placed.flatMap((one) => {
        const keys = asked(one.located.resource);
        return keys.length === 0 ? [] : [{ one, keys }];
      });
      wanted.set(timeline, own);
    }
    return chartThen(timeline, own, at, options, offering);
  };
}

export interface ThenOptions {
  /** When the export was made, milliseconds since 1970: from then on, what no date tells is as it stands. */
  readonly exportedAt: number;
  /** Being written just then, so not yet on record. */
  readonly without?: ReadonlySet<string>;
}

/** A resource, and the prefetch keys that bring it. */
interface Wanted {
  readonly one: Placed;
  readonly keys: readonly string[];
}

function chartThen(
  { record, around }: Timeline,
  wanted: readonly Wanted[],
  at: number,
  { exportedAt, without }: ThenOptions,
  offering: Offering,
): ChartThen {
  const resources: Located[] = [];
  const unknown: Counts = {};
  const partly = new Set<string>();
  const over = at >= exportedAt;
  for (const { one, keys } of wanted) {
    const { located } = one;
    if (without?.has(located.reference)) continue;
    const known = over && !one.since ? true : wasKnown(one, at);
    if (known === false) continue;
    if (known === 'unknown') {
      for (const key of keys) partly.add(key);
      count(unknown, `not placed ${located.resource.resourceType}`);
      continue;
    }
    const then = thenOf(one, at, around);
    const asItIs = over && then.unknown !== undefined;
    if (then.unknown && !asItIs) count(unknown, `${then.unknown} not told ${located.resource.resourceType}`);
    resources.push({ ...located, from: keys[0] ?? '', ...(then.resource && !asItIs && { resource: then.resource }) });
  }
  for (const type of record.partly) for (const key of keysOfType(offering, type)) partly.add(key);
  return {
    chart: {
      resources,
      unavailable: new Map(),
      ...(partly.size > 0 && { coverage: new Map([...partly].map((key) => [key, []])) }),
    },
    unknown,
  };
}
