// A B2M whose unit or size cannot be right is said to be that, and not used.
import { escapeText, shown, type Finding, type Reading, type SetAside } from '../../../src/authoring.ts';
import { defineResultRule, TOPIC } from '../input.ts';

/** mg/L; above, without chronic kidney disease 4–5 or dialysis, the unit is in doubt. @source clinical reference 7.5 */
const CHECK_ABOVE = 20;

export const unitCheck = defineResultRule({
  id: 'unit-check',
  hooks: ['result-view'],
  evaluate({ reading, lookedAt }) {
    const suspect = reading.facts.setAside.find(
      (s) =>
        (s.reason === 'unit-implausible' || s.reason === 'implausible') &&
        s.analyte === 'b2m-serum' &&
        (lookedAt.has(s.reference) || (s.at ?? 0) >= (reading.focus?.at ?? -Infinity)),
    );
    if (suspect) return notUsed(suspect);
    return veryHigh(reading) ?? { silent: 'the unit and size of B2M are plausible' };
  },
});

function notUsed(s: SetAside): Finding {
  const unit = escapeText(s.reported?.unit ?? '', 20);
  const value = s.reported ? String(s.reported.value) : '';
  return {
    because: `serum B2M of ${value} ${unit} is implausible`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: 68,
    summary: `B2M unit check: ${value} ${unit} is implausible${unit === 'mg/dL' ? '; possibly mg/L' : ''}; not used`,
    lines: [
      `Read as reported it would be ${s.read ? shown(s.read) : 'out of range'}. Ask the laboratory for the unit; no stage and no trend is computed from it.`,
    ],
    rows: [['Serum B2M, as reported', `${value} ${unit}`, '']],
    citations: [],
    overrideReasons: ['result-error'],
  };
}

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
