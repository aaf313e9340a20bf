// One resource of an export, placed in time: since when it was known, and what it said at any moment.
import type { Located } from '../../contracts/service.ts';
import { conditionSince, conditionThen } from './condition-then.ts';
import {
  administrationSince,
  administrationThen,
  dispenseSince,
  procedureSince,
  procedureThen,
  requestThen,
  resultSince,
  specimenSince,
  statementSince,
  statementThen,
  wasCorrectedLater,
} from './course-then.ts';
import { ALWAYS, dateOf, type Since } from './known.ts';
import { AS_IT_IS, NOT_TOLD, type Then } from './then.ts';

export interface Placed {
  readonly located: Located;
  /** When it came on record, at the earliest and at the latest; undefined when no date tells. */
  readonly since: Since;
}

/** What an export tells about the patient beside the resource itself. */
export interface Around {
  readonly birthDate?: string | undefined;
  /** When a request was fulfilled, as the results that are based on it tell. */
  readonly doneAt: ReadonlyMap<string, number>;
}

export function place(located: Located, { birthDate }: Around): Placed {
  return { located, since: sinceOf(located.resource, birthDate) };
}

function sinceOf(resource: fhir4.FhirResource, birthDate: string | undefined): Since {
  const { resourceType: type } = resource;
  if (type === 'Condition') return conditionSince(resource, birthDate);
  if (type === 'Observation' || type === 'DiagnosticReport') return resultSince(resource);
  if (type === 'Procedure') return procedureSince(resource);
  if (type === 'MedicationRequest' || type === 'ServiceRequest') return dateOf(resource.authoredOn);
  if (type === 'MedicationAdministration') return administrationSince(resource);
  if (type === 'MedicationStatement') return statementSince(resource);
  if (type === 'MedicationDispense') return dispenseSince(resource);
  // It says nothing by itself: only a result leads to it.
  if (type === 'Specimen') return specimenSince(resource) ?? ALWAYS;
  return type === 'Encounter' ? dateOf(resource.period?.start) : ALWAYS;
}

/** Was it on record? `unknown`: it may have been. */
export function wasKnown({ since, located: { resource } }: Placed, at: number): boolean | 'unknown' {
  if (!since) return 'unknown';
  if (since.latest <= at) return true;
  if (since.earliest <= at) return 'unknown';
  const isResult = resource.resourceType === 'Observation' || resource.resourceType === 'DiagnosticReport';
  return isResult && wasCorrectedLater(resource, at) ? 'unknown' : false;
}

/** What it said then; with `unknown` where no date tells. */
export function thenOf({ located: { resource, reference } }: Placed, at: number, { doneAt }: Around): Then {
  const { resourceType: type } = resource;
  if (type === 'Condition') return conditionThen(resource, at);
  if (type === 'MedicationRequest' || type === 'ServiceRequest')
    return requestThen(resource, at, doneAt.get(reference));
  if (type === 'MedicationAdministration') return administrationThen(resource, at);
  if (type === 'MedicationStatement') return statementThen(resource, at);
  if (type === 'Procedure') return procedureThen(resource, at);
  return type === 'Patient' ? patientThen(resource, at) : AS_IT_IS;
}

/** Who was called for was alive. */
function patientThen(patient: fhir4.Patient, at: number): Then {
  const { deceasedBoolean, deceasedDateTime, ...alive } = patient;
  const died = dateOf(deceasedDateTime);
  if (deceasedBoolean !== true && deceasedDateTime === undefined) return AS_IT_IS;
  if (died && died.latest <= at) return AS_IT_IS;
  return { resource: alive, ...(!died && { unknown: NOT_TOLD }) };
}
