// What a B2M adds to the index of a disease other than myeloma: CLL, Waldenström, follicular lymphoma, DLBCL, ALL.
import {
  determined,
  diagnosisOf,
  exceeds,
  orList,
  quantity,
  shown,
  type Disease,
  type Finding,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, factWords } from '../words.ts';

type Index = Reading['indices'][number];

/** mg/L, strictly above or at: what each paper counts. The instruments hold the same cut-offs for the arithmetic. */
const WORDS: Readonly<Partial<Record<Disease, (reading: Reading, b2m: string) => string>>> = {
  cll: (reading, b2m) =>
    exceeds(reading.focus?.quantity, 3.5, 'above')
      ? `${b2m} adds 2 points (above 3.5)`
      : `${b2m} adds no points (not above 3.5)`,
  waldenstrom: (reading, b2m) => {
    const first = exceeds(reading.focus?.quantity, 3, 'above');
    const revised = exceeds(reading.focus?.quantity, 4, 'at-or-above');
    return `${b2m} ${first ? 'counts in IPSSWM (above 3)' : 'does not count in IPSSWM (not above 3)'}, ${revised ? 'and in the revised one (4 or more)' : 'not in the revised one (below 4)'}`;
  },
  'follicular-lymphoma': (reading, b2m) =>
    exceeds(reading.focus?.quantity, 3, 'above')
      ? `${b2m} is above 3: PRIMA-PI high`
      : `${b2m} is not above 3 (PRIMA-PI)`,
  dlbcl: (reading, b2m) =>
    reading.elevated ? `${b2m} above range adds 1 point` : `${b2m} within range adds no points`,
};

const CITATIONS: Readonly<Partial<Record<Disease, readonly string[]>>> = {
  cll: ['cll-ipi-2016'],
  waldenstrom: ['morel-2009', 'kastritis-2019'],
  'follicular-lymphoma': ['federico-2009', 'bachy-2018'],
  dlbcl: ['montalban-2017'],
};

export const prognosticIndex = defineResultRule({
  id: 'prognostic-index',
  hooks: BOTH,
  evaluate({ reading }) {
    const { focus, indices } = reading;
    if (!focus) return { silent: 'no serum B2M on record' };
    if (reading.kidney.dialysis) return { silent: 'on dialysis' };
    const first = indices[0];
    if (!first) return inAll(reading);
    if (first.b2m !== focus) return { silent: 'the B2M looked at is not the one at diagnosis' };
    if (first.because === 'after-treatment') return { silent: 'drawn after treatment began' };
    return contribution(
      reading,
      first.disease,
      indices.filter((i) => i.disease === first.disease),
    );
  },
});

function contribution(reading: Reading, disease: Disease, indices: readonly Index[]): Finding {
  const missing = [...new Set(indices.flatMap((i) => i.assessment.missing))];
  const scores = indices.map((i) => `${i.assessment.system} ${orList(i.assessment.possible)}`).join('; ');
  const settled = indices.every((i) => determined(i.assessment));
  return {
    because: scores,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 44,
    summary: settled
      ? `${scores}: ${WORDS[disease]?.(reading, b2mPhrase(reading)) ?? b2mPhrase(reading)}`
      : `${indices.map((i) => i.assessment.system).join(', ')}: ${WORDS[disease]?.(reading, b2mPhrase(reading)) ?? ''}`,
    lines: [
      ...(settled ? [] : [`Still possible: ${scores}.`]),
      ...(missing.length > 0 ? [`Needed: ${factWords(missing).join(', ')}.`] : []),
      ...(indices[0]?.because === 'no-diagnosis-date'
        ? ['The date of diagnosis is not on record; the index is made for diagnosis.']
        : []),
    ],
    assessments: indices.map((i) => i.assessment),
    inputs: indices[0]?.inputs ?? [],
    citations: CITATIONS[disease] ?? [],
  };
}

/** mg/L; adults with ALL. @source kantarjian-1992 */
const ALL_CUT = 4;

function inAll({ facts, focus }: Reading): Finding | Silence {
  if (!focus || !diagnosisOf(facts, 'all')) return { silent: 'no disease on the problem list has an index with B2M' };
  if (exceeds(focus.quantity, ALL_CUT, 'at-or-above') !== true) return { silent: 'ALL with B2M below 4.0 mg/L' };
  return {
    because: 'ALL with B2M at or above 4.0 mg/L',
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 44,
    summary: `Adult ALL with B2M ${shown(quantity(focus.quantity.value, 'mg/L'), [ALL_CUT])} (4.0 or more): adverse in one series`,
    lines: [
      'Complete remission 61 % against 80 %, worse survival and more central-nervous-system leukaemia, also after adjusting for creatinine and age (Kantarjian 1992).',
    ],
    inputs: [focus],
    citations: ['kantarjian-1992'],
  };
}
