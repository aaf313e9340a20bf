// All that a reading says and rests on, whether or not a rule speaks of it: for whoever asks for the whole evidence.
import type { Assessment, Derived } from '../quantities/assessment.ts';
import type { Measurement } from '../facts/types.ts';
import { careCircumstances } from './care-circumstances.ts';
import type { Circumstance } from './circumstances.ts';
import type { FishResult } from './fish-result.ts';
import { injuryAssessment, injuryDerived } from './injury.ts';
import { kidneyCircumstances } from './kidney-circumstances.ts';
import type { Reading } from './reading.ts';
import { comparedStages, type ComparedStage } from './recorded-stages.ts';

export interface WholeReading {
  readonly assessments: readonly Assessment[];
  readonly inputs: readonly Measurement[];
  /** FISH and variant results, those that were passed over among them. */
  readonly cytogenetics: readonly FishResult[];
  readonly derived: readonly Derived[];
  readonly circumstances: readonly Circumstance[];
  readonly recordedStages: readonly ComparedStage[];
}

export function wholeOf(reading: Reading): WholeReading {
  const { outOfScope, focus, injury, staging, renal, indices, trend, urine } = reading;
  const adult = outOfScope === undefined;
  const filtration = adult && (focus || renal.creatinine || renal.reportedEgfr);
  return {
    assessments: [
      ...(injury ? injuryAssessment(injury) : []),
      ...(staging
        ? [staging.iss, staging.rIss, staging.r2Iss, staging.imsImwg, staging.durieSalmon, renal.imwgRenal]
        : []),
      ...indices.map((i) => i.assessment),
      ...(filtration && !renal.withheld ? [renal.category] : []),
      ...(adult && focus ? [renal.confounding] : []),
      ...(trend ? [trend.assessment] : []),
      ...(urine ? [urine.assessment] : []),
    ],
    inputs: [
      ...new Set<Measurement>([
        ...(focus ? [focus] : []),
        ...(staging?.inputs ?? []),
        ...(filtration ? renal.inputs : []),
        ...indices.flatMap((i) => i.inputs),
        ...(trend?.inputs ?? []),
        ...(urine?.inputs ?? []),
      ]),
    ],
    cytogenetics: staging ? [...staging.fish.used, ...staging.fish.passedOver] : (indices[0]?.cytogenetics ?? []),
    derived: [
      ...(injury ? injuryDerived(injury) : []),
      ...(filtration ? renal.derived : []),
      ...(trend?.derived ?? []),
      ...(urine?.derived ?? []),
    ],
    circumstances: [...kidneyCircumstances(reading), ...careCircumstances(reading)],
    recordedStages: staging ? comparedStages(reading) : [],
  };
}
