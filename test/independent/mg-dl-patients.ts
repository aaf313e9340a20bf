// Random patients with new myeloma whose B2M was printed in mg/dL, with the decision that the words demand.
import { bodyOf } from './ask.ts';
import { readMgDl, type MgDlReading, type PrintedLimit } from './mg-dl-oracle.ts';
import { random } from './random.ts';
import { patient, problem, quantity, result } from './record.ts';
import { at, date } from './time.ts';

export interface MgDlPatient {
  readonly told: string;
  readonly body: object;
  readonly reading: MgDlReading;
  readonly albumin: number;
}

const PRINTED = [
  0.12, 0.19, 0.2, 0.34, 0.35, 0.36, 0.49, 0.5, 0.51, 0.54, 0.55, 0.56, 0.69, 0.7, 0.71, 0.9, 1, 1.9, 2, 2.1, 2.5, 3.4,
  3.5, 5.5, 6.1, 19,
];
const LIMITS: readonly (PrintedLimit | undefined)[] = [
  undefined,
  ...[0.19, 0.24, 0.49, 0.5, 0.51, 0.7, 0.99, 1, 1.01, 1.8, 2.5].map((value) => ({ value, unit: 'mg/dL' as const })),
  { value: 2.5, unit: 'mg/L' },
  { value: 0.3, unit: 'mg/L' },
  { value: 0.24, unit: undefined },
  { value: 2.5, unit: undefined },
];

export function mgDlPatient(seed: number): MgDlPatient {
  const r = random(seed);
  const printed = r.chance(0.7) ? r.pick(PRINTED) : r.between(1, 400) / 100;
  const limit = r.pick(LIMITS);
  const albumin = r.pick([3.4, 3.5, 4.1]);
  const failing = r.pick(['', '', 'kidney failure', 'dialysis'] as const);
  const range = limit && {
    referenceRange: [{ high: limit.unit ? quantity(limit.value, limit.unit) : { value: limit.value } }],
  };
  const resources = [
    problem('myeloma', 'myeloma', { onsetDateTime: date(4) }),
    ...(failing === 'dialysis' ? [problem('dialysis', 'dependence on dialysis', { onsetDateTime: '2024-02-01' })] : []),
    ...(failing === 'kidney failure' ? [problem('ckd', 'ckd stage 3', { onsetDateTime: '2024-02-01' })] : []),
    result('b2m', '1952-1', printed, 'mg/dL', at(2, 6), range),
    result('creatinine', '2160-0', failing === '' ? 0.9 : 5.6, 'mg/dL', at(2, 6)),
    result('creatinine-before', '2160-0', failing === '' ? 0.9 : 5.5, 'mg/dL', at(60, 6)),
    result('albumin', '1751-7', albumin, 'g/dL', at(2, 6)),
  ];
  const told = `${seed}: ${printed} mg/dL, limit ${limit ? `${limit.value} ${limit.unit}` : 'none'}, albumin ${albumin} ${failing}`;
  return { told, body: bodyOf(patient('1958-03-04', 'male'), resources), reading: readMgDl(printed, limit), albumin };
}
