// A B2M whose unit or size cannot be right is said to be that, and not used.
import { escapeText, shown, shownDate, type Finding, type Reading, type SetAside } from '../../../src/authoring.ts';
import { defineResultRule, TOPIC } from '../input.ts';

/** mg/L; above, without chronic kidney disease 4–5 or dialysis, the unit is in doubt. Ours. */
const CHECK_ABOVE = 20;

const UNREADABLE: ReadonlySet<SetAside['reason']> = new Set([
  'unit-implausible',
  'implausible',
  'no-unit',
  'unknown-unit',
] as const);

export const unitCheck = defineResultRule({
  id: 'unit-check',
  hooks: ['result-view'],
  evaluate({ reading, lookedAt }) {
    const suspect = reading.facts.setAside.find(
      (s) =>
        UNREADABLE.has(s.reason) &&
        s.analyte === 'b2m-serum' &&
        (lookedAt.has(s.reference) || (s.at ?? 0) >= (reading.focus?.at ?? -Infinity)),
    );
    if (suspect) return notUsed(suspect);
    return veryHigh(reading) ?? { silent: 'the unit and size of B2M are plausible' };
  },
});

function notUsed(s: SetAside): Finding {
  const unit = escapeText(s.reported?.unit ?? '', 20);
  const value = `${s.reported?.value ?? ''} ${unit}`.trim();
  return {
    because: `serum B2M of ${value}: ${s.reason}`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 68,
    summary: `B2M unit check: ${value} ${PROBLEM[s.reason] ?? ''}; not used`,
    lines: [
      ...(s.read ? [`Read as reported it would be ${shown(s.read)}.`] : []),
      'Ask the laboratory for value and unit; no stage and no trend is computed from it.',
    ],
    rows: [['Serum B2M, as reported', value, s.at === undefined ? '' : shownDate(s.at)]],
    citations: [],
    overrideReasons: ['result-error'],
  };
}

const PROBLEM: Readonly<Partial<Record<SetAside['reason'], string>>> = {
  'unit-implausible': 'is implausible, possibly mg/L',
  implausible: 'is implausible',
  'no-unit': 'came without a unit',
  'unknown-unit': 'has a unit that cannot be read',
};

function veryHigh({ focus, facts, kidney, renal }: Reading): Finding | undefined {
  if (!focus || focus.quantity.value <= CHECK_ABOVE || kidney.dialysis) return undefined;
  if (facts.contexts.some((c) => c.kind === 'ckd-4-5' || c.kind === 'esrd')) return undefined;
  if (renal.egfr.length > 0 && renal.egfr.every((q) => q.value < 30)) return undefined;
  return {
    because: `above ${CHECK_ABOVE} mg/L without advanced kidney disease on record`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 18,
    summary: `B2M ${shown(focus.quantity)} is very high without advanced kidney disease on record: check the unit`,
    lines: ['Values above 20 mg/L are rare without advanced kidney disease or dialysis.'],
    inputs: [focus],
    citations: [],
  };
}
