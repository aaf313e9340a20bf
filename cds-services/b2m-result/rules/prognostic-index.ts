// What a B2M adds to the index of a disease other than myeloma: CLL, Waldenström, follicular lymphoma, DLBCL, ALL.
import {
  andList,
  determined,
  diagnosisOf,
  exceeds,
  orList,
  shown,
  type Disease,
  type Finding,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, factWords, stratumWords } from '../words.ts';

type Index = Reading['indices'][number];

/** What B2M adds to the index, in the words of its paper. The instruments hold the same cut-offs for the arithmetic. */
const WORDS: Readonly<Partial<Record<Disease, (reading: Reading, relapsed: boolean) => string>>> = {
  cll: ({ focus }, relapsed) =>
    relapsed
      ? counts(focus, 5, 'at-or-above')
        ? 'counts (5 or more)'
        : 'does not count (below 5)'
      : counts(focus, 3.5, 'above')
        ? 'adds 2 points (above 3.5)'
        : 'adds no points (not above 3.5)',
  waldenstrom: ({ focus }) =>
    `${counts(focus, 3, 'above') ? 'counts in IPSSWM (above 3)' : 'does not count in IPSSWM (not above 3)'}, ${counts(focus, 4, 'at-or-above') ? 'and in the revised one (4 or more)' : 'not in the revised one (below 4)'}`,
  'follicular-lymphoma': ({ focus, elevated }) =>
    `${counts(focus, 3, 'above') ? 'is above 3 (high by PRIMA-PI)' : 'is not above 3 (PRIMA-PI)'}${elevated ? ' and above range (1 in FLIPI2)' : ''}`,
  dlbcl: ({ elevated }) => (elevated ? 'is above range (1 point)' : 'is within range (no points)'),
};

function counts(b2m: Reading['focus'], cut: number, edge: 'above' | 'at-or-above'): boolean {
  return exceeds(b2m?.quantity, cut, edge) === true;
}

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
  const relapsed = indices.some((i) => i.because === 'relapse');
  const told = relapsed ? indices.filter((i) => i.assessment.system === 'BALL') : indices;
  const missing = factWords([...new Set(told.flatMap((i) => i.assessment.missing))]);
  const scores = told.map((i) => `${i.assessment.system} ${orList(stratumWords(i.assessment.possible))}`).join('; ');
  const settled = told.every((i) => determined(i.assessment));
  const part = `${b2mPhrase(reading)} ${WORDS[disease]?.(reading, relapsed) ?? ''}`;
  const names = told.map((i) => i.assessment.system).join(', ');
  const withMissing = `${names}: ${part}; ${andList(missing)} needed`;
  return {
    because: scores,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 44,
    summary: settled
      ? `${scores}: ${part}`
      : withMissing.length < SUMMARY_LENGTH
        ? withMissing
        : `${names}: ${part}; still open`,
    lines: [
      ...(settled ? [] : [`Still possible: ${scores}.`]),
      ...(settled || withMissing.length < SUMMARY_LENGTH ? [] : [`Needed: ${missing.join(', ')}.`]),
      ...notAtDiagnosis(indices, told),
    ],
    assessments: indices.map((i) => i.assessment),
    inputs: indices[0]?.inputs ?? [],
    citations: (relapsed ? ['soumerai-2019'] : CITATIONS[disease]) ?? [],
  };
}

// A CDS Hooks summary has fewer characters than this.
const SUMMARY_LENGTH = 140;

function notAtDiagnosis(indices: readonly Index[], told: readonly Index[]): readonly string[] {
  const [first] = indices;
  if (first?.because === 'no-diagnosis-date')
    return ['The date of diagnosis is not on record; the index is made for diagnosis.'];
  if (told.length < indices.length) return ['Relapsed disease: CLL-IPI is made for diagnosis and is not told.'];
  return first?.because === 'outside-window' ? ['A current value; the index is made for diagnosis.'] : [];
}

/** mg/L; adults with ALL. @source kantarjian-1992 */
const ALL_CUT = 4;

function inAll({ facts, focus }: Reading): Finding | Silence {
  if (!focus || !diagnosisOf(facts, 'all'))
    return { silent: 'no lymphoma or leukaemia on the problem list has an index with B2M' };
  if (exceeds(focus.quantity, ALL_CUT, 'at-or-above') !== true) return { silent: 'ALL with B2M below 4.0 mg/L' };
  return {
    because: 'ALL with B2M at or above 4.0 mg/L',
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 44,
    summary: `Adult ALL with B2M ${shown(focus.quantity, [ALL_CUT])} (4.0 or more): adverse in one series`,
    lines: [
      'Complete remission 61% against 80%, shorter survival and more central-nervous-system leukaemia; it held after adjusting for creatinine and age (Kantarjian 1992).',
    ],
    inputs: [focus],
    citations: ['kantarjian-1992'],
  };
}
