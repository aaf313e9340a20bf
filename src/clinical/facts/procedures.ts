// Procedure records → when dialysis and kidney transplantation took place.
import { toRoughInstant } from '../quantities/time.ts';
import { renalProcedureOf } from './renal-procedures.ts';
import type { Sourced } from './types.ts';

export interface DialysisEvidence {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reference: string;
  /** Care that presupposes dialysis, but is no session. */
  readonly care?: true;
}

export interface ProcedureFacts {
  readonly dialysis: readonly DialysisEvidence[];
  /** References of dialysis whose date cannot be read: whether it goes on is open. */
  readonly undatedDialysis: readonly string[];
  readonly transplants: readonly { readonly at: number; readonly reference: string }[];
  /** References of those of either kind whose date is missing or cannot be read. */
  readonly undated: readonly string[];
}

/**
 * Dialysis and kidney transplantation.
 *
 * @param asOf milliseconds since 1970; dialysis in progress is taking place then
 * @returns when dialysis began and last took place; when transplantations took place
 */
export function readProcedures(procedures: readonly Sourced<fhir4.Procedure>[], asOf: number): ProcedureFacts {
  const dialysis: DialysisEvidence[] = [];
  const undated: string[] = [];
  const undatedDialysis: string[] = [];
  const transplants: { at: number; reference: string }[] = [];
  for (const { resource, reference } of procedures) {
    if (!['completed', 'in-progress'].includes(resource.status)) continue;
    const kind = renalProcedureOf(resource.code);
    if (!kind) continue;
    const { performedDateTime, performedPeriod } = resource;
    const start = toRoughInstant(performedDateTime ?? performedPeriod?.start);
    const end = toRoughInstant(performedPeriod?.end);
    const goesOn = resource.status === 'in-progress' && performedDateTime === undefined && end === undefined;
    const last = goesOn ? asOf : (end ?? start);
    if (last === undefined) undated.push(reference);
    if (kind === 'kidney-transplant') {
      if (last !== undefined) transplants.push({ at: last, reference });
    } else if (last === undefined) undatedDialysis.push(reference);
    else {
      for (const at of new Set([last, start ?? last])) {
        dialysis.push({ at, reference, ...(kind === 'dialysis-care' && { care: true }) });
      }
    }
  }
  return { dialysis, undatedDialysis, transplants, undated };
}
