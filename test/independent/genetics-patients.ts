// Random patients with new myeloma and FISH around their diagnosis, with the decision that the words demand.
import { bodyOf } from './ask.ts';
import { issOf } from './baseline-oracle.ts';
import {
  criteria,
  foundBy,
  type Aberration,
  type Fish,
  type Found,
  type Genetics,
  type Iss,
} from './genetics-oracle.ts';
import { random, type Random } from './random.ts';
import { given, patient, problem, quantity, result, upTo } from './record.ts';
import { at, date } from './time.ts';

export interface GeneticsPatient {
  readonly told: string;
  readonly body: object;
  readonly genetics: Genetics;
  readonly criteria: readonly number[];
  /** Whether R-ISS may be recorded is told only where no result is left unread. */
  readonly allRead: boolean;
}

const CODES: Readonly<Record<Aberration, string>> = {
  del17p: '81746-0',
  't4-14': '72726-3',
  't14-16': '77033-9',
  't14-20': '90043-1',
  gain1q: '81752-8',
};
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const ANSWERS = {
  present: [`${LOINC} LA9633-4`, `${LOINC} LA6576-8`, `${SNOMED} 260373001`, `${SNOMED} 10828004`],
  absent: [`${LOINC} LA9634-2`, `${LOINC} LA11883-8`, `${SNOMED} 2667000`, `${SNOMED} 410594000`],
  'nothing plain': [`${SNOMED} 42425007`, 'urn:our:answers POS', `${LOINC} LA9999-9`],
} as const;
const FROM_DIAGNOSIS = [0, 0, 0, 0, 20, 89, 90, 91, 200, -5, -14, -15, -30];
const SHARES = [undefined, undefined, 5, 19.9, 20, 20.1, 45];
const MOST = 0.75;

export function geneticsPatient(seed: number): GeneticsPatient {
  const r = random(seed);
  const diagnosed = r.pick([5, 30, 60]);
  const dosed = r.chance(0.3) ? r.between(0, diagnosed - 1) : undefined;
  const b2m = r.pick([2, 3.4, 3.5, 5.4, 5.5, 7]);
  const albumin = r.pick([3.4, 3.5, 4.1]);
  const creatinine = r.pick([0.9, 1.19, 1.2, 1.5]);
  const ldh = r.pick([undefined, 180, 225, 226, 300]);
  const withLimit = r.chance(0.85);
  const drawn = at(diagnosed, 6);
  const results = Object.entries(CODES).flatMap(([name, code]) =>
    r.chance(MOST) ? [fishOf(r, name as Aberration, code, Math.max(0, diagnosed + r.pick(FROM_DIAGNOSIS)))] : [],
  );
  const found = Object.fromEntries(results.map(([name, fish]) => [name, foundBy(fish, diagnosed, dosed)]));
  const share = results.find(([name]) => name === 'del17p')?.[1].share;
  const [iss] = issOf(b2m, albumin) as readonly [Iss];
  const ldhHigh: Found = ldh === undefined || !withLimit ? undefined : ldh > 225;
  const resources = [
    problem('myeloma', 'myeloma', { onsetDateTime: date(diagnosed) }),
    ...(dosed === undefined ? [] : [given('dose', 'bortezomib', dosed)]),
    result('b2m', '1952-1', b2m, 'mg/L', drawn),
    result('albumin', '1751-7', albumin, 'g/dL', drawn),
    result('creatinine', '2160-0', creatinine, 'mg/dL', drawn),
    ...(ldh === undefined ? [] : [result('ldh', '2532-0', ldh, 'U/L', drawn, withLimit ? upTo(225, 'U/L') : {})]),
    ...results.map(([, , resource]) => resource),
  ];
  const genetics = { iss, ldhHigh, found };
  const told = `${seed}: ISS ${iss} (${b2m}, ${albumin}), creatinine ${creatinine}, LDH ${ldh} ${withLimit ? '' : 'without limit'}, diagnosed ${diagnosed}, dosed ${dosed}, ${JSON.stringify(results.map(([name, fish]) => [name, fish]))}: ${JSON.stringify(found)}`;
  return {
    told,
    body: bodyOf(patient('1958-03-04', 'male'), resources),
    genetics,
    criteria: criteria(b2m, creatinine, found, share),
    allRead: results.every(([, fish]) => fish.says !== 'nothing plain'),
  };
}

function fishOf(
  r: Random,
  name: Aberration,
  code: string,
  daysAgo: number,
): readonly [Aberration, Fish, fhir4.Observation] {
  const says = r.pick(['present', 'present', 'absent', 'absent', 'absent', 'nothing plain'] as const);
  const [system = '', answer = ''] = r.pick(ANSWERS[says]).split(' ');
  const share = name === 'del17p' && says === 'present' ? r.pick(SHARES) : undefined;
  const resource = result(name, code, 0, '1', at(daysAgo, 6), {
    valueQuantity: undefined,
    valueCodeableConcept: { coding: [{ system, code: answer }] },
    ...(share !== undefined && {
      component: [{ code: { coding: [{ system: LOINC, code: '84916-6' }] }, valueQuantity: quantity(share, '%') }],
    }),
  });
  return [name, { says, daysAgo, share }, resource];
}
