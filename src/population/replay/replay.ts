// One patient's history, answered moment by moment.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { DAY_MS } from '../../clinical/quantities/time.ts';
import type { Card } from '../../cards/types.ts';
import type { CardClass } from '../../contracts/insights.ts';
import type { Case } from '../../contracts/case.ts';
import { toCase, type CaseAt } from '../../protocol/case.ts';
import { differenceOf, type Difference } from '../output/difference.ts';
import { cardToSample, silenceToSample, type Candidate } from '../output/sample.ts';
import type { Tallier } from '../output/tally.ts';
import { countResult } from '../quality/census.ts';
import { timelineOf } from './chart-then.ts';
import { departmentsOf } from './departments.ts';
import type { Answer, Engine } from './engine.ts';
import { momentsOf, type Period } from './moments.ts';
import type { PatientRecord } from './patient-record.ts';

export interface ReplayOptions {
  readonly engine: Engine;
  /** What the answers are held against: what was before, or what would be. */
  readonly other?: { readonly engine: Engine; readonly isBefore: boolean } | undefined;
  readonly period: Period;
  /** When the export was made, milliseconds since 1970. */
  readonly exportedAt: number;
  readonly seed: string;
}

export interface Replayed {
  readonly cases: readonly Case[];
  /** What a reviewer may be shown. */
  readonly candidates: readonly Candidate[];
  readonly differences: readonly Difference[];
}

const NOTHING: Replayed = { cases: [], candidates: [], differences: [] };

export async function replayPatient(
  record: PatientRecord,
  tallier: Tallier,
  options: ReplayOptions,
): Promise<Replayed> {
  tallier.count('patients');
  countRecord(record, tallier, options.engine.localCodes);
  if (!record.patient) {
    tallier.count('patients without a Patient resource');
    return NOTHING;
  }
  const timeline = timelineOf(record);
  const { moments, unplaced } = momentsOf(timeline, options.period, options.engine.localCodes);
  if (unplaced > 0) tallier.count('B2M without a moment', unplaced);
  const departments = departmentsOf(record);
  const chart = options.engine.open(timeline, options);
  const compared = options.other?.engine.open(timeline, options);
  const cases: Case[] = [];
  const candidates: Candidate[] = [];
  const differences: Difference[] = [];
  const isRepeat = repeats(options.engine.memoryDays);
  let last: Answer | undefined;
  for (const moment of moments) {
    const answer = await chart.ask(moment);
    const { at, hook, encounter, user } = moment;
    const where: CaseAt = {
      patient: record.id,
      at,
      hook,
      encounter,
      user,
      department: encounter === undefined ? undefined : departments.get(encounter),
    };
    if (compared) {
      const others = await compared.ask(moment);
      const [before, after] = options.other?.isBefore ? [others, answer] : [answer, others];
      const difference = differenceOf(where, before, after);
      if (difference) differences.push(difference);
    }
    if (!answer) continue;
    const own = casesOf(answer, where, isRepeat);
    tallier.call(where, own, answer.evaluation, answer.final.withheld.length);
    for (const [i, c] of own.entries()) tallier.count(`class|${c.rules[0] ?? ''}|${classOf(answer.final.cards[i])}`);
    for (const [name, n] of Object.entries(answer.unknown)) tallier.count(`unknown then|${name}`, n);
    cases.push(...own);
    for (const [i, c] of own.entries()) candidates.push(cardToSample(c, answer.final.cards[i]?.detail, options.seed));
    if (own.length === 0 && answer.final.withheld.length === 0) {
      const { rules } = answer.evaluation;
      candidates.push(silenceToSample(where, () => rules.map((r) => `${r.id}: ${r.because}`), options.seed));
    }
    if (hook === 'result-view') last = answer;
  }
  if (cases.length > 0) tallier.count('patients with a card');
  if (last) countStages(last, tallier);
  return { cases, candidates, differences };
}

/** What a clinician can do with a card: place what it offers, or read it; the critical ones by themselves. */
function classOf(card: Card | undefined): CardClass {
  if (card?.indicator === 'critical') return 'critical';
  return card?.suggestions?.length ? 'action' : 'information';
}

function casesOf({ final }: Answer, where: CaseAt, isRepeat: ReturnType<typeof repeats>): readonly Case[] {
  return final.cards.map((card, place) => ({
    ...toCase(card, where, place),
    repeat: isRepeat(final.memoryKeys[place] ?? '', where.at),
  }));
}

/**
 * Would a card be kept back, had a clinician answered it when it was first shown? The server remembers an answer for so
 * many days; shown after them it is a first one again.
 */
function repeats(days: number): (key: string, at: number) => boolean {
  const firstAt = new Map<string, number>();
  return (key, at) => {
    const isRepeat = (firstAt.get(key) ?? -Infinity) > at - days * DAY_MS;
    if (!isRepeat) firstAt.set(key, at);
    return isRepeat;
  };
}

function countRecord(
  { skipped, repeated, deleted, resources, partly }: PatientRecord,
  tallier: Tallier,
  localCodes: LocalCodes,
): void {
  if (skipped.length > 0) tallier.count('broken records', skipped.length);
  if (repeated > 0) tallier.count('repeated records', repeated);
  if (deleted > 0) tallier.count('records deleted elsewhere in the export', deleted);
  if (partly.size > 0) tallier.count('patients read in part');
  for (const { resource } of resources) {
    tallier.count(`resources|${resource.resourceType}`);
    if (resource.resourceType === 'Observation') countResult(resource, localCodes, (name) => tallier.count(name));
  }
}

/** What the newest B2M of a patient was read as, and what it missed. */
function countStages({ evaluation }: Answer, tallier: Tallier): void {
  tallier.count('patients with a B2M');
  for (const { system, possible, missing } of evaluation.evidence.assessments) {
    tallier.count(`stage|${system}|${possible.length === 1 ? possible[0] : `open: ${possible.join(' or ')}`}`);
    for (const name of missing) tallier.count(`missing|${name}`);
  }
}
