// A drug against myeloma, CLL or Waldenström is being ordered and no B2M was drawn: after the first dose no stage can be made.
import {
  coversAround,
  daysSince,
  isPending,
  nearest,
  notUsed,
  notUsedPhrase,
  resultsOf,
  shownDate,
  suggestOrder,
  type CardRow,
  type Diagnosis,
  type Finding,
  type Measurement,
  type Silence,
} from '../../../src/authoring.ts';
import * as tests from '../../shared/laboratory-tests.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { WEIGHTS } from '../../weights.ts';
import { isMissing, notUsedOf, recentOf } from '../companions.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';
import { firstTreatment, type FirstTreatment } from '../first-treatment.ts';

export const beforeFirstDose = defineOrderRule({
  id: 'before-first-dose',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading, settings } = input;
    if (drafts.prescriptions.length === 0) return { silent: 'no drug among the orders' };
    const found = firstTreatment(input);
    if ('silent' in found) return { ...found, over: ['conditions', 'medications', 'procedures'] };
    const { facts } = reading;
    if (drafts.serumB2m) return { silent: 'a B2M is ordered with it' };
    if (isPending(facts, tests.B2M.codes, settings)) return { silent: 'a B2M is pending' };
    const b2m = usableB2m(input, found.diagnosis);
    if (!b2m) return withoutB2m(input, found);
    if (!found.needsAlbumin) return { silent: 'a B2M is on record' };
    return withoutAlbumin(input, found, b2m);
  },
});

/** In the window around diagnosis, or recent: one that a stage can still be made of. */
function usableB2m({ reading, settings }: OrderInput, { date }: Diagnosis): Measurement | undefined {
  const { facts } = reading;
  const all = [...resultsOf(facts, 'b2m-serum'), ...(facts.roughlyDated['b2m-serum'] ?? [])];
  return all.find((m) => {
    const latest = m.until ?? m.at;
    if (daysSince(latest, facts.asOf) <= settings.usableB2mDays) return true;
    if (!date) return false;
    return (
      daysSince(latest, date.earliest) <= settings.baselineBeforeDays &&
      daysSince(date.latest, m.at) <= settings.baselineAfterDays
    );
  });
}

function withoutB2m(input: OrderInput, found: FirstTreatment): Finding | Silence {
  const { reading, settings, order } = input;
  const { facts } = reading;
  const { drug, open } = found;
  const [unused] = notUsed(facts, 'b2m-serum', facts.asOf, settings.firstTreatmentDays);
  const wanted = [tests.B2M, ...found.companions].filter(
    (test) => !(test === tests.CREATININE && reading.kidney.dialysis),
  );
  const missing = wanted.filter((test) => isMissing(test, input));
  const albuminToo = found.needsAlbumin && missing.includes(tests.ALBUMIN);
  const isRead = coversAround(facts, 'b2m-serum', facts.asOf, settings.firstTreatmentDays, 0);
  const doubt = open ?? (isRead ? undefined : 'B2M was not read in full');
  const absent = unused
    ? `The B2M on record is not used (${unused.why})`
    : `No B2M${albuminToo ? ' or albumin' : ''} ${isRead ? 'on record' : 'among the results read'}`;
  return {
    because: `${drug} is ordered for untreated ${found.name}, and ${unused ? 'the B2M on record cannot be used' : 'no B2M is on record, pending or ordered'}`,
    indicator: found.mayWarn && doubt === undefined ? 'warning' : 'info',
    topic: 'order',
    weight: WEIGHTS['before-first-dose'],
    summary: `${absent} before ${drug}${doubt === undefined ? '' : ', if this is the first treatment'}: ${found.lost}`,
    rows: [
      ...(unused ? [] : [row(tests.B2M, found)]),
      ...missing.filter((test) => test !== tests.B2M).map((test) => row(test, found)),
    ],
    lines: [
      ...(missing.length > 0 ? ['One draw before the first dose is enough.'] : []),
      ...(unused ? [`On record and not used: ${notUsedPhrase(unused)}.`] : []),
      ...wanted
        .flatMap((test) => (test === tests.B2M ? [] : notUsedOf(test, input)))
        .map((n) => `On record and not used: ${notUsedPhrase(n)}.`),
      ...(doubt === undefined ? [] : [`Open: ${doubt}.`]),
      ...(found.diagnosis.kind === 'myeloma' ? ['FISH is for haematology to order.'] : []),
    ],
    inputs: wanted.flatMap((test) => recentOf(test, input) ?? []),
    citations: found.citations,
    suggestions: missing.map((test) => suggestOrder(test, order)),
    overrideReasons: ['already-ordered', 'new-therapy', 'trial-protocol'],
  };
}

function row({ short }: LaboratoryTest, { neededFor }: FirstTreatment): CardRow {
  const system = neededFor.get(short);
  return {
    result: short.charAt(0).toUpperCase() + short.slice(1),
    value: 'not on record',
    ...(system !== undefined && { limit: `needed for ${system}` }),
  };
}

/** A B2M is there; what it is staged with was not drawn with it. */
function withoutAlbumin(input: OrderInput, found: FirstTreatment, b2m: Measurement): Finding | Silence {
  const { drafts, reading, settings, order } = input;
  const { facts } = reading;
  const days = settings.pairingDays;
  if (nearest(resultsOf(facts, 'albumin-serum'), b2m.at, days)) return { silent: 'B2M and albumin are on record' };
  if (tests.ALBUMIN.codes.some((code) => drafts.codes.has(code))) return { silent: 'albumin is ordered with it' };
  if (isPending(facts, tests.ALBUMIN.codes, settings)) return { silent: 'albumin is pending' };
  if (notUsed(facts, 'albumin-serum', b2m.at, days).length > 0 || !coversAround(facts, 'albumin-serum', b2m.at, days)) {
    return { silent: 'a B2M is on record; whether albumin of its time is could not be read', over: ['albumin-serum'] };
  }
  // An albumin of today belongs to a B2M of the last weeks only; to an older one belongs a new pair.
  const pairs = daysSince(b2m.at, facts.asOf) <= days;
  const { drug, open } = found;
  return {
    because: `${drug} is ordered for untreated ${found.name}, and no albumin is of the time of the B2M`,
    indicator: 'info',
    topic: 'order',
    weight: WEIGHTS['before-first-dose'],
    summary: `No albumin within ${days} days of the B2M of ${shownDate(b2m.at)} before ${drug}${open === undefined ? '' : ', if this is the first treatment'}: ${found.albuminFor}`,
    lines: [
      pairs ? 'One draw before the first dose is enough.' : 'One draw of both before the first dose is enough.',
      ...(open === undefined ? [] : [`Open: ${open}.`]),
    ],
    inputs: [b2m],
    citations: found.citations,
    suggestions: [...(pairs ? [] : [tests.B2M]), tests.ALBUMIN].map((test) => suggestOrder(test, order)),
    overrideReasons: ['already-ordered', 'new-therapy', 'trial-protocol'],
  };
}
