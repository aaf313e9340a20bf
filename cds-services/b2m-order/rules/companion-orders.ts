// A B2M among the drafts without what it is read with: offer the missing tests.
import { andList, daysSince, notUsedPhrase, suggestOrder, type Finding, type Subject } from '../../../src/authoring.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { WEIGHTS } from '../../weights.ts';
import {
  ALBUMIN,
  CREATININE,
  isMissing,
  isRead,
  lastOf,
  LDH,
  notUsedOf,
  recentOf,
  URINE_CREATININE,
  URINE_PH,
} from '../companions.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';
import { purposeOf, type Purpose } from '../purpose.ts';

export const companionOrders = defineOrderRule({
  id: 'companion-orders',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading } = input;
    if (!drafts.serumB2m && !drafts.urineB2m) return { silent: 'no B2M among the orders' };
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
        silent: wanted.every((c) => isRead(c, input))
          ? 'everything the B2M is read with is recent on record, pending or ordered with it'
          : 'what is recent on record could not be read, or only in part',
        over: READ_WITH,
      };
    }
    const recent = [...forKidney, ...ofIndex].flatMap((c) => recentOf(c, input) ?? []);
    const unused = [...forKidney, ...ofIndex].flatMap((c) => notUsedOf(c, input));
    return {
      because: `missing beside the ${serum.length > 0 ? 'serum' : 'urine'} B2M: ${missing.map((c) => c.short).join(', ')}`,
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS[serum.length > 0 ? 'companion-orders: serum' : 'companion-orders: urine'],
      summary: serum.length > 0 ? serumSummary(input, serum, purpose) : urineSummary(urine),
      lines: [
        ...serumLines(serum, purpose),
        ...(urine.length > 0
          ? ['Urine creatinine corrects for dilution; a pH below 6 makes a low value unreadable.']
          : []),
        ...(unused.length > 0 ? [`On record and not offered again: ${unused.map(notUsedPhrase).join('; ')}.`] : []),
        ...(recent.length > 0
          ? [`The results above are from the last ${input.settings.recentDays} days and are not offered again.`]
          : []),
      ],
      inputs: recent,
      citations: [
        ...(serum.includes(CREATININE) ? ['bianchi-2001'] : []),
        ...(serum.some((c) => c !== CREATININE) ? (purpose?.citations ?? []) : []),
        ...(urine.length > 0 ? ['mayo-b2mu'] : []),
      ],
      suggestions: missing.map((c) => suggestOrder(c, input.order)),
      overrideReasons: ['already-ordered'],
    } satisfies Finding;
  },
});

/** What may be on record and yet unusable. */
const READ_WITH: readonly Subject[] = ['creatinine-serum', 'egfr', 'albumin-serum', 'ldh-serum', 'hemoglobin'];

function serumSummary(input: OrderInput, missing: readonly LaboratoryTest[], purpose: Purpose | undefined): string {
  const last = lastOf(CREATININE, input);
  const days = last && daysSince(last.at, input.reading.facts.asOf);
  const age = days === undefined ? '' : ` (last ${days} days ago)`;
  const others = missing.filter((c) => c !== CREATININE);
  const names = andList(others.map((c) => c.short));
  if (others.length === 0)
    return `B2M ordered without creatinine or eGFR${age}: it cannot be read without kidney function`;
  const indices = purpose ? indicesOf(purpose, others) : [];
  const disease = purpose ? ` in ${purpose.name}` : '';
  return missing.includes(CREATININE)
    ? `B2M ordered${disease} without creatinine${age}, and without ${names} for ${andList(indices)}`
    : `B2M ordered${disease} without ${names}, which ${andList(indices)} ${indices.length > 1 ? 'need' : 'needs'}`;
}

function indicesOf(purpose: Purpose, missing: readonly LaboratoryTest[]): readonly string[] {
  return [...new Set(purpose.companions.flatMap(([c, indices]) => (missing.includes(c) ? indices : [])))];
}

function serumLines(missing: readonly LaboratoryTest[], purpose: Purpose | undefined): readonly string[] {
  return [
    ...(missing.includes(CREATININE)
      ? ['Without creatinine or eGFR of the same time a raised B2M cannot be told from reduced filtration.']
      : []),
    ...(purpose?.disease === 'myeloma' && missing.includes(ALBUMIN)
      ? ['ISS stages I and II differ by albumin, drawn with the B2M before treatment.']
      : []),
    ...(purpose?.disease === 'myeloma' && missing.includes(LDH)
      ? ['R-ISS also needs FISH on selected plasma cells (del(17p), t(4;14), t(14;16)): for haematology to order.']
      : []),
  ];
}

function urineSummary(missing: readonly LaboratoryTest[]): string {
  return `Urine B2M ordered without ${andList(missing.map((c) => (c === CREATININE ? 'serum creatinine' : c.short)))}: needed to read it`;
}
