// What a B2M adds to the index of a disease other than myeloma: CLL, Waldenström, follicular lymphoma, DLBCL, ALL.
import {
  ALL_B2M_CUT,
  andList,
  BALL_B2M_CUT,
  CLL_IPI_B2M_CUT,
  determined,
  diagnosisOf,
  exceeds,
  IPSSWM_B2M_CUT,
  isAdverseB2mInAll,
  number,
  orList,
  PRIMA_PI_B2M_CUT,
  RIPSSWM_B2M_CUT,
  shown,
  type Finding,
  type Measurement,
  type Quantity,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, factWords, stratumWords } from '../words.ts';

type Index = Reading['indices'][number];
type Disease = Index['disease'];

/** What B2M adds to the index, in the words of its paper. The instruments hold the same cut-offs for the arithmetic. */
const WORDS: Readonly<Record<Disease, (b2m: Quantity, reading: Reading, relapsed: boolean) => string>> = {
  cll: (b2m, _, relapsed) =>
    relapsed
      ? exceeds(b2m, BALL_B2M_CUT, 'at-or-above')
        ? 'counts (5 or more)'
        : 'does not count (below 5)'
      : exceeds(b2m, CLL_IPI_B2M_CUT, 'above')
        ? 'adds 2 points (above 3.5)'
        : 'adds no points (not above 3.5)',
  waldenstrom: (b2m) =>
    `${exceeds(b2m, IPSSWM_B2M_CUT, 'above') ? 'counts in IPSSWM (above 3)' : 'does not count in IPSSWM (not above 3)'}, ${exceeds(b2m, RIPSSWM_B2M_CUT, 'at-or-above') ? 'and in the revised one (4 or more)' : 'not in the revised one (below 4)'}`,
  'follicular-lymphoma': (b2m, { elevated }) =>
    `${exceeds(b2m, PRIMA_PI_B2M_CUT, 'above') ? 'is above 3 (high by PRIMA-PI)' : 'is not above 3 (PRIMA-PI)'}${elevated ? ' and above range (1 in FLIPI2)' : ''}`,
  dlbcl: (_, { elevated }) => (elevated ? 'is above range (1 point)' : 'is within range (no points)'),
};

const CITATIONS: Readonly<Record<Disease, readonly string[]>> = {
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
    if (reading.kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    if (indices.length === 0) return inAll(reading, focus);
    const ofFocus = indices.filter((i) => i.b2m === focus);
    const [first] = ofFocus.filter((i) => i.because !== 'relapse' || isMadeForRelapse(i));
    if (ofFocus.length === 0) return { silent: 'the B2M looked at is not the one at diagnosis' };
    if (!first) return { silent: 'relapsed disease: the index is made for diagnosis' };
    if (first.because === 'after-treatment') return { silent: 'drawn after treatment began' };
    return contribution(reading, focus, first);
  },
});

function isMadeForRelapse({ assessment }: Index): boolean {
  return assessment.system === 'BALL';
}

function contribution(reading: Reading, focus: Measurement, first: Index): Finding {
  const { disease, inputs } = first;
  const indices = reading.indices.filter((i) => i.disease === disease);
  const relapsed = first.because === 'relapse';
  const told = indices.filter((i) => isMadeForRelapse(i) === relapsed);
  const missing = factWords([...new Set(told.flatMap((i) => i.assessment.missing))]);
  const scores = told.map((i) => `${i.assessment.system} ${orList(stratumWords(i.assessment.possible))}`).join('; ');
  const settled = told.every((i) => determined(i.assessment));
  const part = `${b2mPhrase(reading)} ${WORDS[disease](focus.quantity, reading, relapsed)}`;
  const names = told.map((i) => i.assessment.system).join(', ');
  const withMissing = `${names}: ${part}; ${andList(missing)} needed`;
  return {
    because: scores,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: settled
      ? `${scores}: ${part}`
      : withMissing.length < SUMMARY_LENGTH
        ? withMissing
        : `${names}: ${part}; still open`,
    lines: [
      ...(settled ? [] : [`Still possible: ${scores}.`]),
      ...(settled || withMissing.length < SUMMARY_LENGTH ? [] : [`Needed: ${missing.join(', ')}.`]),
      ...notAtDiagnosis(first, relapsed),
    ],
    assessments: indices.map((i) => i.assessment),
    inputs,
    citations: relapsed ? ['soumerai-2019'] : CITATIONS[disease],
  };
}

/** A summary has fewer characters than this. @source https://cds-hooks.hl7.org/2.0/#card-attributes */
const SUMMARY_LENGTH = 140;

function notAtDiagnosis({ because }: Index, relapsed: boolean): readonly string[] {
  if (because === 'no-diagnosis-date')
    return ['The date of diagnosis is not on record; the index is made for diagnosis.'];
  if (relapsed) return ['Relapsed disease: CLL-IPI is made for diagnosis and is not told.'];
  return because === 'outside-window' ? ['A current value; the index is made for diagnosis.'] : [];
}

function inAll({ facts }: Reading, focus: Measurement<'b2m-serum'>): Finding | Silence {
  if (!diagnosisOf(facts, 'all'))
    return { silent: 'no lymphoma or leukaemia on the problem list has an index with B2M' };
  const cut = number(ALL_B2M_CUT, 1);
  if (isAdverseB2mInAll(focus.quantity) !== true) return { silent: `ALL with B2M below ${cut} mg/L` };
  return {
    because: `ALL with B2M at or above ${cut} mg/L`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: `Adult ALL with B2M ${shown(focus.quantity, [ALL_B2M_CUT])} (${cut} or more): adverse in one series`,
    lines: [
      'Complete remission 61% against 80%, shorter survival and more central-nervous-system leukaemia; it held after adjusting for creatinine and age (Kantarjian 1992).',
    ],
    inputs: [focus],
    citations: ['kantarjian-1992'],
  };
}
