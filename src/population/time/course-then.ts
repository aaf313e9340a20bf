// Orders, doses and procedures as they stood at a moment: what ended later was going on.
import { dateOf, effectiveOf, firstOf, type Since } from './known.ts';
import { AS_IT_IS, NOT_TOLD, type Then } from './then.ts';

export function administrationSince(dose: fhir4.MedicationAdministration): Since {
  return firstOf(dose.effectiveDateTime ?? dose.effectivePeriod?.start);
}

export function statementSince(statement: fhir4.MedicationStatement): Since {
  return firstOf(statement.dateAsserted, statement.effectiveDateTime ?? statement.effectivePeriod?.start);
}

export function dispenseSince(dispense: fhir4.MedicationDispense): Since {
  return firstOf(dispense.whenHandedOver, dispense.whenPrepared);
}

export function procedureSince(procedure: fhir4.Procedure): Since {
  return firstOf(procedure.performedDateTime ?? procedure.performedPeriod?.start ?? procedure.performedPeriod?.end);
}

export function specimenSince({ receivedTime, collection }: fhir4.Specimen): Since {
  return firstOf(receivedTime, collection?.collectedDateTime ?? collection?.collectedPeriod?.end);
}

export function resultSince(result: fhir4.Observation | fhir4.DiagnosticReport): Since {
  return result.issued === undefined ? effectiveOf(result) : dateOf(result.issued);
}

/** Began but was issued later in a version that corrects an earlier one: what the earlier one said is not had. */
export function wasCorrectedLater(result: fhir4.Observation | fhir4.DiagnosticReport, at: number): boolean {
  if (!CORRECTED.has(result.status) || result.issued === undefined) return false;
  const taken = effectiveOf(result);
  return taken !== undefined && taken.earliest <= at;
}

const CORRECTED: ReadonlySet<string> = new Set(['amended', 'corrected', 'appended', 'entered-in-error', 'cancelled']);

/** Ended: at a date, or nobody knows when. */
const ENDED: ReadonlySet<string> = new Set(['completed', 'stopped', 'ended', 'on-hold', 'revoked']);

/** Requests: current then, where they ended later; without a date of their end nobody knows (FHIR's own `unknown`). */
export function requestThen(
  request: fhir4.MedicationRequest | fhir4.ServiceRequest,
  at: number,
  doneAt?: number,
): Then {
  if (!ENDED.has(request.status)) return AS_IT_IS;
  const end = request.resourceType === 'MedicationRequest' ? endOf(request) : done(doneAt);
  if (end && end.latest <= at) return AS_IT_IS;
  if (end && end.earliest > at) return { resource: { ...request, status: 'active' } };
  return { resource: { ...request, status: 'unknown' }, unknown: NOT_TOLD };
}

function done(at: number | undefined): Since {
  return at === undefined ? undefined : { earliest: at, latest: at };
}

/** The last day a drug is taken or dispensed, as the order says. */
function endOf({ dispenseRequest, dosageInstruction }: fhir4.MedicationRequest): Since {
  const bounds = (Array.isArray(dosageInstruction) ? dosageInstruction : [])
    .map((d) => d?.timing?.repeat?.boundsPeriod?.end)
    .filter((end) => typeof end === 'string');
  return firstOf(bounds.sort().at(-1), dispenseRequest?.validityPeriod?.end);
}

export function administrationThen(dose: fhir4.MedicationAdministration, at: number): Then {
  const end = dateOf(dose.effectivePeriod?.end);
  if (!end || end.latest <= at || !dose.effectivePeriod) return AS_IT_IS;
  return { resource: { ...dose, status: 'in-progress', effectivePeriod: withoutEnd(dose.effectivePeriod) } };
}

export function statementThen(statement: fhir4.MedicationStatement, at: number): Then {
  const { effectivePeriod: period, status } = statement;
  const end = dateOf(period?.end);
  if (period && end) {
    return end.latest <= at
      ? AS_IT_IS
      : { resource: { ...statement, status: 'active', effectivePeriod: withoutEnd(period) } };
  }
  // Said when it was asserted, and then so.
  if (statement.dateAsserted !== undefined || !ENDED.has(status)) return AS_IT_IS;
  return { resource: { ...statement, status: 'unknown' }, unknown: NOT_TOLD };
}

export function procedureThen(procedure: fhir4.Procedure, at: number): Then {
  const { performedPeriod: period } = procedure;
  const end = dateOf(period?.end);
  if (!period?.start || !end || end.latest <= at || procedure.status !== 'completed') return AS_IT_IS;
  return { resource: { ...procedure, status: 'in-progress', performedPeriod: withoutEnd(period) } };
}

function withoutEnd(period: fhir4.Period): fhir4.Period {
  const { end, ...open } = period;
  return end === undefined ? period : open;
}
