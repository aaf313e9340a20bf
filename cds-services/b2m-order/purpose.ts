// What a B2M is ordered for, by the order's reason and the problem list, and which tests its index needs besides.
import {
  diagnosisOf,
  INSTRUMENTS,
  ISS,
  PROGNOSTIC_INDICES,
  readConditions,
  suspected,
  treatmentBegun,
  type Disease,
  type Facts,
  type Instrument,
} from '../../src/authoring.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import { ALBUMIN, BLOOD_COUNT, LDH } from './companions.ts';
import type { OrderInput } from './input.ts';
import { PURPOSE } from './phrases.en.ts';

export interface Purpose {
  readonly disease: Disease;
  readonly name: string;
  /** Each with the indices that need it. */
  readonly companions: readonly (readonly [LaboratoryTest, readonly string[]])[];
  readonly citations: readonly string[];
  /** Its index is made of values before the first dose. */
  readonly isBeforeTreatment: boolean;
}

/** As `explain` names it. */
const NAMES: Readonly<Partial<Record<Disease, string>>> = PURPOSE.names;
const nameOf = (disease: Disease): string => NAMES[disease] ?? disease;
const TESTS = [ALBUMIN, LDH, BLOOD_COUNT] as const;

/** What a laboratory measures for the indices, each test with the indices that need it. */
function purposeFor(
  disease: Disease,
  instruments: readonly Instrument[],
  name = nameOf(disease),
  isBeforeTreatment = true,
): Purpose {
  const needing = instruments.filter((i) => i.disease === disease && i.companions);
  const companions = new Map<LaboratoryTest, string[]>();
  for (const { system, revises, companions: analytes = [] } of needing) {
    for (const test of analytes.flatMap((a) => TESTS.filter((t) => t.analytes.includes(a)))) {
      companions.set(test, [...(companions.get(test) ?? []), revises === undefined ? system : PURPOSE.revision]);
    }
  }
  const citations = needing.flatMap((i) => i.citations);
  return { disease, name, companions: [...companions], citations, isBeforeTreatment };
}

const isMadeForRelapse = ({ system }: Instrument): boolean =>
  PROGNOSTIC_INDICES.some((i) => i.system === system && i.madeFor === 'relapse');
const [ofRelapse, ofDiagnosis] = [
  INSTRUMENTS.filter(isMadeForRelapse),
  INSTRUMENTS.filter((i) => !isMadeForRelapse(i)),
];

/** Before treatment, by the disease; one whose index needs no other test is none. */
const AT_DIAGNOSIS: readonly Purpose[] = [...new Set(ofDiagnosis.flatMap((i) => i.disease ?? []))]
  .map((disease) => purposeFor(disease, ofDiagnosis))
  .filter((purpose) => purpose.companions.length > 0);
const SUSPECTED_MYELOMA = purposeFor('myeloma', [ISS], PURPOSE.suspectedMyeloma);
const AT_RELAPSE: readonly Purpose[] = [...new Set(ofRelapse.flatMap((i) => i.disease ?? []))].map((disease) =>
  purposeFor(disease, ofRelapse, PURPOSE.relapsed(nameOf(disease)), false),
);

/** The index that the B2M can serve; undefined in follow-up, and where no index holds B2M. */
export function purposeOf({ reading, drafts }: OrderInput): Purpose | undefined {
  const { facts } = reading;
  const relapsed = AT_RELAPSE.find(({ disease }) => diagnosisOf(facts, disease)?.activity === 'relapse');
  if (relapsed) return relapsed;
  const stated = statedReasons(drafts.reasons);
  const found = AT_DIAGNOSIS.find(({ disease }) => {
    const known = diagnosisOf(facts, disease);
    const wanted = known ? known.activity === 'active' : stated.has(disease);
    return wanted && !isTreated(facts, disease, known?.date);
  });
  if (found) return found;
  return suspected(facts, 'myeloma') && !isTreated(facts, 'myeloma') ? SUSPECTED_MYELOMA : undefined;
}

/** Something on record may be treatment of it: its indices are made for the time before. */
function isTreated(facts: Facts, kind: Disease, date?: NonNullable<ReturnType<typeof diagnosisOf>>['date']): boolean {
  return treatmentBegun(facts, { kind, date }).firstDose !== undefined;
}

function statedReasons(reasons: readonly fhir4.CodeableConcept[]): ReadonlySet<Disease> {
  const asConditions = reasons.map((code) => ({
    resource: { resourceType: 'Condition' as const, code, subject: {} },
    reference: 'reasonCode',
  }));
  return new Set(
    readConditions(asConditions)
      .diseases.filter((d) => d.certainty === 'confirmed' && d.activity === 'active')
      .map((d) => d.kind),
  );
}
