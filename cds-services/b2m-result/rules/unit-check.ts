// A result whose unit or size cannot be right is said to be that, with the other reading, and not used.
import {
  B2M_RARE_WITHOUT_RENAL_FAILURE,
  capital,
  daysSince,
  determined,
  escapeText,
  ISS,
  ISS_B2M_CUTS,
  number,
  quantity,
  resultsOf,
  shown,
  shownDate,
  shownUnit,
  type Analyte,
  type CardRow,
  type Finding,
  type Measurement,
  type Quantity,
  type Reading,
  type SetAside,
} from '../../../src/authoring.ts';
import { ifThen } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import { awaitsB2m, isB2mAwaited } from '../awaits-b2m.ts';
import { defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { b2mLimit } from '../iss-limits.ts';
import { EN } from '../phrases.en.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.unitCheck;

const SAY = EN.unitCheck;

/** What a B2M is read with: an unusable one is told beside it. */
const COMPANIONS = ['creatinine-serum', 'albumin-serum', 'ldh-serum'] as const;

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
    if (suspect) return notUsed(suspect, beside, input);
    const high = reading.focus && veryHigh(reading, reading.focus, beside);
    if (high) return high;
    if (beside.length > 0) return companionsNotUsed(beside);
    if (!reading.focus) return { silent: REASONS.all.noB2m, over: ['b2m-serum'] };
    if (reading.renal.withheld === 'dialysis-unknown') {
      return {
        silent: WHY.sizeOpen,
      };
    }
    return { silent: WHY.plausible };
  },
});

/** Of each companion the newest that cannot be used, where it is looked at, or no older than the newest that can be. */
function companionsOf(
  doubtful: readonly Unreadable[],
  { reading, lookedAt, settings }: ResultInput,
): readonly Unreadable[] {
  const { facts, focus } = reading;
  return COMPANIONS.flatMap((analyte) => {
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

/** A reading is never rounded onto a stage that it does not reach. */
function readAs(q: Quantity): string {
  return shown(q, ISS_B2M_CUTS);
}

/** "35 g/dL, or 3.5 g/dL if g/L was meant"; only what looks like a unit is repeated in plain text. */
function readings(s: Unreadable): string {
  const printed = printedOf(s);
  if (s.orRead) return SAY.orRead(printed, readAs(s.orRead), shownUnit(s.orRead.as));
  return `${printed} ${SAY.problems[s.reason]}`;
}

function printedOf({ reported }: Unreadable): string {
  if (!reported) return SAY.theResult;
  const { value, unit = '' } = reported;
  return `${value} ${unit === '' ? '' : LIKE_A_UNIT.test(unit) ? shownUnit(unit) : SAY.unitNotShown}`.trim();
}

function nameOf({ analyte }: Unreadable): string {
  return analyte && isNamed(analyte) ? SAY.names[analyte] : SAY.names['b2m-serum'];
}

function isNamed(analyte: Analyte): analyte is keyof typeof SAY.names & Analyte {
  return Object.hasOwn(SAY.names, analyte);
}

function notUsed(s: Unreadable, beside: readonly Unreadable[], input: ResultInput): Finding {
  const { read, orRead } = s;
  const isMisprint = s.reason === 'unit-implausible' && read !== undefined && orRead !== undefined;
  return {
    because: WHY.b2m(s.reason),
    indicator: isMisprint ? 'warning' : 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: not used'],
    summary: isMisprint
      ? SAY.misprint(printedOf(s), readAs(read), readAs(orRead))
      : `${SAY.check(nameOf(s), readings(s))}${SAY.forAnyStage}`,
    lines: [s.reason === 'arbitrary-unit' ? SAY.askArbitrary : SAY.ask],
    rows: [
      // Of a stage that waits for it, it is the only B2M.
      { ...rowOf(nameOf(s), s), limit: limitOf(s), ...(isB2mAwaited(input) && { replaces: 'b2m-serum' as const }) },
      ...(isMisprint ? readingRows(s, input) : []),
      ...beside.map((b) => rowOf(capital(nameOf(b)), b)),
    ],
    changes: isMisprint ? changesOf(s, input) : [],
    citations: isMisprint && stagesOf(s, input) ? ['greipp-2005'] : [],
    unused: [s, ...beside].map(identityOf),
    kind: 'unit',
  };
}

/** The ISS that each reading would make, where a B2M of now still makes one. */
function stagesOf(
  { read, orRead }: Unreadable,
  input: ResultInput,
): { readonly right: Stage; readonly meant: Stage } | undefined {
  const { staging } = input.reading;
  if (!read || !orRead || !staging || !awaitsB2m(input, staging)) return undefined;
  const of = (value: number): Stage => {
    const b2m = quantity(value, 'mg/L');
    return { b2m, iss: determined(ISS.assess({ b2m, albumin: staging.albumin?.quantity })) };
  };
  return { right: of(read.value), meant: of(orRead.value) };
}

interface Stage {
  readonly b2m: Quantity<'mg/L'>;
  readonly iss: string | undefined;
}

function readingRows(s: Unreadable, input: ResultInput): readonly CardRow[] {
  const { read, orRead, reported } = s;
  if (!read || !orRead) return [];
  const stages = stagesOf(s, input);
  return [
    {
      result: SAY.ifRight(shownUnit(reported?.unit ?? '')),
      value: readAs(read),
      limit: stages && b2mLimit(stages.right.b2m),
      place: 'decides',
    },
    {
      result: SAY.ifMeant(shownUnit(orRead.as)),
      value: readAs(orRead),
      limit: stages && b2mLimit(stages.meant.b2m),
      place: 'decides',
    },
  ];
}

function changesOf(s: Unreadable, input: ResultInput): readonly string[] {
  const stages = stagesOf(s, input);
  if (!stages?.meant.iss || !stages.right.iss || !s.orRead) return [];
  if (stages.meant.iss === stages.right.iss) return [ifThen(SAY.confirms.either, EN.iss.stage([stages.right.iss]))];
  return [
    ifThen(SAY.confirms.first(shownUnit(s.orRead.as)), EN.iss.stage([stages.meant.iss])),
    ifThen(SAY.confirms.second(shownUnit(s.reported?.unit ?? '')), EN.iss.stage([stages.right.iss])),
  ];
}

function companionsNotUsed(beside: readonly Unreadable[]): Finding {
  const [first] = beside;
  return {
    because: WHY.beside(beside.map((b) => [nameOf(b), b.reason])),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: companion not used'],
    summary: first ? SAY.check(nameOf(first), readings(first)) : '',
    told: SAY.checkTold(beside.map(nameOf)),
    lines: [],
    rows: beside.map((b) => rowOf(capital(nameOf(b)), b)),
    unused: beside.map(identityOf),
    citations: [],
    kind: 'unit',
  };
}

function identityOf(s: Unreadable): string {
  return `${s.reference} ${printedOf(s)}`;
}

/** As it stands on the report, and how else it may be meant. */
function rowOf(name: string, { reported, at, orRead, analyte }: Unreadable): CardRow {
  return {
    ...(analyte !== 'b2m-serum' && analyte && { replaces: analyte }),
    result: SAY.asPrinted(name),
    value: reported ? `${reported.value} ${escapeText(reported.unit ?? '', 20)}`.trim() : SAY.arbitrary,
    ...(at !== undefined && { date: shownDate(at) }),
    limit: orRead ? SAY.notUsedOr(readAs(orRead), shownUnit(orRead.as)) : SAY.notUsed,
    place: 'decides',
  };
}

/** The range that decides whether the printed unit is believed. */
function limitOf({ printedLimit }: Unreadable): string {
  if (printedLimit === undefined) return SAY.notUsed;
  return printedLimit === 'none' ? SAY.noRange : SAY.laboratoryLimit(number(printedLimit, 2));
}

const LIKE_A_UNIT = /^[A-Za-z0-9µ/%.{}[\]*_ ]{0,16}$/;

type Unreadable = SetAside & { readonly reason: keyof typeof SAY.problems };

function isUnreadable(s: SetAside): s is Unreadable {
  return Object.hasOwn(SAY.problems, s.reason);
}

function veryHigh(reading: Reading, focus: Measurement, beside: readonly Unreadable[]): Finding | undefined {
  if (!reading.unitInDoubt) return undefined;
  return {
    because: WHY.veryHigh(B2M_RARE_WITHOUT_RENAL_FAILURE),
    indicator: 'warning',
    topic: TOPIC.b2m,
    weight: WEIGHTS['unit-check: very high'],
    summary: SAY.veryHigh(shown(focus.quantity, [B2M_RARE_WITHOUT_RENAL_FAILURE])),
    lines: [SAY.rare(B2M_RARE_WITHOUT_RENAL_FAILURE)],
    rows: beside.map((b) => rowOf(capital(nameOf(b)), b)),
    inputs: [focus],
    citations: [],
    kind: 'unit',
  };
}
