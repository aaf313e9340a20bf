// Whom the injury card is for, and how urgent it is: by disease, course of creatinine and treatment.
import {
  daysSince,
  diagnosisOf,
  isCastLevel,
  isDefining,
  isTreatedAt,
  newestOfEach,
  ofCondition,
  readLightChains,
  suspected,
  toEvidenceDating,
  treatmentBegun,
  type Circumstance,
  type Diagnosis,
  type EvidenceDating,
  type LightChainReading,
  type Reading,
} from '../../src/authoring.ts';
import { PLASMA_CELL_NAMES as NAMES } from '../shared/phrases.en.ts';
import { EN } from './phrases.en.ts';

const PATIENTS = EN.injury.patients;

export interface InjuryPatient {
  /** `clone`: a plasma-cell disorder that is no myeloma. */
  readonly group: 'myeloma' | 'plasma-cell-leukaemia' | 'suspected' | 'clone';
  /** As it reads after "with". */
  readonly words: string;
  /** Treatment is known to have begun. */
  readonly begun: boolean;
  readonly lightChains?: LightChainReading | undefined;
  /** Diagnosis and treatment, where they decide how urgent it is. */
  readonly dating?: EvidenceDating;
  /** What stands for the diagnosis, where that is no plasma-cell disease itself. */
  readonly circumstances?: readonly Circumstance[];
}

/** Days that free light chains on record count for. Ours. */
export const LIGHT_CHAIN_DAYS = 90;

const CLONES = ['al-amyloidosis', 'smouldering-myeloma', 'mgrs', 'mgus'] as const;

/** Undefined for everybody in whom acute kidney injury is no matter of a plasma-cell disease. */
export function injuryPatientOf({ facts }: Reading): InjuryPatient | undefined {
  const lightChains = readLightChains(facts, facts.asOf, LIGHT_CHAIN_DAYS);
  const base = { begun: false, lightChains };
  const leukaemia = diagnosisOf(facts, 'plasma-cell-leukaemia');
  const datingOf = (d: Diagnosis): EvidenceDating => toEvidenceDating(d, treatmentBegun(facts, d));
  const begunOf = (d: Pick<Diagnosis, 'kind' | 'date' | 'activity'>): InjuryPatient['begun'] => {
    // Relapse and remission follow treatment.
    if (d.activity === 'relapse' || d.activity === 'remission') return true;
    return isTreatedAt(treatmentBegun(facts, d), facts.asOf) === 'yes';
  };
  if (leukaemia) {
    return {
      ...base,
      group: 'plasma-cell-leukaemia',
      words: NAMES['plasma-cell-leukaemia'],
      begun: begunOf(leukaemia),
      dating: datingOf(leukaemia),
    };
  }
  const myeloma = diagnosisOf(facts, 'myeloma');
  if (myeloma) {
    return { ...base, group: 'myeloma', words: NAMES.myeloma, begun: begunOf(myeloma), dating: datingOf(myeloma) };
  }
  const kidneys = facts.contexts.filter((c) => c.kind === 'myeloma-kidney' && c.activity !== 'inactive');
  if (kidneys.length > 0) {
    return {
      ...base,
      group: 'myeloma',
      words: PATIENTS.myelomaKidney,
      begun: begunOf({ kind: 'myeloma', date: undefined, activity: 'active' }),
      circumstances: newestOfEach(kidneys.map((c) => ({ ...ofCondition(c), bears: 'myeloma', counts: 'yes' }))),
    };
  }
  if (suspected(facts, 'myeloma') || suspected(facts, 'plasma-cell-leukaemia')) {
    return { ...base, group: 'suspected', words: PATIENTS.suspected };
  }
  const clone = CLONES.find((disease) => diagnosisOf(facts, disease));
  if (lightChains && (isDefining(lightChains) || isCastLevel(lightChains))) {
    return { ...base, group: 'suspected', words: PATIENTS.highLightChains(clone && NAMES[clone]) };
  }
  return clone && { ...base, group: 'clone', words: NAMES[clone] };
}

/** Days of the newest creatinine up to which it is urgent; later it is a warning. Ours. */
export const URGENT_DAYS = 7;

/** Undefined where nothing is said; the reason is the caller's. */
export function injuryUrgency(
  injury: NonNullable<Reading['injury']>,
  { group, begun }: InjuryPatient,
): 'critical' | 'warning' | 'info' | undefined {
  const { state, course, days = Infinity } = injury;
  if (course?.injury) {
    const { stage, by } = course.injury;
    const short = by.includes('seven-days') || by.includes('forty-eight-hours');
    const severe = stage >= 2 || (short && !begun);
    return group !== 'clone' && severe && !course.recovering && days <= URGENT_DAYS ? 'critical' : 'warning';
  }
  if (state === 'recovering' || state === 'coded') return 'warning';
  if (state !== 'unknown') return undefined;
  if (group === 'clone') return 'info';
  return begun ? undefined : 'warning';
}

/** Does the injury card speak? */
export function isInjuryTold(reading: Reading): boolean {
  const { injury } = reading;
  if (!injury) return false;
  const patient = injuryPatientOf(reading);
  return patient !== undefined && injuryUrgency(injury, patient) !== undefined;
}

/** Is the B2M told on the injury card, so that nothing else says that its filtration is not known? */
export function isToldWithInjury(reading: Reading): boolean {
  const { injury, focus, facts } = reading;
  if (!focus || !isInjuryTold(reading)) return false;
  const at = injury?.course?.now.at ?? facts.asOf;
  return Math.abs(daysSince(focus.at, at)) <= URGENT_DAYS;
}
