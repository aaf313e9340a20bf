// A B2M among the drafts without what it is read with: offer the missing tests.
import { andList, DAY_MS, suggestOrder, type Finding } from '../../../src/authoring.ts';
import {
  ALBUMIN,
  CREATININE,
  isMissing,
  lastOf,
  LDH,
  URINE_CREATININE,
  URINE_PH,
  type Companion,
} from '../companions.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';

export const companionOrders = defineOrderRule({
  id: 'companion-orders',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading } = input;
    if (reading.facts.unavailable.includes('labs')) return { silent: 'what is recent on record could not be read' };
    if (drafts.serumB2m) {
      const missing = serumCompanions(input).filter((c) => isMissing(c, input));
      if (missing.length > 0) return serum(input, missing);
    }
    if (drafts.urineB2m) {
      const missing = [CREATININE, URINE_CREATININE, URINE_PH].filter((c) => isMissing(c, input));
      if (missing.length > 0) return urine(input, missing);
    }
    return { silent: 'everything the B2M is read with is recent on record or ordered with it' };
  },
});

/** Creatinine and albumin always; LDH where it completes a staging. */
function serumCompanions({ reading }: OrderInput): readonly Companion[] {
  return isNewMyeloma(reading) ? [CREATININE, ALBUMIN, LDH] : [CREATININE, ALBUMIN];
}

/** Myeloma that may still be staged: not known to be treated, relapsed or in remission. */
function isNewMyeloma({ myeloma, facts }: OrderInput['reading']): boolean {
  return myeloma?.activity === 'active' && !facts.treatments.some((t) => t.kind === 'anti-neoplastic');
}

function serum(input: OrderInput, missing: readonly Companion[]): Finding {
  const { reading, order } = input;
  const names = andList(missing.map((c) => c.short));
  const staging = isNewMyeloma(reading);
  return {
    because: `missing beside the serum B2M: ${names}`,
    indicator: 'info',
    topic: 'order',
    weight: 50,
    summary: staging
      ? `Staging B2M ordered without ${names}: ISS and R-ISS need ${missing.length === 1 ? 'it' : 'them'}${age(input, missing)}`
      : `B2M ordered without ${names}: it cannot be read without ${missing.length === 1 ? 'it' : 'them'}${age(input, missing)}`,
    lines: [
      ...(missing.includes(CREATININE)
        ? [
            'B2M is filtered by the kidneys: without creatinine or eGFR of the same time a raised value cannot be told from reduced filtration.',
          ]
        : []),
      ...(missing.includes(ALBUMIN)
        ? [
            staging
              ? 'ISS stage I and II differ by albumin.'
              : 'If this is for myeloma: ISS needs albumin of the same time.',
          ]
        : []),
      ...(missing.includes(LDH)
        ? [
            'R-ISS adds LDH and FISH (del(17p), t(4;14), t(14;16) on CD138-selected cells); FISH is for haematology to order.',
          ]
        : []),
    ],
    citations: staging ? ['greipp-2005', 'palumbo-2015'] : ['bianchi-2001', 'greipp-2005'],
    suggestions: missing.map((c) => suggestOrder(c, order)),
    overrideReasons: ['already-ordered'],
  };
}

function urine(input: OrderInput, missing: readonly Companion[]): Finding {
  return {
    because: `missing beside the urine B2M: ${missing.map((c) => c.short).join(', ')}`,
    indicator: 'info',
    topic: 'order',
    weight: 30,
    summary: `Urine B2M ordered without ${andList(missing.map((c) => c.short))}: needed to read it`,
    lines: ['Urine creatinine corrects for dilution; a pH below 6 makes a low value unreadable.'],
    citations: ['mayo-b2mu'],
    suggestions: missing.map((c) => suggestOrder(c, input.order)),
    overrideReasons: ['already-ordered'],
  };
}

/** ` (last creatinine 142 days ago)` */
function age(input: OrderInput, missing: readonly Companion[]): string {
  const [only] = missing;
  const last = only && missing.length === 1 ? lastOf(only, input) : undefined;
  return last === undefined ? '' : ` (last ${Math.floor((input.reading.facts.asOf - last) / DAY_MS)} days ago)`;
}
