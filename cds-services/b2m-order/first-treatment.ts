// Is a drug being ordered that would be the first treatment of a newly diagnosed myeloma, CLL or Waldenström?
import {
  andList,
  daysSince,
  diagnosisOf,
  isTreatedAt,
  openOver,
  shortfallOf,
  readTherapies,
  shownDate,
  toEvidenceDating,
  treatmentBegun,
  type Diagnosis,
  type EvidenceDating,
  type TherapyFact,
} from '../../src/authoring.ts';
import * as tests from '../shared/laboratory-tests.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import type { OrderInput } from './input.ts';
import { FIRST_DOSE, PURPOSE } from './phrases.en.ts';
import { REASONS } from './reasons.en.ts';

const WHY = REASONS.firstDose;

/** What is lost with the first dose of a disease, and what keeps it. */
interface Staged {
  readonly disease: 'myeloma' | 'cll' | 'waldenstrom';
  readonly name: string;
  /** A stage that therapy is chosen by; the others are told as information. */
  readonly mayWarn: boolean;
  /** Drawn with the B2M. */
  readonly companions: readonly LaboratoryTest[];
  /** The system that needs each, by the short name of the test. */
  readonly neededFor: ReadonlyMap<string, string>;
  /** An index of it needs albumin of the time of the B2M. */
  readonly needsAlbumin: boolean;
  readonly citations: readonly string[];
}

const STAGED: readonly Staged[] = [
  {
    disease: 'myeloma',
    name: FIRST_DOSE.myeloma.name,
    mayWarn: true,
    companions: [tests.ALBUMIN, tests.CREATININE, tests.LDH],
    neededFor: new Map([
      [tests.B2M.short, 'ISS'],
      [tests.ALBUMIN.short, 'ISS'],
      [tests.LDH.short, 'R-ISS, R2-ISS'],
    ]),
    needsAlbumin: true,
    citations: ['greipp-2005', 'palumbo-2015'],
  },
  {
    disease: 'cll',
    name: FIRST_DOSE.cll.name,
    mayWarn: false,
    companions: [tests.CREATININE],
    neededFor: new Map([[tests.B2M.short, 'CLL-IPI']]),
    needsAlbumin: false,
    citations: ['cll-ipi-2016'],
  },
  {
    disease: 'waldenstrom',
    name: FIRST_DOSE.waldenstrom.name,
    mayWarn: false,
    companions: [tests.ALBUMIN, tests.CREATININE, tests.LDH, tests.BLOOD_COUNT],
    neededFor: new Map([
      [tests.B2M.short, 'IPSSWM'],
      [tests.ALBUMIN.short, PURPOSE.revision],
      [tests.LDH.short, PURPOSE.revision],
      [tests.BLOOD_COUNT.short, 'IPSSWM'],
    ]),
    needsAlbumin: true,
    citations: ['morel-2009', 'kastritis-2019'],
  },
];

export interface FirstTreatment extends Staged {
  readonly diagnosis: Diagnosis;
  /** It, and what was found of treatment, for the evidence. */
  readonly dating: EvidenceDating;
  /** As it stands in a summary: `bortezomib and lenalidomide`. */
  readonly drug: string;
  /** Why it is not certain that this is the first treatment. */
  readonly open?: string | undefined;
}

/** The disease that the drafted drugs would treat for the first time, or why there is none. */
export function firstTreatment(input: OrderInput): FirstTreatment | { readonly silent: string } {
  const { reading, drafts, settings } = input;
  const { facts } = reading;
  const drafted = readTherapies(
    { medications: drafts.prescriptions.map((d) => asOrdered(d, facts.asOf)), procedures: [], conditions: [] },
    input.furtherDrugs,
    input.references,
  );
  if (!drafted.some((t) => [t.plasma, t.lymphoid].some((how) => how !== undefined && how !== 'no'))) {
    return { silent: WHY.noneAgainst };
  }
  let why: string | undefined;
  for (const staged of STAGED) {
    const diagnosis = diagnosisOf(facts, staged.disease);
    if (!diagnosis) continue;
    const drugs = drugsAgainst(diagnosis, drafted, input);
    if (drugs.length === 0) {
      why ??= WHY.notKnownToTreat(staged.name);
      continue;
    }
    if (diagnosis.activity !== 'active') return { silent: WHY.treatedBefore(staged.name) };
    const { date } = diagnosis;
    if (date && daysSince(date.earliest, facts.asOf) > settings.firstTreatmentDays) {
      return { silent: WHY.diagnosedBefore(staged.name, settings.firstTreatmentDays) };
    }
    const begun = treatmentBegun(facts, diagnosis);
    const treated = isTreatedAt(begun, facts.asOf);
    if (treated === 'yes') return { silent: WHY.begun(staged.name) };
    return {
      ...staged,
      diagnosis,
      dating: toEvidenceDating(diagnosis, begun),
      drug: andList(drugs),
      open: openBecause(input, diagnosis, treated, begun.first?.therapy),
    };
  }
  return { silent: why ?? WHY.noDisease };
}

/** A draft is what is about to be ordered today, whenever it was written. */
function asOrdered(
  { resource, reference }: OrderInput['drafts']['prescriptions'][number],
  asOf: number,
): { readonly resource: fhir4.MedicationRequest; readonly reference: string } {
  const authoredOn = new Date(asOf).toISOString();
  return { resource: { ...resource, status: 'active', intent: 'order', authoredOn }, reference };
}

/**
 * Drugs that by themselves, by their reason or together count as treatment of the disease, or would if it had a date: what is
 * ordered now is not older than what is on record.
 */
function drugsAgainst(
  diagnosis: Diagnosis,
  therapies: readonly TherapyFact[],
  { reading: { facts } }: OrderInput,
): readonly string[] {
  const counted = treatmentBegun({ ...facts, therapies }, diagnosis).therapies.filter(
    (t) => t.counts === 'yes' || t.why === 'diagnosis-not-dated',
  );
  return [...new Set(counted.map((t) => t.therapy.name))];
}

function openBecause(
  { reading: { facts } }: OrderInput,
  { date }: Diagnosis,
  treated: 'no' | 'open',
  therapy: TherapyFact | undefined,
): string | undefined {
  if (treated === 'open') {
    return FIRST_DOSE.given(therapy?.name, therapy?.date && shownDate(therapy.date.latest));
  }
  if (!date) return FIRST_DOSE.noDate;
  const shortfall = KINDS.find((subject) => shortfallOf(facts, subject));
  if (shortfall) return FIRST_DOSE.notRead[shortfall];
  return openOver(facts, ['medications', 'procedures', 'conditions']);
}

const KINDS = ['medications', 'procedures', 'conditions'] as const;
