// A whole reading as evidence, whether or not a rule speaks of it.
import type { Reading } from '../clinical/reading/reading.ts';
import { wholeOf } from '../clinical/reading/whole.ts';
import { toEvidenceCircumstance, toEvidenceRecordedStage } from './circumstances.ts';
import { toEvidenceCytogenetics } from './cytogenetics.ts';
import { toEvidenceDating } from './dating.ts';
import { toEvidenceAssessment, toEvidenceDerived, toEvidenceInput, type Evidence } from './evidence.ts';

export function toReadingEvidence(reading: Reading): Omit<Evidence, 'rules' | 'citations'> {
  const { staging } = reading;
  const { assessments, inputs, cytogenetics, derived, circumstances, recordedStages } = wholeOf(reading);
  return {
    assessments: assessments.map(toEvidenceAssessment),
    inputs: inputs.map(toEvidenceInput),
    cytogenetics: cytogenetics.map(toEvidenceCytogenetics),
    derived: derived.map(toEvidenceDerived),
    circumstances: circumstances.map(toEvidenceCircumstance),
    recordedStages: recordedStages.map(toEvidenceRecordedStage),
    ...(staging && toEvidenceDating(staging.diagnosis, staging.treatment)),
  };
}
