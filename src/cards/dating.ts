// When a disease was diagnosed and what counts as its treatment, as the evidence of a card shows it.
import type { Diagnosis } from '../clinical/reading/diagnosis.ts';
import type { CountedTherapy, TreatmentBegun } from '../clinical/reading/treatment-begun.ts';
import { shownDate } from './format.ts';

export interface EvidenceDiagnosis {
  readonly disease: string;
  readonly reference: string;
  /** First and last day it may have been; absent when the record leaves the date open. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly source?: 'asserted' | 'onset' | 'recorded';
}

export interface EvidenceTreatment {
  readonly name: string;
  readonly reference: string;
  readonly how: 'given' | 'ordered';
  /** Whether it is treatment of the disease, and why. */
  readonly counts: CountedTherapy['counts'];
  readonly because: CountedTherapy['why'];
  /** Between which days its first dose lies, as far as the record tells. */
  readonly firstDoseFrom?: string;
  readonly firstDoseTo?: string;
}

/** What dates a stage: the diagnosis and every therapy on record against the disease. */
export interface EvidenceDating {
  readonly diagnosis: EvidenceDiagnosis;
  readonly treatments: readonly EvidenceTreatment[];
}

export function toEvidenceDating(diagnosis: Diagnosis, treatment: TreatmentBegun): EvidenceDating {
  const { kind, reference, date } = diagnosis;
  return {
    diagnosis: {
      disease: kind,
      reference,
      ...(date && { earliest: shownDate(date.earliest), latest: shownDate(date.latest), source: date.source }),
    },
    treatments: treatment.therapies.map(({ therapy, counts, why, dose }) => ({
      name: therapy.name,
      reference: therapy.reference,
      how: therapy.how,
      counts,
      because: why,
      ...(Number.isFinite(dose.earliest) && { firstDoseFrom: shownDate(dose.earliest) }),
      ...(Number.isFinite(dose.latest) && { firstDoseTo: shownDate(dose.latest) }),
    })),
  };
}
