// A whole reading as evidence, whether or not a rule speaks of it.
import type { Reading } from '../clinical/reading/reading.ts';
import { toEvidenceCytogenetics } from './cytogenetics.ts';
import { toEvidenceDating } from './dating.ts';
import { toEvidenceAssessment, toEvidenceDerived, toEvidenceInput, type Evidence } from './evidence.ts';

export function toReadingEvidence(reading: Reading): Omit<Evidence, 'rules' | 'citations'> {
  const { staging } = reading;
  return {
    assessments: reading.assessments.map(toEvidenceAssessment),
    inputs: reading.inputs.map(toEvidenceInput),
    cytogenetics: reading.cytogenetics.map(toEvidenceCytogenetics),
    derived: reading.derived.map(toEvidenceDerived),
    ...(staging && toEvidenceDating(staging.diagnosis, staging.treatment)),
  };
}
