// What a B2M adds to the index of a disease other than myeloma: CLL, Waldenström, follicular lymphoma, DLBCL, ALL.
import {
  ALL_B2M_CUT,
  andList,
  determined,
  diagnosisOf,
  isAdverseB2mInAll,
  number,
  orList,
  PROGNOSTIC_INDICES,
  shown,
  SUMMARY_MAX,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { b2mPhrase, factWords, stratumWords } from '../words.ts';

type Index = Reading['indices'][number];
export const prognosticIndex = defineResultRule({
  id: 'prognostic-index',
  hooks: BOTH,
  sources: PROGNOSTIC_INDICES.flatMap((index) => index.citations),
  evaluate({ reading }) {
    const { focus, indices } = reading;
    if (!focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (reading.kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    if (indices.length === 0) return inAll(reading, focus);
    const open = indices.filter((i) => i.because !== 'remission');
    if (open.length === 0) return { silent: CLOSED };
    const ofFocus = open.filter((i) => i.b2m === focus);
    const [first] = ofFocus.filter((i) => i.because !== 'relapse' || isMadeForRelapse(i));
    if (ofFocus.length === 0) return { silent: 'the B2M looked at is not the one at diagnosis' };
    if (!first) return { silent: 'relapsed disease: the index is made for diagnosis' };
    if (first.because === 'after-treatment') return { silent: 'drawn after treatment began' };
    return contribution(reading, focus, first);
  },
});

const CLOSED = 'in remission: the index is made for diagnosis, and closed';

function isMadeForRelapse({ index }: Index): boolean {
  return index.madeFor === 'relapse';
}

function contribution(reading: Reading, focus: Measurement<'b2m-serum'>, first: Index): Finding {
  const indices = reading.indices.filter((i) => i.index.disease === first.index.disease);
  const relapsed = first.because === 'relapse';
  const told = indices.filter((i) => isMadeForRelapse(i) === relapsed);
  const untold = indices.filter((i) => !told.includes(i));
  const missing = factWords([...new Set(told.flatMap((i) => i.assessment.missing))]);
  const scores = told.map((i) => `${i.assessment.system} ${orList(stratumWords(i.assessment.possible))}`).join('; ');
  const settled = told.every((i) => determined(i.assessment));
  const part = `${b2mPhrase(reading)} ${words(told, { b2m: focus.quantity, b2mHigh: reading.elevated })}`;
  const names = told.map((i) => i.assessment.system).join(', ');
  const withMissing = `${names}: ${part}; ${andList(missing)} needed`;
  return {
    because: `${scores}, by ${b2mPhrase(reading)}`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: settled
      ? `${scores}: ${part}`
      : withMissing.length <= SUMMARY_MAX
        ? withMissing
        : `${names}: ${part}; still open`,
    lines: [
      ...(settled ? [] : [`Still possible: ${scores}.`]),
      ...(settled || withMissing.length <= SUMMARY_MAX ? [] : [`Needed: ${missing.join(', ')}.`]),
      ...withoutB2m(told),
      ...notAtDiagnosis(first, relapsed ? untold : []),
    ],
    assessments: indices.map((i) => i.assessment),
    inputs: first.inputs,
    cytogenetics: first.cytogenetics,
    citations: told.flatMap((i) => i.index.citations),
  };
}

/** What B2M adds to each, in the words of its paper; the words of some go on from those of another. */
function words(indices: readonly Index[], inputs: Parameters<Index['index']['contribution']>[0]): string {
  const [first, after] = [indices.filter((i) => !i.index.followsOn), indices.filter((i) => i.index.followsOn)];
  return [...first, ...after].map((i) => i.index.contribution(inputs)).join('');
}

/** Beside what B2M adds to the others. */
function withoutB2m(told: readonly Index[]): readonly string[] {
  return told.filter((i) => i.index.withoutB2m).map((i) => `${i.assessment.system} holds no B2M.`);
}

function notAtDiagnosis({ because }: Index, untold: readonly Index[]): readonly string[] {
  if (because === 'no-diagnosis-date')
    return ['The date of diagnosis is not on record; the index is made for diagnosis.'];
  if (because === 'relapse') {
    const names = andList(untold.map((i) => i.assessment.system));
    return [`Relapsed disease: ${names} is made for diagnosis and is not told.`];
  }
  if (because === 'still-untreated')
    return ['Drawn after the window around diagnosis, of one still untreated; the index is made for diagnosis.'];
  if (because === 'rough-date' || because === 'treatment-date-open' || because === 'diagnosis-in-doubt')
    return ['The dates on record leave open whether this is a value of diagnosis; the index is made for diagnosis.'];
  if (because === 'read-in-part')
    return ['B2M was read only in part: a later one of the time of diagnosis may stand on record.'];
  return because === 'outside-window' ? ['A current value; the index is made for diagnosis.'] : [];
}

function inAll({ facts, palliative }: Reading, focus: Measurement<'b2m-serum'>): Finding | Silence {
  const leukaemia = diagnosisOf(facts, 'all');
  if (!leukaemia) return { silent: 'no disease on the problem list has an index with B2M', over: ['conditions'] };
  if (leukaemia.activity === 'remission') return { silent: CLOSED };
  const cut = number(ALL_B2M_CUT, 1);
  const adverse = isAdverseB2mInAll(focus.quantity);
  if (adverse === undefined) return { silent: `ALL with B2M ${shown(focus.quantity)}, on either side of ${cut} mg/L` };
  if (!adverse) return { silent: `ALL with B2M below ${cut} mg/L` };
  return {
    because: `ALL with B2M at or above ${cut} mg/L`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['prognostic-index'],
    summary: `Adult ALL with B2M ${shown(focus.quantity, [ALL_B2M_CUT])} (${cut} or more): adverse in one series`,
    lines: palliative
      ? []
      : [
          'Complete remission 61% against 80%, shorter survival and more CNS disease; it held with creatinine and age accounted for (Kantarjian 1992).',
        ],
    inputs: [focus],
    citations: ['kantarjian-1992'],
  };
}
