// Random patients whose creatinine may show an acute kidney injury, with the decision that the words demand.
import { bodyOf } from './ask.ts';
import { injuryCard, judge, MG_DL, UMOL_L, type Audience, type Course, type Creatinine } from './injury-oracle.ts';
import { random, type Random } from './random.ts';
import { date, dayOf, at } from './time.ts';
import { given, ordered, patient, problem, result, suspected, upTo, type ProblemName } from './record.ts';

export interface InjuryPatient {
  readonly told: string;
  readonly body: object;
  readonly course: Course;
  readonly card: ReturnType<typeof injuryCard>;
}

const AGES = [0, 1, 2, 3, 6, 7, 8, 9, 14, 20, 30, 31, 45];
const GAPS = [0, 1, 2, 3, 5, 7, 8, 9, 14, 15, 20, 30, 31, 32, 45, 60, 75, 89, 90, 91, 120, 200, 365, 366, 400];
const FACTORS = [1, 1, 1, 1, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5, 1.5, 1.6, 1.99, 2, 2.2, 3, 3.1, 0.8, 0.7, 0.67, 0.5];
const DISEASES: readonly (readonly [Audience, ProblemName, boolean])[] = [
  ['myeloma', 'myeloma', false],
  ['myeloma', 'myeloma', false],
  ['myeloma', 'myeloma', false],
  ['myeloma', 'plasma cell leukaemia', false],
  ['suspected', 'myeloma', true],
  ['other plasma-cell disease', 'al amyloidosis', false],
  ['other plasma-cell disease', 'mgus', false],
  ['other plasma-cell disease', 'smouldering myeloma', false],
  ['none', 'hypertension', false],
];
const KAPPA = '36916-5';
const LAMBDA = '33944-0';

export function injuryPatient(seed: number): InjuryPatient {
  const r = random(seed);
  const inMgDl = r.chance(0.7);
  const units = inMgDl ? MG_DL : UMOL_L;
  const course = creatinines(r, inMgDl);
  const newest = course.at(-1)?.hoursAgo ?? 0;
  const [named, disease, doubtful] = r.pick(DISEASES);
  const since = Math.max(dayOf(newest) + r.pick([0, 5, 40, 200]), 0);
  const ckdBefore = r.pick([undefined, undefined, undefined, undefined, 89, 90, 400]);
  const ckd = ckdBefore === undefined ? undefined : dayOf(newest) + ckdBefore;
  const therapy =
    named === 'myeloma' ? r.pick(['none', 'none', 'given', 'ordered lately', 'ordered before'] as const) : 'none';
  const chains = r.pick([undefined, undefined, undefined, ...CHAINS]);
  const audience = named !== 'suspected' && named !== 'myeloma' && chains?.suspicious ? 'suspected' : named;
  // Dates of doses lie after the diagnosis, before today.
  const doses = {
    none: [],
    given: [given('drug', 'bortezomib', Math.min(1, since))],
    'ordered lately': [ordered('drug', 'bortezomib 3.5 mg', Math.min(30, since))],
    'ordered before': [ordered('drug', 'bortezomib 3.5 mg', 31)],
  }[therapy];
  const treated = therapy === 'given' || therapy === 'ordered before';
  const resources = [
    problem('disease', disease, {
      onsetDateTime: date(therapy === 'ordered before' ? Math.max(since, 20) : since),
      ...(doubtful && suspected),
    }),
    ...(ckd === undefined ? [] : [problem('ckd', 'ckd stage 3', { onsetDateTime: date(ckd) })]),
    ...doses,
    result('b2m', '1952-1', 6.1, 'mg/L', newest, upTo(2.5, 'mg/L')),
    ...course.map((c, i) =>
      result(`creatinine-${i}`, '2160-0', inMgDl ? c.value / 100 : c.value, inMgDl ? 'mg/dL' : 'umol/L', c.hoursAgo),
    ),
    ...(chains
      ? [result('kappa', KAPPA, chains.kappa, 'mg/L', newest), result('lambda', LAMBDA, chains.lambda, 'mg/L', newest)]
      : []),
  ];
  const judged = judge(course, units, ckdBefore !== undefined && ckdBefore >= 90);
  const card = injuryCard(judged, dayOf(newest), audience, treated);
  const told = `${seed}: ${disease}${doubtful ? '?' : ''}, ${therapy}, ckd ${ckdBefore}, chains ${JSON.stringify(chains)}, ${inMgDl ? 'mg/dL' : 'umol/L'} ${course
    .map((c) => `${c.value} (${c.hoursAgo} h)`)
    .join(', ')}: ${JSON.stringify(judged)}`;
  return { told, body: bodyOf(patient('1958-03-04', r.pick(['male', 'female'])), resources), course: judged, card };
}

/** Suspicious: outside 0.37 to 3.10 with a chain of 500 mg/L, or 100 times the other with 100 mg/L. */
const CHAINS = [
  { kappa: 500, lambda: 10, suspicious: true },
  { kappa: 499, lambda: 10, suspicious: false },
  { kappa: 500, lambda: 200, suspicious: false },
  { kappa: 100, lambda: 1, suspicious: true },
  { kappa: 99, lambda: 0.9, suspicious: false },
  { kappa: 2, lambda: 200, suspicious: true },
  { kappa: 15, lambda: 12, suspicious: false },
] as const;

function creatinines(r: Random, inMgDl: boolean): readonly Creatinine[] {
  const base = inMgDl
    ? r.pick([70, 80, 90, 100, 110, 120, 150, 200, 201, 210, 300])
    : r.pick([60, 80, 90, 100, 120, 177, 178, 190, 260]);
  const newest = r.pick(AGES);
  const count = r.pick([1, 1, 2, 2, 3, 3, 4, 5, 6]);
  const days = new Set([newest, ...Array.from({ length: count - 1 }, () => newest + r.pick(GAPS))]);
  const hours = [...days].map((d) => at(d, d === 0 ? 6 : r.pick([6, 6, 6, 7, 18])));
  return hours.sort((a, b) => b - a).map((hoursAgo) => ({ hoursAgo, value: Math.round(base * r.pick(FACTORS)) }));
}
