// A problem-list entry as it stood at a moment: an export holds only what became of it.
import { ageOnset } from './age.ts';
import { dateOf, firstOf, type Since } from './known.ts';
import { AS_IT_IS, NOT_TOLD, type Then } from './then.ts';

/** @source http://hl7.org/fhir/StructureDefinition/condition-assertedDate (mCODE, US Core, MII) */
const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';

/**
 * Recorded; else asserted; else no earlier than its onset. `birthDate` for an onset as an age.
 */
export function conditionSince(condition: fhir4.Condition, birthDate: string | undefined): Since {
  const extensions = Array.isArray(condition.extension) ? condition.extension : [];
  const asserted = extensions.find((e) => e?.url === ASSERTED)?.valueDateTime;
  const { recordedDate, onsetDateTime, onsetPeriod, onsetAge, onsetString } = condition;
  if (recordedDate !== undefined) return dateOf(recordedDate);
  if (asserted !== undefined) return dateOf(asserted);
  return firstOf(onsetDateTime ?? onsetPeriod?.start) ?? ageOnset(onsetAge, birthDate) ?? dateOf(onsetString);
}

/**
 * What it said then. Abated later: it was active. Resolved, inactive, in remission, relapsed or refuted without a date:
 * what it said then is not known, and it is left to say so (a status that is no token of HL7's: named, never staged).
 */
export function conditionThen(condition: fhir4.Condition, at: number): Then {
  const { abatementDateTime, abatementPeriod, abatementAge, abatementRange, abatementString, ...rest } = condition;
  const stated = abatementDateTime ?? abatementPeriod?.start;
  const abated = dateOf(stated);
  const verification = tokensOf(condition.verificationStatus);
  if (abated && abated.latest <= at) return AS_IT_IS;
  if (verification.has('refuted')) return notTold({ ...rest, verificationStatus: UNKNOWN_THEN });
  if (abated && abated.earliest > at) {
    return { resource: { ...rest, clinicalStatus: ACTIVE } };
  }
  const anyAbatement = [stated, abatementAge, abatementRange, abatementString].some((a) => a !== undefined);
  const clinical = tokensOf(condition.clinicalStatus);
  const current = clinical.size === 0 || (clinical.size === 1 && clinical.has('active'));
  if (current && !anyAbatement) return AS_IT_IS;
  return notTold({ ...rest, clinicalStatus: UNKNOWN_THEN });
}

function notTold(resource: fhir4.Condition): Then {
  return { resource, unknown: NOT_TOLD };
}

const ACTIVE: fhir4.CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
};
const UNKNOWN_THEN: fhir4.CodeableConcept = { text: 'not known at that time' };

function tokensOf(concept: fhir4.CodeableConcept | undefined): ReadonlySet<string> {
  const codings = Array.isArray(concept?.coding) ? concept.coding : [];
  return new Set(codings.flatMap((c) => (typeof c?.code === 'string' ? [c.code] : [])));
}
