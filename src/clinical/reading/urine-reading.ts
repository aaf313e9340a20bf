// Urine and cerebrospinal-fluid B2M of one patient, read as analytes of their own.
import type { Assessment, Derived } from '../assessment.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import type { Quantity } from '../quantity.ts';
import { ageOn, dayOf } from '../time.ts';
import { feB2m, urineLocalisation, URINE_B2M_LIMIT } from '../urine.ts';
import { upperLimit } from './reference-limit.ts';
import { nearest, newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface UrineReading {
  readonly urine: Measurement;
  readonly limit: number;
  /** pH of the same day. */
  readonly ph?: Measurement;
  readonly serum?: Measurement;
  /** Fractional excretion, %. */
  readonly fractionalExcretion?: number;
  readonly assessment: Assessment;
  readonly inputs: readonly Measurement[];
  readonly derived: readonly Derived[];
}

/** Reads the newest urine B2M with the serum B2M and pH that belong to it. */
export function readUrine(facts: Facts, settings: ReadingSettings): UrineReading | undefined {
  const urine = newest(resultsOf(facts, 'b2m-urine'));
  if (!urine) return undefined;
  const sameDay = (m: Measurement): boolean => dayOf(m.at) === dayOf(urine.at);
  const ph = resultsOf(facts, 'urine-ph').find(sameDay);
  const serum = nearest(resultsOf(facts, 'b2m-serum'), urine.at, settings.pairingDays);
  const serumLimit = serum && upperLimit(serum, ageOn(facts.patient.birthDate, serum.at)).value;
  const limit = urine.range?.high ?? URINE_B2M_LIMIT;
  const urineCreatinine = resultsOf(facts, 'creatinine-urine').find(sameDay);
  const creatinine = serum && nearest(resultsOf(facts, 'creatinine-serum'), serum.at, 1);
  const excretion =
    serum && urineCreatinine && creatinine
      ? feB2m(
          urine.quantity as Quantity<'ug/L'>,
          serum.quantity as Quantity<'mg/L'>,
          urineCreatinine.quantity as Quantity<'mg/dL'>,
          creatinine.quantity as Quantity<'mg/dL'>,
        )?.value
      : undefined;
  return {
    urine,
    limit,
    ...(ph && { ph }),
    ...(serum && { serum }),
    ...(excretion !== undefined && { fractionalExcretion: excretion }),
    assessment: urineLocalisation({
      serum: serum?.quantity as Quantity<'mg/L'> | undefined,
      serumUpperLimit: serumLimit,
      urine: urine.quantity as Quantity<'ug/L'>,
      urineUpperLimit: limit,
      urinePh: ph?.quantity as Quantity<'[pH]'> | undefined,
    }),
    inputs: [urine, serum, ph, urineCreatinine].filter((m) => m !== undefined),
    derived:
      excretion === undefined
        ? []
        : [
            {
              name: 'fe-b2m',
              value: excretion,
              unit: '%',
              method: '(urine B2M × serum creatinine) ÷ (serum B2M × urine creatinine)',
            },
          ],
  };
}
