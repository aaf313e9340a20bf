// When the specimen of a result was taken: as precisely as the record says, by its issue only where it says nothing.
import { DAY_MS, toInstant, toInterval, type Interval } from '../quantities/time.ts';
import { isStated } from './listed.ts';
import { readPeriod } from './period.ts';

export interface Taken {
  /** Milliseconds since 1970, the earliest it may be; undefined when no date can be read. */
  readonly at?: number | undefined;
  /** The latest it may be, where that is not the same moment. */
  readonly until?: number | undefined;
  /** As the record states it. */
  readonly stated: string;
  /** What dates it: `nothing` when neither an effective date nor an issue stands there. */
  readonly by: 'effective' | 'issue' | 'nothing';
}

/** A timed collection ends at the end of its period; a longer period only bounds when the specimen was taken. */
const COLLECTION_MS = 2 * DAY_MS;

/** @source https://hl7.org/fhir/R4/observation-definitions.html#Observation.effective_x_ */
export function takenAt(observation: fhir4.Observation): Taken {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, effectiveTiming, issued } = observation;
  const moment = effectiveDateTime ?? effectiveInstant;
  if (isStated(moment)) return toTaken(toInterval(moment), moment);
  if (isStated(effectivePeriod)) {
    return toTaken(ofPeriod(effectivePeriod), effectivePeriod.end ?? effectivePeriod.start);
  }
  if (isStated(effectiveTiming)) {
    const events = Array.isArray(effectiveTiming.event) ? effectiveTiming.event : [];
    return toTaken(events.length === 1 ? toInterval(events[0]) : undefined, events[0]);
  }
  const at = toInstant(issued);
  if (at === undefined) return { stated: '', by: isStated(issued) ? 'issue' : 'nothing' };
  return { at, stated: issued ?? '', by: 'issue' };
}

function toTaken(interval: Interval | undefined, text: unknown): Taken {
  const stated = typeof text === 'string' ? text : '';
  if (!interval) return { stated, by: 'effective' };
  const { earliest, latest } = interval;
  return { at: earliest, ...(latest > earliest && { until: latest }), stated, by: 'effective' };
}

function ofPeriod(period: fhir4.Period): Interval | undefined {
  const whole = readPeriod(period);
  const isCollection = isStated(period.start) && isStated(period.end);
  if (!whole || !isCollection || whole.latest - whole.earliest > COLLECTION_MS) return whole;
  return { earliest: whole.latest, latest: whole.latest };
}
