// What a B2M is ordered for, by the order's reason and the problem list, and which tests its index needs besides.
import { diagnosisOf, readConditions, suspected, treatmentStart, type Disease } from '../../src/authoring.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import { ALBUMIN, BLOOD_COUNT, LDH } from './companions.ts';
import type { OrderInput } from './input.ts';

export interface Purpose {
  readonly disease: Disease;
  readonly name: string;
  /** Each with the indices that need it. */
  readonly companions: readonly (readonly [LaboratoryTest, readonly string[]])[];
  readonly citations: readonly string[];
}

const MYELOMA: Purpose = {
  disease: 'myeloma',
  name: 'myeloma',
  companions: [
    [ALBUMIN, ['ISS']],
    [LDH, ['R-ISS']],
  ],
  citations: ['greipp-2005', 'palumbo-2015'],
};
const SUSPECTED_MYELOMA: Purpose = {
  disease: 'myeloma',
  name: 'suspected myeloma',
  companions: [[ALBUMIN, ['ISS']]],
  citations: ['greipp-2005'],
};

/** Before treatment, what the index of the disease is made of and a laboratory measures. */
const AT_DIAGNOSIS: readonly Purpose[] = [
  MYELOMA,
  {
    disease: 'waldenstrom',
    name: 'Waldenström',
    companions: [
      [BLOOD_COUNT, ['IPSSWM']],
      [ALBUMIN, ['its revision']],
      [LDH, ['its revision']],
    ],
    citations: ['morel-2009', 'kastritis-2019'],
  },
  {
    disease: 'follicular-lymphoma',
    name: 'follicular lymphoma',
    companions: [[BLOOD_COUNT, ['FLIPI2']]],
    citations: ['federico-2009'],
  },
  { disease: 'dlbcl', name: 'DLBCL', companions: [[LDH, ['GELTAMO-IPI']]], citations: ['montalban-2017'] },
];

/** @source soumerai-2019 */
const RELAPSED_CLL: Purpose = {
  disease: 'cll',
  name: 'relapsed CLL',
  companions: [
    [LDH, ['BALL']],
    [BLOOD_COUNT, ['BALL']],
  ],
  citations: ['soumerai-2019'],
};

/** The index that the B2M can serve; undefined in follow-up, and where no index holds B2M. */
export function purposeOf({ reading, drafts }: OrderInput): Purpose | undefined {
  const { facts } = reading;
  if (diagnosisOf(facts, 'cll')?.activity === 'relapse') return RELAPSED_CLL;
  if (treatmentStart(facts) !== undefined) return undefined;
  const stated = statedReasons(drafts.reasons);
  const found = AT_DIAGNOSIS.find(({ disease }) => {
    const known = diagnosisOf(facts, disease);
    return known ? known.activity === 'active' : stated.has(disease);
  });
  return found ?? (suspected(facts, 'myeloma') ? SUSPECTED_MYELOMA : undefined);
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
