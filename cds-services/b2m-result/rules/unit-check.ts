// A result whose unit or size cannot be right is said to be that, with the other reading, and not used.
import {
  andList,
  B2M_RARE_WITHOUT_RENAL_FAILURE,
  daysSince,
  escapeText,
  resultsOf,
  shown,
  shownDate,
  shownUnit,
  type CardRow,
  type Finding,
  type Measurement,
  type Reading,
  type SetAside,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { defineResultRule, TOPIC, type ResultInput } from '../input.ts';

/** What a B2M is read with: an unusable one is told beside it. */
const COMPANIONS = [
  ['creatinine-serum', 'creatinine'],
  ['albumin-serum', 'albumin'],
  ['ldh-serum', 'LDH'],
] as const;

export const unitCheck = defineResultRule({
  id: 'unit-check',
  hooks: ['result-view'],
  evaluate(input) {
    const { reading, lookedAt } = input;
    const doubtful = reading.facts.setAside.filter(isUnreadable);
    const suspect = doubtful.find(
      (s) =>
        s.analyte === 'b2m-serum' && (lookedAt.has(s.reference) || (s.at ?? 0) >= (reading.focus?.at ?? -Infinity)),
    );
    const beside = companionsOf(doubtful, input);
    if (suspect) return notUsed(suspect, beside);
    const high = reading.focus && veryHigh(reading, reading.focus, beside);
    if (high) return high;
    if (beside.length > 0) return companionsNotUsed(beside);
    if (!reading.focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (reading.renal.withheld === 'dialysis-unknown') {
      return {
        silent: 'the unit is plausible; whether its size is, depends on kidney disease, which was not read in full',
      };
    }
    return { silent: 'the units and sizes of B2M and of what it is read with are plausible' };
  },
});

/** Of each companion the newest that cannot be used, where it is looked at, or no older than the newest that can be. */
function companionsOf(
  doubtful: readonly Unreadable[],
  { reading, lookedAt, settings }: ResultInput,
): readonly Unreadable[] {
  const { facts, focus } = reading;
  return COMPANIONS.flatMap(([analyte]) => {
    const usable = resultsOf(facts, analyte)[0]?.at ?? -Infinity;
    const meant = doubtful.filter(
      (s) =>
        s.analyte === analyte &&
        (lookedAt.has(s.reference) ||
          ((s.at ?? -Infinity) >= usable &&
            Math.abs(daysSince(s.at ?? -Infinity, focus?.at ?? facts.asOf)) <= settings.pairingDays)),
    );
    const [newest] = meant.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
    return newest ? [newest] : [];
  });
}

/** "35 g/dL, or 3.5 g/dL if g/L was meant"; only what looks like a unit is repeated in plain text. */
function readings(s: Unreadable): string {
  const printed = printedOf(s);
  if (s.orRead) return `${printed}, or ${shown(s.orRead)} if ${shownUnit(s.orRead.as)} was meant`;
  return `${printed} ${PROBLEM[s.reason]}`;
}

function printedOf({ reported }: Unreadable): string {
  if (!reported) return 'the result';
  const { value, unit = '' } = reported;
  return `${value} ${unit === '' ? '' : LIKE_A_UNIT.test(unit) ? shownUnit(unit) : '(unit not shown)'}`.trim();
}

function nameOf(s: Unreadable): string {
  return COMPANIONS.find(([analyte]) => analyte === s.analyte)?.[1] ?? 'B2M';
}

function notUsed(s: Unreadable, beside: readonly Unreadable[]): Finding {
  const misprint = s.reason === 'unit-implausible' && s.read !== undefined && s.orRead !== undefined;
  const summary = misprint
    ? `Check the B2M unit: ${printedOf(s)} is ${shown(s.read)}, or ${shown(s.orRead)} if misprinted; not used for any stage`
    : `Check the B2M unit: ${readings(s)}; not used for any stage`;
  return {
    because: `serum B2M ${s.reason}`,
    indicator: misprint ? 'warning' : 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: not used'],
    summary,
    lines: [
      s.reason === 'arbitrary-unit'
        ? 'Every published threshold is in mg/L: no stage and no trend is computed from it.'
        : 'Ask the laboratory for value and unit; no stage and no trend is computed from it. Usual is about 1–3 mg/L, which is 0.1–0.3 mg/dL.',
      ...beside.map(asLine),
    ],
    rows: [rowOf('B2M, as printed', s), ...beside.map((b) => rowOf(`${capital(nameOf(b))}, as printed`, b))],
    citations: [],
    overrideReasons: ['result-error'],
  };
}

function companionsNotUsed(beside: readonly Unreadable[]): Finding {
  const [first] = beside;
  return {
    because: andList(beside.map((b) => `${nameOf(b)} ${b.reason}`)),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: companion not used'],
    summary: first ? `${unitQuestion(first)}; not used` : '',
    lines: beside.map(asLine),
    rows: beside.map((b) => rowOf(`${capital(nameOf(b))}, as printed`, b)),
    citations: [],
    overrideReasons: ['result-error'],
  };
}

function unitQuestion(s: Unreadable): string {
  return `Check the ${nameOf(s)} unit: ${readings(s)}`;
}

function asLine(s: Unreadable): string {
  return `${unitQuestion(s)}; not used.`;
}

function rowOf(result: string, { reported, at }: Unreadable): CardRow {
  const value = reported ? `${reported.value} ${escapeText(reported.unit ?? '', 20)}`.trim() : 'arbitrary units';
  return { result, value, ...(at !== undefined && { date: shownDate(at) }) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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

function veryHigh(reading: Reading, focus: Measurement, beside: readonly Unreadable[]): Finding | undefined {
  if (!reading.unitInDoubt) return undefined;
  return {
    because: `above ${B2M_RARE_WITHOUT_RENAL_FAILURE} mg/L without advanced kidney disease on record`,
    indicator: 'warning',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: very high'],
    summary: `B2M ${shown(focus.quantity)} is very high without advanced kidney disease on record: check the unit`,
    lines: [
      `Values above ${B2M_RARE_WITHOUT_RENAL_FAILURE} mg/L are rare without advanced kidney disease or dialysis.`,
      ...beside.map(asLine),
    ],
    inputs: [focus],
    citations: [],
    overrideReasons: ['result-error'],
  };
}
