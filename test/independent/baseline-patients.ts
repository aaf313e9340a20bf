// Random patients with myeloma around their diagnosis, with the decision that the words demand.
import { bodyOf } from './ask.ts';
import { diagnosisOf } from './baseline-entries.ts';
import { basisOf, beforeFirstDose, issOf, type Basis } from './baseline-oracle.ts';
import { therapiesOf } from './baseline-therapies.ts';
import { random } from './random.ts';
import { ordered, patient, problem, result } from './record.ts';
import { at } from './time.ts';

export interface BaselinePatient {
  readonly told: string;
  readonly body: object;
  /** Undefined: no stage of any kind is told. */
  readonly basis: ReadonlySet<Basis> | undefined;
  readonly iss: readonly string[];
  readonly recordable: boolean;
}

const B2M_AGES = [0, 1, 3, 5, 10, 29, 30, 31, 45, 60, 61, 80, 90, 91, 120, 200];
export function baselinePatient(seed: number): BaselinePatient {
  const r = random(seed);
  const b2mDaysAgo = r.pick(B2M_AGES);
  const entry = diagnosisOf(r, b2mDaysAgo);
  const made = therapiesOf(r, b2mDaysAgo, entry.days);
  const otherCancer = r.chance(0.15);
  const medicationsRead = !r.chance(0.06);
  const unread = r.pick(['', '', '', '', '', '', '', 'drug', 'problem', 'harmless problem'] as const);
  const question = {
    b2mDaysAgo,
    diagnosis: entry.days,
    therapies: made.map(([t]) => t),
    otherCancer,
    medicationsRead: medicationsRead && unread !== 'drug',
  };
  const b2m = r.pick([2, 3.4, 3.49, 3.5, 4, 5.4, 5.49, 5.5, 5.51, 9]);
  const albumin = r.pick([undefined, 2.9, 3.4, 3.49, 3.5, 3.51, 4.2]);
  const ofItsTime = !(albumin !== undefined && made.length === 0 && r.chance(0.2));
  const iss = issOf(b2m, ofItsTime ? albumin : undefined);
  const { doubt, unnamed } = beforeFirstDose(question);
  const basis = entry.staged ? basisOf(question) : undefined;
  const recordable =
    basis !== undefined &&
    [...basis].join() === 'baseline' &&
    entry.recordable &&
    iss.length === 1 &&
    albumin !== undefined &&
    ofItsTime &&
    !doubt &&
    !unnamed &&
    medicationsRead &&
    unread !== 'drug' &&
    unread !== 'problem';
  const resources: readonly fhir4.FhirResource[] = [
    ...entry.conditions,
    ...(otherCancer ? [problem('breast', 'hypertension', { code: BREAST_CANCER, onsetDateTime: '2015-03-01' })] : []),
    ...made.map(([, resource]) => resource),
    ...unreadOf(unread),
    result('b2m', '1952-1', b2m, 'mg/L', at(b2mDaysAgo, 6)),
    result('creatinine', '2160-0', 0.9, 'mg/dL', at(b2mDaysAgo, 6)),
    ...(albumin === undefined
      ? []
      : [result('albumin', '1751-7', albumin, 'g/dL', at(b2mDaysAgo + (ofItsTime ? 0 : 31), 6))]),
  ];
  const told = `${seed}: ${entry.told}; B2M ${b2m} ${b2mDaysAgo} days ago, albumin ${albumin} ${ofItsTime ? '' : 'too old'}; ${made
    .map(([t]) => `${t.drug} ${t.as} ${t.daysAgo}`)
    .join(
      ', ',
    )}; ${otherCancer ? 'breast cancer; ' : ''}${medicationsRead ? '' : 'medications in part; '}${unread && `unread ${unread}`}; diagnosis ${JSON.stringify(entry.days)}`;
  const body = bodyOf(patient('1958-03-04', 'female'), resources, medicationsRead ? [] : ['medications']);
  return { told, body, basis, iss, recordable };
}

const BREAST_CANCER = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C50.911' }] };

function unreadOf(what: '' | 'drug' | 'problem' | 'harmless problem'): readonly fhir4.FhirResource[] {
  if (what === 'drug') {
    const parts = { medicationCodeableConcept: { coding: [{ system: 'urn:our:drugs', code: '4711' }] } };
    return [ordered('unread', '', 4, parts)];
  }
  if (what === '') return [];
  return [
    problem('unread', 'hypertension', {
      code: { text: what === 'problem' ? 'Z.n. Lymphom' : 'Bluthochdruck' },
      onsetDateTime: '2020-01-01',
    }),
  ];
}
