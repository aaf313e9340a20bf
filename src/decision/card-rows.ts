// The table of a card: what decides, then what it is read with, then what is missing; six rows at most.
import { analyteName, methodName } from '../cards/analyte-name.ts';
import type { CardRow } from '../cards/body.ts';
import { cytogeneticRows } from '../cards/cytogenetics.ts';
import { number, shownAsReported, shownDate } from '../cards/format.ts';
import { escapeText } from '../cards/markdown.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import type { Analyte, Measurement } from '../clinical/facts/types.ts';
import { CGS_CREATININE_CUT } from '../clinical/instruments/ims-imwg-2025.ts';
import { IMWG_CRCL_CUT, IMWG_CREATININE_CUT } from '../clinical/instruments/imwg-renal-2014.ts';
import { ISS_B2M_CUTS } from '../clinical/instruments/iss-2005.ts';
import { DEFINING_CALCIUM, DEFINING_HEMOGLOBIN } from '../clinical/reading/defining-events.ts';
import { dayOf } from '../clinical/quantities/time.ts';
import { onceBy } from './compose.ts';
import type { Finding } from './rule.ts';

export const MOST_ROWS = 6;
/** Cut-offs that a rounded number in the table must not appear to cross. */
const CUTS: readonly number[] = [CGS_CREATININE_CUT, IMWG_CREATININE_CUT['mg/dL'], ...ISS_B2M_CUTS];
const OTHER_CUTS: Readonly<Partial<Record<Analyte, readonly number[]>>> = {
  hemoglobin: [DEFINING_HEMOGLOBIN],
  'calcium-serum': [DEFINING_CALCIUM['mg/dL']],
  'creatinine-clearance': [IMWG_CRCL_CUT],
};

/** With one of these on the card a serum B2M is named as that. */
const OTHER_FLUIDS: ReadonlySet<Analyte> = new Set<Analyte>([
  'b2m-urine',
  'b2m-urine-24h',
  'b2m-urine-creatinine-ratio',
  'b2m-csf',
  'b2m-serum-postdialysis',
]);

/** Whose laboratory limit helps to read the value. */
const WITH_LIMIT: ReadonlySet<Analyte> = new Set<Analyte>(['b2m-serum', 'b2m-csf', 'ldh-serum']);

/** The measurements of some findings, each once, in their order. */
export function measurementsOf(findings: readonly Finding[]): readonly Measurement[] {
  return onceBy(
    findings.flatMap((f) => f.inputs ?? []),
    (m) => `${m.reference} ${m.analyte}`,
  );
}

/**
 * @param findings those of one card, the leading one first: its limits and its rows say what decides
 */
export function rowsOf(findings: readonly [Finding, ...Finding[]]): readonly CardRow[] {
  const [first] = findings;
  const wanted = findings.flatMap((f) => f.rows ?? []);
  const decided = new Set(wanted.filter(decides).flatMap((row) => row.replaces ?? []));
  // What a deciding row shows of an analyte stands for all that is said of it; any other yields to a measurement with a limit.
  const limited = new Set(findings.flatMap((f) => Object.keys(f.limits ?? {})));
  const yields = ({ replaces, place }: CardRow): boolean =>
    replaces !== undefined && (decided.has(replaces) || (place === undefined && limited.has(replaces)));
  const own = wanted.filter((row) => decides(row) || !yields(row));
  const replaced = new Set(own.flatMap((row) => row.replaces ?? []));
  const used = measurementsOf(findings).filter(({ analyte }) => !replaced.has(analyte));
  const isSerumOnly = used.every(({ analyte }) => !OTHER_FLUIDS.has(analyte));
  const limitOf = (m: Measurement): string | undefined => {
    const limit = findings.find((f) => f.limits?.[m.analyte] !== undefined)?.limits?.[m.analyte];
    return (typeof limit === 'function' ? limit(m) : limit) ?? laboratoryLimit(m);
  };
  const measured = used.map((m): CardRow => ({
    result: nameOf(m, used, isSerumOnly),
    value: shownAsReported(m, OTHER_CUTS[m.analyte] ?? CUTS),
    date: dateOf(m),
    limit: limitOf(m),
    place: first.limits?.[m.analyte] === undefined ? 'beside' : 'decides',
  }));
  const genetics = cytogeneticRows(
    onceBy(
      findings.flatMap((f) => f.cytogenetics ?? []),
      (r) => r,
    ),
    Object.assign({}, ...findings.map((f) => f.geneticLimits ?? {}).toReversed()),
  ).map((row): CardRow => ({ ...row, place: first.cytogeneticsLead ? 'decides' : 'beside' }));
  // Where nothing is said to decide, it is the first.
  const head = measured.some(decides) || own.some(decides) ? [] : measured.slice(0, 1);
  const beside = measured.filter((row) => !decides(row) && !head.includes(row));
  const isB2m = (row: CardRow): boolean => used[measured.indexOf(row)]?.analyte === 'b2m-serum';
  const missing = own.filter((row) => row.place === 'missing');
  const rows = [
    ...(first.cytogeneticsLead ? genetics : []),
    ...own.filter(decides),
    ...measured.filter(decides),
    ...head,
    ...beside.filter(isB2m),
    ...own.filter((row) => !decides(row) && row.place !== 'missing'),
    ...beside.filter((row) => !isB2m(row)),
    ...(first.cytogeneticsLead ? [] : genetics),
    ...missing.filter((row) => row.replaces !== undefined),
    ...missing.filter((row) => row.replaces === undefined),
  ];
  const others = [
    ...own.filter(({ place }) => place !== 'missing'),
    ...measured,
    // A stage may rest on what was found; what is absent can go.
    ...(first.cytogeneticsLead ? [] : genetics.filter(({ isFound }) => !isFound)),
  ];
  const idle = new Set(others.filter((row) => (!row.limit && !isMarked(row)) || row.isSpare));
  const unused = measured.filter((row, i) => !row.limit && !head.includes(row) && isSupporting(used[i]));
  const spare = findings
    .flatMap((f) => f.spare ?? [])
    .flatMap((m) => measured[used.findIndex((u) => u.reference === m.reference && u.analyte === m.analyte)] ?? []);
  return sixOf(merged(rows.filter((row) => !unused.includes(row))), idle, spare);
}

/** Of two results of one draw the method tells them apart. */
function nameOf({ analyte, method, at }: Measurement, all: readonly Measurement[], isSerumOnly: boolean): string {
  const name = analyteName(analyte, isSerumOnly);
  const isAlone = all.filter((m) => m.analyte === analyte && dayOf(m.at) === dayOf(at)).length < 2;
  return method === undefined || isAlone ? name : `${name}, ${methodName(method, 30)}`;
}

/** Only something else is computed from it, which has a row of its own. */
const SUPPORTING: ReadonlySet<Analyte> = new Set<Analyte>(['creatinine-serum', 'creatinine-urine', 'body-weight']);

function isSupporting(m: Measurement | undefined): boolean {
  return m !== undefined && SUPPORTING.has(m.analyte);
}

/** High or low by the laboratory's own word, which decides where no limit stands beside it. */
function isMarked({ value }: CardRow): boolean {
  return Object.values(CARD_WORDS.sides).some((side) => value.endsWith(side));
}

function decides({ place }: CardRow): boolean {
  return place === 'decides';
}

/** A row that two findings want stands once, with what each holds it against. */
function merged(rows: readonly CardRow[]): readonly CardRow[] {
  const byName = new Map<string, CardRow>();
  for (const row of rows) {
    const isAlready = row.of !== undefined && [...byName.values()].some((other) => other.of === row.of);
    if (isAlready) continue;
    const key = [row.result, row.value, row.date ?? ''].join('|');
    const known = byName.get(key);
    const limits = [known?.limit, row.limit].filter((limit) => limit !== undefined && limit !== '');
    byName.set(key, known ? { ...known, limit: [...new Set(limits)].join('; ') } : row);
  }
  return [...byName.values()];
}

/** What changes nothing is left out first: a result with nothing beside its value, what is spare, then what stands last. */
function sixOf(rows: readonly CardRow[], idle: ReadonlySet<CardRow>, spare: readonly CardRow[]): readonly CardRow[] {
  const over = rows.length - MOST_ROWS;
  if (over <= 0) return rows;
  const first = rows.filter((row) => idle.has(row)).toReversed();
  const dropped = new Set([...first, ...spare.filter((row) => rows.includes(row) && !idle.has(row))].slice(0, over));
  return rows.filter((row) => !dropped.has(row)).slice(0, MOST_ROWS);
}

function laboratoryLimit({ range, analyte }: Measurement): string | undefined {
  if (range?.high === undefined || !WITH_LIMIT.has(analyte)) return undefined;
  const limit = number(range.high, analyte === 'ldh-serum' ? 0 : 2);
  return analyte === 'ldh-serum' ? CARD_WORDS.table.limitIs(limit) : CARD_WORDS.table.laboratoryLimit(limit);
}

/** A rough date is shown as the record states it. */
export function dateOf({ at, until, effective }: Measurement): string {
  return until === undefined ? shownDate(at) : escapeText(effective, 20);
}
