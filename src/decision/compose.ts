// From findings to the few cards worth a clinician's time.
import {
  toEvidenceCircumstance,
  toEvidenceRecordedStage,
  type EvidenceCircumstance,
  type EvidenceRecordedStage,
} from '../cards/circumstances.ts';
import { toEvidenceCytogenetics } from '../cards/cytogenetics.ts';
import {
  toEvidenceAssessment,
  toEvidenceDerived,
  toEvidenceInput,
  type Citation,
  type Evidence,
} from '../cards/evidence.ts';
import type { Indicator } from '../cards/types.ts';
import type { Circumstance } from '../clinical/reading/circumstances.ts';
import type { FishResult } from '../clinical/reading/fish-result.ts';
import type { Spoken } from './rule.ts';

const URGENCY: Readonly<Record<Indicator, number>> = { critical: 2, warning: 1, info: 0 };

/** Findings told together on one card; the first is the one that gives the summary. */
export interface CardPlan {
  /** Of the most urgent of them, which need not be the first. */
  readonly indicator: Indicator;
  readonly findings: readonly [Spoken, ...Spoken[]];
}

/**
 * Groups findings into cards: one topic, one card, led by its heaviest finding (a critical one before all others); at most
 * one warning; at most `max` cards, the most urgent on top. What does not get a card of its own is told in the detail of
 * the last one that takes others in.
 */
export function planCards(findings: readonly Spoken[], max: number): readonly CardPlan[] {
  const ordered = [...findings].sort((a, b) => URGENCY[b.indicator] - URGENCY[a.indicator] || byWeight(a, b));
  const topics = new Map<string, Spoken[]>();
  for (const finding of ordered) {
    const group = topics.get(finding.topic);
    if (group) group.push(finding);
    else topics.set(finding.topic, [finding]);
  }
  const critical: CardPlan[] = [];
  const others: { indicator: Indicator; findings: [Spoken, ...Spoken[]] }[] = [];
  let warned = false;
  for (const group of topics.values()) {
    const indicator = group[0]?.indicator;
    // Within a card the highest statement leads, whichever of them makes it urgent.
    const [first, ...rest] = indicator === 'critical' ? group : group.toSorted(byWeight);
    if (!first || !indicator) continue;
    if (indicator === 'critical') critical.push({ indicator: 'critical', findings: [first, ...rest] });
    else if (others.length < max) {
      const shown: Indicator = indicator === 'warning' && warned ? 'info' : indicator;
      warned ||= shown === 'warning';
      others.push({ indicator: shown, findings: [first, ...rest] });
    } else others.findLast((card) => !card.findings[0].alone)?.findings.push(first, ...rest);
  }
  return [...critical, ...others];
}

function byWeight(a: Spoken, b: Spoken): number {
  return b.weight - a.weight || (a.rule < b.rule ? -1 : 1);
}

/** What findings rest on besides what they say. */
export interface Besides {
  /** FISH and variant results that they did not rest on, for being of another time. */
  readonly passedOver?: readonly FishResult[];
  /** What on record changes all that is said. */
  readonly circumstances?: readonly Circumstance[];
}

/** The evidence of some findings, each part once. */
export function evidenceOf(
  findings: readonly Spoken[],
  version: string,
  bibliography: ReadonlyMap<string, Citation>,
  { passedOver = [], circumstances = [] }: Besides = {},
): Evidence {
  return {
    rules: once(findings.map((f) => f.rule)).map((id) => ({ id, version })),
    assessments: once(findings.flatMap((f) => f.assessments ?? [])).map(toEvidenceAssessment),
    inputs: once(findings.flatMap((f) => [...(f.inputs ?? []), ...(f.besides ?? [])])).map(toEvidenceInput),
    cytogenetics: once([...findings.flatMap((f) => f.cytogenetics ?? []), ...passedOver]).map(toEvidenceCytogenetics),
    derived: onceBy(findings.flatMap((f) => f.derived ?? []).map(toEvidenceDerived), derivedKey),
    circumstances: onceBy(
      [...findings.flatMap((f) => f.circumstances ?? []), ...circumstances].map(toEvidenceCircumstance),
      circumstanceKey,
    ),
    recordedStages: onceBy(findings.flatMap((f) => f.recordedStages ?? []).map(toEvidenceRecordedStage), stageKey),
    notForRecord: onceBy(
      findings.flatMap((f) => f.notForRecord ?? []),
      ({ system }) => system,
    ),
    citations: once(findings.flatMap((f) => f.citations)).flatMap((id) => bibliography.get(id) ?? []),
  };
}

/** The same number, computed in the same way. */
export function derivedKey({ name, value, method }: Evidence['derived'][number]): string {
  return `${name} ${value} ${method}`;
}

/** One entry bears on one thing in one way. */
export function circumstanceKey({ bears, reference, kind }: EvidenceCircumstance): string {
  return `${bears} ${reference} ${kind}`;
}

export function stageKey({ system, reference }: EvidenceRecordedStage): string {
  return `${system} ${reference}`;
}

function once<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

export function onceBy<T>(items: readonly T[], key: (item: T) => unknown): readonly T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const k = key(item);
    return !seen.has(k) && seen.add(k);
  });
}
