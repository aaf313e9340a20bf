// A B2M whose unit or size cannot be right is said to be that, and not used.
import {
  B2M_RARE_WITHOUT_RENAL_FAILURE,
  escapeText,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
  type SetAside,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { defineResultRule, TOPIC } from '../input.ts';

export const unitCheck = defineResultRule({
  id: 'unit-check',
  hooks: ['result-view'],
  evaluate({ reading, lookedAt }) {
    const suspect = reading.facts.setAside
      .filter(isUnreadable)
      .find(
        (s) =>
          s.analyte === 'b2m-serum' && (lookedAt.has(s.reference) || (s.at ?? 0) >= (reading.focus?.at ?? -Infinity)),
      );
    if (suspect) return notUsed(suspect);
    if (!reading.focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (reading.renal.withheld === 'dialysis-unknown') {
      return {
        silent: 'the unit is plausible; whether its size is, depends on kidney disease, which was not read in full',
      };
    }
    return veryHigh(reading, reading.focus) ?? { silent: 'the unit and size of B2M are plausible' };
  },
});

function notUsed(s: Unreadable): Finding {
  const unit = s.reported?.unit ?? '';
  // A summary is plain text everywhere: only what looks like a unit is repeated in it.
  const value = s.reported ? `${s.reported.value} ${LIKE_A_UNIT.test(unit) ? unit : '(unit not shown)'}` : 'the result';
  const reported = s.reported ? `${s.reported.value} ${escapeText(unit, 20)}`.trim() : 'arbitrary units';
  return {
    because: `serum B2M ${s.reason}`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: not used'],
    summary: `B2M unit check: ${value} ${PROBLEM[s.reason]}; not used`,
    lines: [
      ...(s.read ? [`Read as reported it would be ${shown(s.read)}.`] : []),
      s.reason === 'arbitrary-unit'
        ? 'Every published threshold is in mg/L: no stage and no trend is computed from it.'
        : 'Ask the laboratory for value and unit; no stage and no trend is computed from it.',
    ],
    rows: [['Serum B2M, as reported', reported, s.at === undefined ? '' : shownDate(s.at)]],
    citations: [],
    overrideReasons: ['result-error'],
  };
}

const LIKE_A_UNIT = /^[A-Za-z0-9µ/%.{}[\]*_ ]{0,16}$/;

const PROBLEM = {
  'unit-implausible': 'is implausible, possibly mg/L',
  implausible: 'is implausible',
  'no-unit': 'came without a unit',
  'unknown-unit': 'has a unit that cannot be read',
  'arbitrary-unit': 'is in arbitrary units of its assay',
} as const satisfies Partial<Record<SetAside['reason'], string>>;

type Unreadable = SetAside & { readonly reason: keyof typeof PROBLEM };

function isUnreadable(s: SetAside): s is Unreadable {
  return Object.hasOwn(PROBLEM, s.reason);
}

function veryHigh(reading: Reading, focus: Measurement): Finding | undefined {
  if (!reading.unitInDoubt) return undefined;
  return {
    because: `above ${B2M_RARE_WITHOUT_RENAL_FAILURE} mg/L without advanced kidney disease on record`,
    indicator: 'warning',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: very high'],
    summary: `B2M ${shown(focus.quantity)} is very high without advanced kidney disease on record: check the unit`,
    lines: [
      `Values above ${B2M_RARE_WITHOUT_RENAL_FAILURE} mg/L are rare without advanced kidney disease or dialysis.`,
    ],
    inputs: [focus],
    citations: [],
    overrideReasons: ['result-error'],
  };
}
