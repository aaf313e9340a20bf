// Why a rule of this service spoke or was silent, for `explain`: one sentence each.
import { andList, orList } from '../../../src/authoring.ts';

const or = (items: readonly string[]): string => items.join(' or ');

export const REASONS = {
  /** Of several rules. */
  all: {
    noB2m: 'no serum B2M on record',
    onDialysis: 'on dialysis: see the dialysis rule',
    olderThan: (days: number): string => `older than ${days} days`,
    laterThanBaseline: 'the B2M looked at is later than the baseline',
    notBelow: 'as expected from filtration',
    notRecognised: (codings: readonly string[]): string => `the result opened is not recognised: ${codings.join(', ')}`,
    notUsingIt: (said: string): string => `does not use the result that was opened (${said})`,
  },
  chartOpening: {
    whenOpened: 'told when its result is opened',
    indexWhenOpened: 'an index of treated disease is told when its result is opened',
    nothingNew: (days: number): string =>
      `chart opened: no new, untreated disease and no result of the last ${days} days`,
    with: (why: string, said: string): string => `${why} (${said})`,
  },
  iss: {
    laterThanBaseline: 'the B2M looked at is later than the baseline: see the follow-up rule',
    current: 'current values are no diagnostic stage: see the follow-up rule',
    replaced: 'the patient record was replaced by another one: nothing is staged from it',
    problemsUnread: 'the problem list could not be read',
    noMyelomaInPart: 'no confirmed, current multiple myeloma in the part of the problem list that was read',
    noMyeloma: 'no confirmed, current multiple myeloma on the problem list',
    noneToStage: 'no serum B2M that could be staged',
    noneToStageRead: 'no serum B2M that could be staged among those read',
    b2mMissing: 'newly diagnosed myeloma without a serum B2M',
    stage: (stage: string, basis: string): string =>
      `ISS ${stage} ${basis === 'if-baseline' ? 'if these are baseline values' : 'from baseline values'}`,
    open: (stages: readonly string[], missing: readonly string[]): string =>
      `ISS ${or(stages)}: missing ${missing.join(', ')}`,
  },
  rIss: {
    noneToStage: 'no myeloma that could be staged',
    ifBaseline: 'whether these are baseline values is open: no diagnostic stage',
    current: 'current values are no diagnostic stage',
    onlyIss: 'nothing but the ISS is known: R-ISS I, II and III all possible',
    stages: (rIss: readonly string[], r2Iss: readonly string[]): string => `R-ISS ${or(rIss)}, R2-ISS ${or(r2Iss)}`,
  },
  highRisk: {
    noneToAssess: 'no myeloma that could be assessed',
    newOnly: 'for newly diagnosed myeloma only',
    met: (criteria: readonly string[]): string => `criterion ${criteria.join(', ')} met`,
    noneMet: 'no criterion met, all four assessed',
    someOpen: 'no high-risk criterion met so far; some results do not count',
    criterion4: (b2m: number, creatinine: number): string =>
      `B2M at or above ${b2m} mg/L with creatinine below ${creatinine} mg/dL`,
    notSteady: 'creatinine is not steady: criterion 4 is not read by its number',
    /** `missing`: FISH, TP53. */
    noneSoFar: (missing: readonly string[]): string =>
      `no high-risk criterion met so far${missing.length === 0 ? '' : `; not assessed: ${missing.join(', ')}`}`,
    fish: 'FISH',
    tp53: 'TP53',
    not4: (b2m: number, creatinine: string, below: number): string =>
      `criterion 4 not met: B2M is ${b2m} or more, but creatinine (${creatinine}) is not below ${below}; no other high-risk criterion met so far`,
    noneIfBaseline: 'no high-risk criterion met so far; whether these are baseline values is open',
    metIfBaseline: (criteria: readonly number[]): string =>
      `criterion ${criteria.join(', ')} met, if these are baseline values`,
  },
  injury: {
    onDialysis: 'on dialysis or recently on it, where creatinine rises between sessions',
    endStage: 'end-stage kidney disease on record',
    noCreatinine: (days: number): string => `no creatinine of the last ${days} days`,
    none: 'the newest creatinine shows no acute kidney injury',
    noClone: (state: 'injury' | 'recovering' | 'falling' | 'unknown' | 'coded'): string =>
      `creatinine is not steady (${state}), but no plasma-cell disease is known or suspected`,
    falling: 'creatinine is falling, from no peak that met a criterion',
    treated: (disease: string): string => `acute or chronic not known, and treatment of the ${disease} has begun`,
    with: (why: string, patient: string): string => `${why}, with ${patient}`,
    short: (values: string, stage: number, by: readonly string[]): string =>
      `${values}: stage ${stage} by ${by.join(', ')}`,
    long: (now: string, ratio: string, from: string, how: string, stage: number): string =>
      `creatinine ${now} mg/dL is ${ratio} times its baseline ${from} (${how}): stage ${stage} by the long baseline alone`,
    recovering: (values: string, stage: number): string => `creatinine ${values}: recovering from stage ${stage}`,
    unknown: (value: string, why: string): string => `creatinine ${value}: acute or chronic not known, ${why}`,
    coded: (when: string): string =>
      `acute kidney injury on the problem list (${when}), not followed by a steady creatinine`,
  },
  followUp: {
    onDialysis: 'on dialysis, where no trend is computed: see the dialysis rule',
    withinRange: 'a follow-up B2M within range',
    whenOpened: 'a follow-up value is shown only when its result is opened',
    nothingEarlier: 'nothing to compare with',
    course: (patterns: readonly string[]): string => `the course is ${orList(patterns)}`,
    watched: (patterns: readonly string[]): string =>
      `${orList(patterns)}: in MGUS and SMM a rise is told only where filtration does not explain it`,
    noDisease: (patterns: readonly string[]): string =>
      `${orList(patterns)}, but no treated myeloma, CLL or lymphoma, no MGUS and no SMM on record`,
    later: 'drawn later than the baseline window, or after treatment began',
    rise: (patterns: readonly string[], fold: string, since: string, percent: string, absolute: number): string =>
      `${or(patterns)}: ×${fold} since ${since}, more than ${percent}% and ${absolute} mg/L`,
  },
  events: {
    noneAwaited: 'no MGUS, SMM or suspected myeloma on record',
    none: 'no new calcium, Hb or kidney function at a myeloma-defining limit beside the B2M',
    new: (events: readonly string[]): string => `new beside the B2M: ${events.join(', ')}`,
    event: (name: string, limit: string): string => `${name} ${limit}`,
    noneAwaitedForRatio: 'neither MGUS nor SMM on record, or myeloma is known',
    noRatio: (days: number): string => `no free light chain ratio of the last ${days} days`,
    ratioNotDefining: 'the free light chain ratio is no myeloma-defining event',
    toldWithInjury: 'told on the card on the kidney: see the acute-kidney-injury rule',
    ratioThereBefore: (days: number): string => `such a ratio was there at least ${days} days before`,
    ratio: (ratio: string, chain: string | undefined, days: number): string =>
      `involved ÷ uninvolved ${ratio} with ${chain ?? 'the chain'}, none such ${days} days or more before`,
  },
  dialysis: {
    nothingToRead: 'on dialysis, no predialysis B2M to read',
    onlyAfter: 'only a post-dialysis B2M is on record',
    withinRange: 'on dialysis with a B2M within range',
    with: (b2m: string): string => `on dialysis with B2M ${b2m}`,
    not: 'not on dialysis',
  },
  csf: {
    none: 'no B2M in cerebrospinal fluid on record',
    another: 'another result is being looked at',
    serumIsNewer: 'a serum B2M is newer',
    noLimit: 'the laboratory gives no limit for cerebrospinal fluid',
    open: (value: string): string => `${value} leaves open whether it is above the laboratory limit`,
    notAbove: 'not above the laboratory limit',
    multipleSclerosis: 'multiple sclerosis, where B2M is of indeterminate usefulness',
    above: 'above the laboratory limit for cerebrospinal fluid',
  },
  indices: {
    closed: 'in remission: the index is made for diagnosis, and closed',
    notAtDiagnosis: 'the B2M looked at is not the one at diagnosis',
    relapsed: 'relapsed disease: the index is made for diagnosis',
    afterTreatment: 'drawn after treatment began',
    by: (scores: readonly string[], b2m: string): string => `${scores.join('; ')}, by ${b2m}`,
    noIndex: 'no disease on the problem list has an index with B2M',
    allOpen: (b2m: string, cut: string): string => `ALL with B2M ${b2m}, on either side of ${cut} mg/L`,
    allBelow: (cut: string): string => `ALL with B2M below ${cut} mg/L`,
    allAbove: (cut: string): string => `ALL with B2M at or above ${cut} mg/L`,
  },
  renal: {
    notHigh: 'B2M is not above its upper limit',
    notOfInterest: (days: number): string => `no relevant diagnosis, and the B2M is older than ${days} days`,
    unsteadyElsewhere: 'creatinine is not steady: see the acute-kidney-injury rule',
    dialysisElsewhere: 'see the dialysis rule',
    withRise: 'what filtration does is told with the rise: see the follow-up rule',
    outOfRange: (egfr: string): string => `${egfr}: outside the range of eGFR in which the equation was derived`,
    unexplainedElsewhere: 'higher than filtration explains: see the unexplained-elevation rule',
    notReduced: (egfr: string): string => `as expected from filtration at ${egfr}, and filtration is not reduced`,
    /** `ratio`: ` is ×1.1`. */
    asExpected: (ratio: string | undefined): string => `measured ÷ expected${is(ratio)}: as expected from filtration`,
    beyond: (ratio: string | undefined, far: 'well' | 'partly' | 'at least partly'): string =>
      `measured ÷ expected${is(ratio)}: ${FAR[far]} higher than filtration explains`,
    pregnancy: (isAbove: boolean, limit: number): string =>
      `pregnancy, and B2M ${isAbove ? 'above' : 'not above'} ${limit} mg/L`,
    unsteady: (why: string): string => `creatinine is not steady (${why}), so no eGFR and no expected B2M`,
    readInPart: 'creatinine was not read in full, so an acute kidney injury is not excluded',
    undecided: (possible: readonly string[], missing: readonly string[]): string =>
      `undecided: ${possible.join(', ')}; missing ${missing.join(', ')}`,
    knownDisease: (diseases: readonly string[], isAwaited: boolean): string =>
      `${andList(diseases)}${isAwaited ? ' (ISS is for myeloma only)' : ''} on record, filtration is not reduced, and nothing follows from the B2M being higher`,
  },
  causes: {
    notHigh: 'no serum B2M above its upper limit',
    known: 'a plasma-cell or lymphoid disease is on the problem list',
    suspected: 'a plasma-cell or lymphoid disease is suspected: see the renal-confounding rule',
    partly: 'only partly higher than filtration explains: see the renal-confounding rule',
    undetermined: 'how much of it filtration explains is undetermined',
    answered: (isMProtein: boolean): string =>
      `${isMProtein ? 'an M-protein' : 'a light chain ratio outside its range'} on record is the answer to a raised B2M`,
    onRecord: (names: readonly string[]): string => `above what filtration explains; on record: ${names.join(', ')}`,
    none: (open: string | undefined): string =>
      `more than twice what filtration explains, and none of the causes known here is on record${open === undefined ? '' : ` (${open})`}`,
  },
  unitCheck: {
    sizeOpen: 'the unit is plausible; whether its size is, depends on kidney disease, which was not read in full',
    plausible: 'the units and sizes of B2M and of what it is read with are plausible',
    b2m: (reason: string): string => `serum B2M ${reason}`,
    beside: (found: readonly (readonly [name: string, reason: string])[]): string =>
      andList(found.map(([name, reason]) => `${name} ${reason}`)),
    veryHigh: (limit: number): string => `above ${limit} mg/L without advanced kidney disease on record`,
  },
  urine: {
    another: 'another result is being looked at',
    older: (days: number): string => `the urine B2M is older than ${days} days`,
    bothHigh: 'serum and urine B2M are both high, the serum 5 mg/L or more',
    noConclusion: 'serum raised but below 5 mg/L, and fractional excretion below 1%',
    notTubular: 'serum B2M is high, urine B2M is not',
    acid: 'urine is acid and its B2M is not high',
    neither: (isPhKnown: boolean): string =>
      `neither serum nor urine B2M is high${isPhKnown ? '' : '; no urine pH, and below pH 6 a low value proves nothing'}`,
    undetermined: (possible: readonly string[]): string => `undetermined, still possible: ${possible.join(', ')}`,
    withoutLimit: 'the ratio of urine B2M to creatinine comes without a limit of the laboratory, and none is published',
    none: 'no urine B2M on record',
    tubular: (isByExcretion: boolean, wasBefore: boolean): string =>
      `${isByExcretion ? 'fractional excretion is 1% or more with serum below 5 mg/L' : 'urine B2M is high with a serum B2M that is not'}${wasBefore ? ', and was so before' : ''}`,
    differ: 'two urine B2M of one day, one high and one not',
    withoutSerum: (possible: readonly string[]): string =>
      `urine B2M is high without a serum B2M of its time; still possible: ${possible.join(', ')}`,
    open: (possible: readonly string[]): string => `urine B2M is high; still possible: ${possible.join(', ')}`,
  },
};

const is = (ratio: string | undefined): string => (ratio === undefined ? '' : ` is ${ratio}`);
const FAR = { well: 'well', partly: 'partly', 'at least partly': 'at least partly' };
