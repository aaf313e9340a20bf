// A drug against myeloma, CLL or Waldenström is being ordered and no B2M was drawn: after the first dose no stage can be made.
import {
  capital,
  coversAround,
  daysSince,
  isPending,
  kidneyCircumstancesOf,
  nearest,
  notUsed,
  resultsOf,
  shownDate,
  suggestOrder,
  type CardRow,
  type Diagnosis,
  type Finding,
  type Measurement,
  type NotUsed,
  type Silence,
} from '../../../src/authoring.ts';
import { notUsedCells } from '../../shared/not-used-cells.ts';
import { MISSING, neededFor } from '../../shared/phrases.en.ts';
import * as tests from '../../shared/laboratory-tests.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { WEIGHTS } from '../../weights.ts';
import { isMissing, notUsedOf, onRecord, recentOf } from '../companions.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';
import { FIRST_DOSE } from '../phrases.en.ts';
import { firstTreatment, type FirstTreatment } from '../first-treatment.ts';
import { REASONS } from '../reasons.en.ts';

const WHY = REASONS.firstDose;

export const beforeFirstDose = defineOrderRule({
  id: 'before-first-dose',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading, settings } = input;
    if (drafts.prescriptions.length === 0) return { silent: WHY.noDrug };
    const found = firstTreatment(input);
    if ('silent' in found) return { ...found, over: ['conditions', 'medications', 'procedures'] };
    const { facts } = reading;
    if (drafts.serumB2m) return { silent: WHY.b2mOrdered };
    if (isPending(facts, tests.B2M.codes, settings)) return { silent: WHY.b2mPending };
    const b2m = usableB2m(input, found.diagnosis);
    if (!b2m) return withoutB2m(input, found);
    if (!found.needsAlbumin) return { silent: WHY.b2mOnRecord };
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
  const say = FIRST_DOSE[found.disease];
  const [unused] = notUsed(facts, 'b2m-serum', facts.asOf, settings.firstTreatmentDays);
  const wanted = [tests.B2M, ...found.companions].filter(
    (test) => !(test === tests.CREATININE && reading.kidney.dialysis),
  );
  const missing = wanted.filter((test) => isMissing(test, input));
  const albuminToo = found.needsAlbumin && missing.includes(tests.ALBUMIN);
  const isRead = coversAround(facts, 'b2m-serum', facts.asOf, settings.firstTreatmentDays, 0);
  const doubt = open ?? (isRead ? undefined : FIRST_DOSE.b2mUnread);
  const absent = unused ? FIRST_DOSE.b2mNotUsed(unused.why) : FIRST_DOSE.noB2m(albuminToo, isRead);
  return {
    because: WHY.withoutB2m(drug, found.name, unused !== undefined),
    indicator: found.mayWarn && doubt === undefined ? 'warning' : 'info',
    topic: 'order',
    weight: WEIGHTS['before-first-dose'],
    summary:
      doubt === undefined
        ? FIRST_DOSE.summary(absent, drug, say.lost)
        : FIRST_DOSE.summaryInDoubt(absent, drug, say.lostInDoubt),
    rows: [
      unused ? unusedRow(tests.B2M, unused, found) : row(tests.B2M, found),
      ...missing.filter((test) => test !== tests.B2M).map((test) => row(test, found)),
      ...wanted.flatMap((test) =>
        test === tests.B2M ? [] : notUsedOf(test, input).map((n) => unusedRow(test, n, found)),
      ),
    ],
    limits: onRecord(wanted),
    lines: [
      ...(missing.length > 0 ? [FIRST_DOSE.oneDraw] : []),
      ...(doubt === undefined ? [] : [FIRST_DOSE.open(doubt)]),
      ...(found.diagnosis.kind === 'myeloma' ? [FIRST_DOSE.fish] : []),
    ],
    inputs: wanted.flatMap((test) => recentOf(test, input) ?? []),
    circumstances: kidneyCircumstancesOf(reading, 'dialysis'),
    dating: found.dating,
    citations: found.citations,
    suggestions: missing.map((test) => suggestOrder(test, order)),
  };
}

function row(test: LaboratoryTest, found: FirstTreatment): CardRow {
  const system = found.neededFor.get(test.short);
  return {
    result: capital(test.short),
    value: MISSING.notOnRecord,
    place: 'decides',
    ...(system !== undefined && { limit: neededFor([system]) }),
  };
}

function unusedRow(test: LaboratoryTest, unused: NotUsed, found: FirstTreatment): CardRow {
  return { ...row(test, found), ...notUsedCells(unused) };
}

/** A B2M is there; what it is staged with was not drawn with it. */
function withoutAlbumin(input: OrderInput, found: FirstTreatment, b2m: Measurement): Finding | Silence {
  const { drafts, reading, settings, order } = input;
  const { facts } = reading;
  const days = settings.pairingDays;
  if (nearest(resultsOf(facts, 'albumin-serum'), b2m.at, days)) return { silent: WHY.bothOnRecord };
  if (tests.ALBUMIN.codes.some((code) => drafts.codes.has(code))) return { silent: WHY.albuminOrdered };
  if (isPending(facts, tests.ALBUMIN.codes, settings)) return { silent: WHY.albuminPending };
  if (notUsed(facts, 'albumin-serum', b2m.at, days).length > 0 || !coversAround(facts, 'albumin-serum', b2m.at, days)) {
    return { silent: WHY.albuminUnread, over: ['albumin-serum'] };
  }
  // An albumin of today belongs to a B2M of the last weeks only; to an older one belongs a new pair.
  const pairs = daysSince(b2m.at, facts.asOf) <= days;
  const { drug, open } = found;
  const say = FIRST_DOSE[found.disease];
  const absent = FIRST_DOSE.noAlbumin(days, b2m.until === undefined ? shownDate(b2m.at) : b2m.effective);
  return {
    because: WHY.withoutAlbumin(drug, found.name),
    indicator: 'info',
    topic: 'order',
    weight: WEIGHTS['before-first-dose'],
    summary:
      open === undefined
        ? FIRST_DOSE.summary(absent, drug, say.albuminFor)
        : FIRST_DOSE.summaryInDoubt(absent, drug, say.albuminForInDoubt),
    lines: [
      pairs ? FIRST_DOSE.oneDraw : FIRST_DOSE.oneDrawOfBoth,
      ...(open === undefined ? [] : [FIRST_DOSE.open(open)]),
    ],
    limits: { 'b2m-serum': FIRST_DOSE.onRecord },
    inputs: [b2m],
    dating: found.dating,
    citations: found.citations,
    suggestions: [...(pairs ? [] : [tests.B2M]), tests.ALBUMIN].map((test) => suggestOrder(test, order)),
  };
}
