// Procedure records → when dialysis and kidney transplantation took place, and which of them are open.
import { toInterval, type Interval } from '../quantities/time.ts';
import { isStated } from './listed.ts';
import type { DialysisEvidence, OpenDialysis } from './dialysis-evidence.ts';
import { dateOfWhole, isDated } from './part-of.ts';
import type { Gate } from './gate.ts';
import type { References } from './references.ts';
import { renalProcedureOf } from './renal-procedures.ts';
import type { Sourced, UnreadReason } from './types.ts';
import { WITHDRAWN } from './withdrawn.ts';

export interface ProcedureFacts {
  readonly dialysis: readonly DialysisEvidence[];
  readonly openDialysis: readonly OpenDialysis[];
  readonly transplants: readonly { readonly at: number; readonly reference: string }[];
  /** Those of either kind that are open, by reference. */
  readonly open: ReadonlyMap<string, UnreadReason>;
}

/** What is stopped took place; on hold, planned, not done or mistaken it is no evidence. @source https://hl7.org/fhir/R4/valueset-event-status.html */
const TOOK_PLACE: ReadonlySet<unknown> = new Set(['completed', 'in-progress', 'stopped']);
const NOTHING: ReadonlySet<unknown> = new Set(['preparation', 'not-done', 'on-hold', 'entered-in-error']);

/** Did a procedure take place, as far as its status tells? `open`: unknown, none, or no word of FHIR's. */
export function tookPlace(status: unknown): 'yes' | 'no' | 'open' {
  return TOOK_PLACE.has(status) ? 'yes' : NOTHING.has(status) ? 'no' : 'open';
}

/**
 * Dialysis and kidney transplantation.
 *
 * @param asOf milliseconds since 1970; dialysis in progress is taking place then
 * @returns when dialysis began and last took place; when transplantations took place
 */
export function readProcedures(
  procedures: readonly Sourced<fhir4.Procedure>[],
  asOf: number,
  references: References,
): ProcedureFacts {
  const dialysis: DialysisEvidence[] = [];
  const openDialysis: OpenDialysis[] = [];
  const transplants: { at: number; reference: string }[] = [];
  const open = new Map<string, UnreadReason>();
  for (const { resource, reference } of procedures) {
    const happened = tookPlace(resource.status);
    const kind = renalProcedureOf(resource.code);
    if (!kind || happened === 'no') continue;
    const when = whenPerformed(resource, reference, references, asOf);
    const why = happened === 'open' ? 'status-unknown' : when ? undefined : 'no-date';
    if (why) {
      open.set(reference, why);
      if (kind !== 'kidney-transplant') {
        openDialysis.push({ reference, why, ...(when && { until: when.last.latest }) });
      }
    } else if (when && kind === 'kidney-transplant') {
      transplants.push({ at: when.last.earliest, reference });
    } else if (when) {
      const care = kind === 'dialysis-care' && { care: true as const };
      for (const { earliest: at, latest } of when.first.earliest === when.last.earliest
        ? [when.last]
        : [when.last, when.first]) {
        dialysis.push({ at, ...(latest > at && { until: latest }), reference, ...care });
      }
      if (when.endUnread) {
        open.set(reference, 'no-date');
        openDialysis.push({ reference, why: 'no-date' });
      }
    }
  }
  return { dialysis, openDialysis, transplants, open };
}

/** Dialysis that may not be used as it stands: it may have taken place, unless it was withdrawn. */
export function refusedDialysis(procedures: readonly Sourced<fhir4.Procedure>[], gate: Gate): readonly OpenDialysis[] {
  return procedures.flatMap(({ resource, reference }) => {
    const kind = tookPlace(resource.status) === 'no' ? undefined : renalProcedureOf(resource.code);
    const why = gate(resource, reference)?.reason;
    if (!kind || kind === 'kidney-transplant' || !why || WITHDRAWN.has(why)) return [];
    return [{ reference, why: 'status-unknown' as const }];
  });
}

interface Performed {
  readonly first: Interval;
  readonly last: Interval;
  /** Its end is stated and cannot be read: it may have taken place since. */
  readonly endUnread?: boolean;
}

/** When it began and when it last took place; of a part without a date of its own, all the time its whole took. */
function whenPerformed(
  resource: fhir4.Procedure,
  reference: string,
  references: References,
  asOf: number,
): Performed | undefined {
  if (!isDated(resource)) {
    const whole = dateOfWhole(resource, reference, references);
    return whole && { first: whole, last: whole };
  }
  const { performedDateTime, performedPeriod } = resource;
  const start = toInterval(performedDateTime ?? performedPeriod?.start);
  const end = toInterval(performedPeriod?.end);
  const endUnread = isStated(performedPeriod?.end) && !end;
  const goesOn = resource.status === 'in-progress' && performedDateTime === undefined && !endUnread && !end;
  const last = goesOn ? { earliest: asOf, latest: asOf } : (end ?? start);
  return last && { first: start ?? last, last, endUnread };
}
