// R-ISS and R2-ISS in words: what joins the summary of the stage, what is a line, and the points of a score.
import {
  aberrationName,
  andList,
  determined,
  number,
  openOfR2Iss,
  R2_ISS_CUTS,
  R2_ISS_POINTS,
  shown,
  type Aberration,
  type Reading,
} from '../../src/authoring.ts';
import { contradictionOf } from './genomics.ts';
import { highRiskLead } from './high-risk.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.rIss;

/** What R-ISS and R2-ISS are made of. */
export const STAGED: ReadonlySet<string> = new Set<Aberration>(['del17p', 't4-14', 't14-16', 'gain1q']);

/** `R-ISS I or II until FISH is known` for the summary, and what is left for a line. */
export function wordsOf(
  reading: Reading,
  staging: Staging,
): {
  readonly joins?: string | undefined;
  readonly told: string;
  /** It leaves the summary to what makes the risk high. */
  readonly isLine?: true;
} {
  const { iss, rIss, r2Iss } = staging;
  const one = determined(rIss);
  const isOne2 = determined(r2Iss) !== undefined;
  // Where the ISS is open, what settles it says the R-ISS, too; an R2-ISS of IV is one either way.
  if (one === undefined && determined(iss) === undefined) return { told: isOne2 ? `${SAY.r2(r2Iss.possible)}.` : '' };
  const leads = highRiskLead(reading, staging);
  // High risk leads with what it is met by: what is open, or stands against an ISS I, is a line.
  const isInLine = one === undefined || (determined(iss) === 'I' && !isOne2);
  if (leads && (isInLine || leads === 'renal-share')) {
    return {
      joins: one === undefined ? untilKnown(staging) : SAY.stage('R-ISS', rIss.possible),
      told: leads === 'renal-share' ? '' : stagesLine(staging),
      isLine: true,
    };
  }
  const r2 = r2Iss.possible.length < 4 && !openOfR2Iss(staging) ? SAY.r2(r2Iss.possible) : undefined;
  if (one === undefined) {
    return { joins: untilKnown(staging), told: r2 === undefined ? '' : `${r2}${pointsOf(staging)}.` };
  }
  if (isOne2) {
    return { joins: `${SAY.stage('R-ISS', rIss.possible)}, ${SAY.stage('R2-ISS', r2Iss.possible)}`, told: '' };
  }
  if (determined(iss) === 'II') return { told: `${[SAY.byLogic, ...(r2 === undefined ? [] : [r2])].join('; ')}.` };
  return { joins: SAY.stage('R-ISS', rIss.possible), told: r2 === undefined ? '' : `${r2}${pointsOf(staging)}.` };
}

/** What high risk leaves to that line. */
export function leftToLine(reading: Reading, staging: Staging): readonly string[] {
  const { joins, isLine } = wordsOf(reading, staging);
  return isLine && joins !== undefined ? [joins] : [];
}

/**
 * `R-ISS is II or III, R2-ISS III or IV, until FISH is known.`
 *
 * @param isStaged begins with the ISS, where no summary says it
 */
export function stagesLine(staging: Staging, isStaged = false): string {
  const { iss, rIss, r2Iss, fish } = staging;
  const r2 = r2Iss.possible.length < 4 ? r2Iss.possible : undefined;
  const stages = isStaged ? EN.iss.stage(iss.possible) : undefined;
  if (determined(rIss) !== undefined || contradictionOf(fish, rIss.missing)) {
    const parts = [
      ...(stages === undefined ? [] : [stages]),
      determined(rIss) === undefined ? untilKnown(staging) : SAY.stage('R-ISS', rIss.possible),
      ...(r2 === undefined ? [] : [SAY.stage('R2-ISS', r2)]),
    ];
    return `${parts.join('; ')}.`;
  }
  const known = determined(r2Iss);
  return SAY.openLine(stages, rIss.possible, known === undefined ? r2 : undefined, openNames(staging), known);
}

/** `R-ISS I or II until FISH is known`, or because of what contradicts itself. */
export function untilKnown(staging: Staging): string {
  const { rIss, fish } = staging;
  const stage = SAY.stage('R-ISS', rIss.possible);
  const contradiction = contradictionOf(fish, rIss.missing);
  if (contradiction) return SAY.contradicted(stage, contradiction.name, contradiction.absent, contradiction.present);
  return SAY.until(stage, openNames(staging));
}

function openNames({ rIss, ldh }: Staging): readonly string[] {
  return [
    ...(rIss.missing.includes('ldh-serum') ? [ldh ? SAY.ldhLimit : SAY.ldhName] : []),
    ...(rIss.missing.some((fact) => STAGED.has(fact)) ? [SAY.fishRow] : []),
  ];
}

/** `ISS II`, `LDH 290 U/L (limit 225)`, `del(17p) present`: what makes an R2-ISS IV. */
export function reasonsForFour({ iss, ldh, ldhHigh, fish: { inputs } }: Staging): readonly string[] {
  const high = ldh?.range?.high;
  return [
    EN.iss.stage(iss.possible),
    ...(ldh && ldhHigh ? [SAY.ldh(shown(ldh.quantity), high === undefined ? undefined : number(high, 0))] : []),
    ...itemsOf(inputs, true).map(({ name }) => SAY.present(name)),
  ];
}

interface Item {
  readonly name: string;
  readonly points: number;
}

/** What counts in R2-ISS, as the instrument and as results name it. */
const COUNTED = [
  ['del17p', 'del17p'],
  ['t4_14', 't4-14'],
  ['gain1q', 'gain1q'],
] as const;

/** Those of which a result, or none (undefined), says so. */
function itemsOf(inputs: Staging['fish']['inputs'], found: true | undefined): readonly Item[] {
  return COUNTED.filter(([input]) => inputs[input] === found).map(([input, aberration]) => ({
    name: aberrationName(aberration),
    points: R2_ISS_POINTS[input],
  }));
}

/** What would count too, and of which nothing is known. */
function openItems({ ldhHigh, fish: { inputs } }: Staging): readonly Item[] {
  return [
    ...(ldhHigh === undefined ? [{ name: SAY.ldhName, points: R2_ISS_POINTS.ldhHigh }] : []),
    ...itemsOf(inputs, undefined),
  ];
}

function knownItems({ iss, ldhHigh, fish: { inputs } }: Staging): readonly Item[] {
  const stage = determined(iss) ?? '';
  const ofIss = { I: 0, II: R2_ISS_POINTS.issII, III: R2_ISS_POINTS.issIII }[stage] ?? 0;
  const all = [
    { name: EN.iss.stage([stage]), points: ofIss },
    ...(ldhHigh ? [{ name: SAY.ldhName, points: R2_ISS_POINTS.ldhHigh }] : []),
    ...itemsOf(inputs, true),
  ];
  return all.filter(({ points }) => points > 0);
}

function sumOf(items: readonly Item[]): number {
  return items.reduce((sum, { points }) => sum + points, 0);
}

/** `: 0 to 2.5 points, by del(17p), t(4;14) and 1q+`, where nothing but FISH is open. */
function pointsOf(staging: Staging): string {
  const { iss, ldhHigh, fish, rIss } = staging;
  if (determined(iss) === undefined || ldhHigh === undefined || contradictionOf(fish, rIss.missing)) return '';
  const open = openItems(staging);
  const least = sumOf(knownItems(staging));
  return open.length === 0 ? '' : SAY.pointsRange(least, least + sumOf(open), andList(open.map(({ name }) => name)));
}

/** Points; the smallest step between two sums. @source dagostino-2022 */
const STEP = 0.5;

/** `Points: ISS II 1, LDH 1, del(17p) 1; IV from 3. 1q+ can only add.` */
export function pointsLine(staging: Staging): readonly string[] {
  if (determined(staging.iss) === undefined) return [];
  const parts = knownItems(staging).map(({ name, points }) => `${name} ${points}`);
  const open = openItems(staging).map(({ name }) => name);
  return [SAY.points(parts, R2_ISS_CUTS[2] + STEP, open)];
}

export function rIssLine({ iss, rIss }: Staging): string {
  return determined(iss) === 'II' ? SAY.isAsEveryTwo : SAY.is(rIss.possible);
}
