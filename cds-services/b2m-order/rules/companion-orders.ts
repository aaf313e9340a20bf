// A B2M among the drafts without what it is read with: offer the missing tests.
import {
  ACID_URINE_PH,
  analyteName,
  capital,
  covers,
  kidneyCircumstancesOf,
  number,
  shown,
  shownDate,
  suggestOrder,
  type CardRow,
  type Finding,
  type NotUsed,
  type Subject,
} from '../../../src/authoring.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { notUsedCells } from '../../shared/not-used-cells.ts';
import { MISSING, neededFor } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import {
  CREATININE,
  isMissing,
  isRead,
  lastOf,
  LDH,
  notUsedOf,
  onRecord,
  recentOf,
  URINE_CREATININE,
  URINE_PH,
} from '../companions.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';
import { COMPANIONS } from '../phrases.en.ts';
import { purposeOf, type Purpose } from '../purpose.ts';
import { REASONS } from '../reasons.en.ts';

const WHY = REASONS.companions;

export const companionOrders = defineOrderRule({
  id: 'companion-orders',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading } = input;
    if (!drafts.serumB2m && !drafts.urineB2m) return { silent: WHY.noB2m };
    const purpose = drafts.serumB2m ? purposeOf(input) : undefined;
    // On dialysis creatinine tells nothing about filtration.
    const forKidney = reading.kidney.dialysis ? [] : [CREATININE];
    const ofIndex = [...new Set(purpose?.companions.map(([companion]) => companion) ?? [])];
    const serum = drafts.serumB2m ? [...forKidney, ...ofIndex].filter((c) => isMissing(c, input)) : [];
    const forUrine = [...forKidney, URINE_CREATININE, URINE_PH];
    const urine = drafts.urineB2m ? forUrine.filter((c) => isMissing(c, input) && !serum.includes(c)) : [];
    const missing = [...serum, ...urine];
    if (missing.length === 0) {
      const wanted = [...(drafts.serumB2m ? [...forKidney, ...ofIndex] : []), ...(drafts.urineB2m ? forUrine : [])];
      return {
        silent: wanted.every((c) => isRead(c, input)) ? WHY.complete : WHY.unread,
        over: READ_WITH,
      };
    }
    // With a urine alone the creatinine of the blood, on record, changes nothing.
    const besides = drafts.serumB2m ? [...forKidney, ...ofIndex] : [];
    const open = openWithout(serum, purpose);
    const urineNames = urine.map((c) => (c === CREATININE ? COMPANIONS.serumCreatinine : c.short));
    return {
      because: WHY.missing(serum.length > 0, serum.length > 0 ? purpose?.name : undefined, names(missing)),
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS[serum.length > 0 ? 'companion-orders: serum' : 'companion-orders: urine'],
      summary: serum.length > 0 ? COMPANIONS.serum(names(serum), open) : COMPANIONS.urine(urineNames),
      told: serum.length > 0 ? COMPANIONS.serumTold(names(serum), open) : '',
      rows: [
        ...missing.map((c): CardRow => ({ ...missingRow(c, input, purpose), place: 'decides' })),
        ...besides.flatMap((c) => notUsedOf(c, input).map((n) => unusedRow(c, n, purpose))),
      ],
      limits: onRecord(besides),
      lines: serumLines(serum, purpose),
      inputs: besides.flatMap((c) => recentOf(c, input) ?? []),
      circumstances: kidneyCircumstancesOf(reading, 'dialysis'),
      citations: [
        ...(serum.includes(CREATININE) ? ['bianchi-2001'] : []),
        ...(serum.some((c) => c !== CREATININE) ? (purpose?.citations ?? []) : []),
        ...(urine.length > 0 ? ['mayo-b2mu'] : []),
      ],
      suggestions: missing.map((c) => suggestOrder(c, input.order)),
    } satisfies Finding;
  },
});

/** What may be on record and yet unusable. */
const READ_WITH: readonly Subject[] = ['creatinine-serum', 'egfr', 'albumin-serum', 'ldh-serum', 'hemoglobin'];

function names(tests: readonly LaboratoryTest[]): readonly string[] {
  return tests.map((c) => c.short);
}

/** Stays open where the R-ISS does. */
const WITH_R_ISS = 'R2-ISS';

/** What cannot be told without these. */
function openWithout(missing: readonly LaboratoryTest[], purpose: Purpose | undefined): readonly string[] {
  return [...new Set(missing.flatMap((c) => servedBy(c, purpose)))].filter((what) => what !== WITH_R_ISS);
}

function servedBy(test: LaboratoryTest, purpose: Purpose | undefined): readonly string[] {
  if (test === CREATININE) return [COMPANIONS.filtration];
  return purpose?.companions.find(([companion]) => companion === test)?.[1] ?? [];
}

function missingRow(test: LaboratoryTest, input: OrderInput, purpose: Purpose | undefined): CardRow {
  const { facts } = input.reading;
  const result = capital(test.short);
  if (test === URINE_CREATININE) return { result, value: COMPANIONS.notOrdered, limit: COMPANIONS.dilution };
  if (test === URINE_PH) {
    return { result, value: COMPANIONS.notOrdered, limit: COMPANIONS.validPh(number(ACID_URINE_PH, 1)) };
  }
  const limit = neededFor(servedBy(test, purpose));
  const old = lastOf(test, input);
  if (old) {
    const value = MISSING.tooOld(shown(old.quantity));
    return { result: analyteName(old.analyte, true), value, date: shownDate(old.at), limit };
  }
  const isAllRead = test.analytes.every((analyte) => covers(facts, analyte));
  return { result, value: isAllRead ? MISSING.notOnRecord : MISSING.noneWithin(input.settings.recentDays), limit };
}

function unusedRow(test: LaboratoryTest, unused: NotUsed, purpose: Purpose | undefined): CardRow {
  return { result: capital(test.short), ...notUsedCells(unused), limit: neededFor(servedBy(test, purpose)) };
}

function serumLines(missing: readonly LaboratoryTest[], purpose: Purpose | undefined): readonly string[] {
  if (missing.length === 0) return [];
  const ofIndex = missing.some((c) => c !== CREATININE);
  return [
    ofIndex ? COMPANIONS.draw(missing.length === 1, purpose?.isBeforeTreatment === true) : COMPANIONS.filtrationMatters,
    ...(purpose?.disease === 'myeloma' && missing.includes(LDH) ? [COMPANIONS.fish] : []),
  ];
}
