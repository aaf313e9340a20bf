// What the cards say of filtration: the eGFR, what it predicts, and when neither is given.
import {
  andList,
  CARD_WORDS,
  comparatorWords,
  orList,
  type Comparator,
  type FactName,
} from '../../../src/authoring.ts';
import { DIALYSIS_SESSION, NO_AMYLOID_SCREEN, SAMPLE_BEFORE } from '../../shared/phrases.en.ts';

/** The lower the filtration, the higher the B2M. */
const OPPOSITE: Readonly<Record<Comparator, Comparator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** κ/λ outside of which a ratio counts in renal impairment. @source clinical reference 6 */
export const RENAL_RANGE = '0.37–3.10';

type Bound = '>' | '<' | undefined;
const boundWords = (bound: '>' | '<'): string => (bound === '>' ? 'more than' : 'less than');

const NOTHING_GIVEN = 'no eGFR and no expected B2M are given';
const THIRD_TRIMESTER = 'serum B2M rises by about 40% in the third trimester';

/** What a reading of filtration or an index can miss. */
const FACTS: Readonly<Record<FactName, string>> = {
  'b2m-serum': 'exact B2M',
  'b2m-urine': 'urine B2M',
  'urine-ph': 'urine pH',
  'creatinine-urine': 'urine creatinine',
  'albumin-serum': 'albumin',
  'ldh-serum': 'LDH with its range',
  'creatinine-serum': 'creatinine',
  egfr: 'eGFR',
  'body-weight': 'body weight',
  age: 'date of birth',
  sex: 'sex',
  ...CARD_WORDS.aberrations,
  tp53: 'TP53',
  ighv: 'IGHV status',
  'rai-or-binet-stage': 'Rai or Binet stage',
  'ann-arbor-stage': 'Ann Arbor stage',
  'longest-node': 'longest node',
  'bone-marrow-involvement': 'marrow involvement',
  hemoglobin: 'Hb',
  platelets: 'platelets',
  'm-protein': 'M-protein',
  'performance-status': 'performance status',
  'time-since-last-therapy': 'time since last therapy',
};

export const RENAL = {
  facts: FACTS,
  b2m: (value: string | undefined): string => (value === undefined ? 'B2M' : `B2M ${value}`),
  egfrRow: (isComputed: boolean): string => `eGFR, ${isComputed ? 'calculated' : 'reported'}`,
  /** Two values: the sex is not on record. */
  egfrValue: (values: readonly string[], comparator: Comparator | undefined): string =>
    `${comparatorWords(comparator)}${orList(values)} mL/min/1.73 m²${values.length > 1 ? ' (sex not on record)' : ''}`,
  expectedLimit: (values: readonly string[], comparator: Comparator | undefined): string =>
    `B2M expected: ${comparatorWords(comparator && OPPOSITE[comparator])}${orList(values)} mg/L`,
  creatinine: 'Creatinine',
  cystatinC: 'Cystatin C',
  byCystatin: (isWithCreatinine: boolean): string =>
    isWithCreatinine ? 'eGFR by creatinine and cystatin C' : 'eGFR by cystatin C alone',
  outOfRange: (low: number, high: number): string => `B2M expected: only from ${low} to ${high}`,
  clearanceRow: (isMeasured: boolean, isWeightStated: boolean): string =>
    `Clearance, ${isMeasured ? 'measured' : isWeightStated ? 'calculated (stated weight)' : 'calculated'}`,
  clearanceLimit: (limit: number): string => `IMWG renal: below ${limit}`,

  /** In a sentence: `eGFR 38`, `eGFR 38 or 52, sex not on record`. */
  egfr: (values: readonly string[], comparator: Comparator | undefined): string =>
    `eGFR ${comparatorWords(comparator)}${orList(values)}${values.length > 1 ? ', sex not on record' : ''}`,
  noEgfr: 'no eGFR',
  /** `3.0`, `3.0 or 2.3`, `below 2.6`: mg/L that filtration alone predicts. */
  expected: (values: readonly string[], comparator: Comparator | undefined): string =>
    `${comparatorWords(comparator && OPPOSITE[comparator])}${orList(values)}`,
  /** Measured ÷ expected: `1.7`, `1.5 or 2.0`, `more than 3.8`. */
  times: (values: readonly string[], bound: Bound): string =>
    `${bound === undefined ? '' : `${boundWords(bound)} `}${orList(values)}`,

  asExpected: (b2m: string, expected: string, egfr: string): string =>
    `${b2m} is as expected from filtration (${expected} mg/L at ${egfr})`,
  asExpectedTold: 'B2M is as expected from filtration.',
  /** `stage`: `ISS III`, or under its condition. */
  explainsStage: (stage: string, condition: string, b2m: string, expected: string, egfr: string): string =>
    `${stage}${condition === '' ? ' by' : ':'} ${b2m}, but reduced filtration alone would give ${/^[a-z]/.test(expected) ? '' : 'about '}${expected} mg/L (${egfr})`,
  stageStands: 'The stage stands: ISS kept its value in renal impairment (1516 patients; one series of 204 disagrees).',
  diseaseBurden: `For disease burden look at LDH, FISH and the light chain ratio (renal range ${RENAL_RANGE}).`,
  criterion: (what: 'creatinine' | 'clearance', limit: string): string =>
    `${what === 'creatinine' ? `Creatinine above ${limit} mg/dL` : `Clearance below ${limit} mL/min`} meets the IMWG renal criterion; consider nephrology advice.`,

  timesExpected: (b2m: string, times: string, expected: string, egfr: string, diseases: readonly string[]): string =>
    `${b2m} is ${times} times expected (${expected} at ${egfr})${diseases.length > 0 ? ` with ${andList(diseases)}` : ''}`,
  timesExpectedTold: (times: string): string => `B2M is ${times} times expected.`,
  aboveExpected: (b2m: string, expected: string, egfr: string, diseases: readonly string[]): string =>
    `${b2m} is above expected (${expected} mg/L at ${egfr})${diseases.length > 0 ? ` with ${andList(diseases)}` : ''}`,
  aboveExpectedTold: 'B2M is above expected.',
  timesAside: (times: string): string => `, ${times} times expected`,
  suspected: (name: string): string => `suspected ${name}`,
  considerTests: 'Consider M-protein (electrophoresis, immunofixation) and free light chains.',
  alsoRaised: 'Inflammation, virus infection and liver disease also raise B2M.',
  offeredFrom: (times: number): string =>
    `more than ${times} times expected: tests for a monoclonal protein are offered`,

  pregnancy: (b2m: string, isMore: boolean): string =>
    isMore
      ? `${b2m} in pregnancy is more than pregnancy explains (${THIRD_TRIMESTER})`
      : `${b2m} in pregnancy: ${THIRD_TRIMESTER}`,
  notInPregnancy: `eGFR equations are not valid in pregnancy: ${NOTHING_GIVEN}.`,
  afterPregnancy: 'a repeat after the pregnancy',

  unsteady: (b2m: string, why: string): string =>
    `${b2m}: creatinine is not steady (${why}), so no eGFR and no expected B2M`,
  notSteady: (why: 'injury' | 'falling' | 'unknown' | 'coded'): string =>
    why === 'unknown' ? 'acute or chronic not known' : 'not steady',
  unsteadyTold: (why: 'injury' | 'falling' | 'unknown' | 'coded'): string =>
    `No eGFR and no expected B2M are given: ${why === 'unknown' ? 'acute or chronic is not known' : 'creatinine is not steady'}.`,
  unsteadyWhy: {
    injury: 'acute kidney injury',
    falling: 'falling',
    unknown: 'acute or chronic not known',
    coded: 'acute kidney injury on the problem list',
  },
  whenSteady: 'two creatinines that agree: an eGFR and the expected B2M',

  unknown: (b2m: string, why: string): string => `${b2m}; ${why}: filtration unknown`,
  unknownTold: (why: string): string => `${why}: filtration unknown.`,
  noCreatinine: (days: number): string => `no creatinine within ${days} days`,
  creatinineNotUsed: (why: string): string => `the creatinine on record is not used (${why})`,
  notKnownSteady: `Whether creatinine is steady is not known: ${NOTHING_GIVEN}.`,
  missing: (names: readonly string[]): string => `${andList(names)} missing`,
  exactWanted: (b2m: string, egfr: string): string =>
    `${b2m} at ${egfr}: only an exact B2M tells what filtration explains`,
  exactWantedTold: 'Only an exact B2M tells what filtration explains.',
  atGfr: (gfr: string): string => `Filtration alone would give this B2M at a GFR of ${gfr} mL/min.`,
  about: (value: string, bound: Bound): string => `${bound === undefined ? 'about' : boundWords(bound)} ${value}`,
  creatinineWould: 'a creatinine of the same time: the B2M expected from filtration',

  fell: (from: string, how: string, until: string): string =>
    `Kidney function fell: creatinine was ${from} mg/dL (${how}, until ${until}); it is steady again.`,
  oneResult: 'one result',
  medianOf: (count: number): string => `median of ${count}`,
  cystatin: (byCreatinine: string, withCystatin: string): string =>
    `eGFR ${byCreatinine} by creatinine, ${withCystatin} with cystatin C; creatinine is used in plasma-cell disease and under steroids.`,
  transplant: 'Kidney transplant: the actual eGFR is used; ciclosporin and lithium raise B2M.',
  rejection: 'Kidney transplant: think of rejection.',
  nephrology: (limit: number): string => `eGFR below ${limit}: consider nephrology advice.`,

  readInPart: (name: string): string => `${name} was read only in part`,
  unread: (name: string): string => `${name} could not be read`,
};

export const DIALYSIS = {
  shows: (b2m: string, how: string, byNumber: string | undefined): string =>
    `${b2m} ${how} shows clearance, not disease burden${byNumber === undefined ? '' : `; ${byNumber} by number only`}`,
  on: 'on dialysis',
  recently: (session: string | undefined): string =>
    `recently on dialysis${session === undefined ? '' : ` (last session ${session})`}`,
  /** `isTimed`: the session stands in the table, with the sample before it. */
  nothingForRecord: (isTimed: boolean): string =>
    `No expected B2M and no stage for the record on dialysis${isTimed ? '' : '; compare predialysis samples only'}.`,
  years: (years: number): string =>
    `On dialysis for about ${years} years: amyloidosis (carpal tunnel, joints, bone cysts) becomes likelier with time; the B2M does not predict it.`,
  amyloid: NO_AMYLOID_SCREEN,
  session: DIALYSIS_SESSION,
  onRecord: 'on record',
  lastOnRecord: 'last on record',
  sampleBefore: SAMPLE_BEFORE,
  afterSession: (b2m: string): string => `B2M ${b2m} was drawn after dialysis: not used for a stage or a trend`,
  needsPredialysis: 'Dialysis removes B2M; a predialysis sample is needed.',
  endStage: 'end-stage kidney disease, dialysis not on record',
  open: {
    'no-date': 'a dialysis procedure without a date is on record',
    'status-unknown': 'a dialysis procedure is on record, not known to have taken place',
  },
  besides: (b2m: string, why: string): string => `${b2m}: ${why}; no eGFR and no expected B2M`,
  besidesTold: (why: string): string => `${why}: no eGFR, no expected B2M and no stage for the record.`,
  noRecord: 'No stage is offered for the record.',
};
