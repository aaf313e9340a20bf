// Judgements → how often it was right, by rule and in all, and how far two reviewers agree.
import { wilson, type Share } from '../../contracts/wilson.ts';
import { kappa, weighted, withInterval, percent } from '../output/intervals.ts';
import type { Judgement } from './filled.ts';
import type { ReviewKey } from './form.ts';

export interface StratumScore {
  readonly stratum: string;
  readonly moments: number;
  readonly judged: number;
  readonly cannotTell: number;
  /** Right among the judged: positive predictive value of cards, negative of silence. */
  readonly right: Share;
  /** Right or not useful: nothing untrue was said. */
  readonly true: Share;
}

export interface Score {
  readonly strata: readonly StratumScore[];
  readonly rules: readonly { readonly rule: string; readonly ppv: Share }[];
  /** Over all cards, and over all silence, each weighted by how many moments its strata hold. */
  readonly ppv: ReturnType<typeof weighted>;
  readonly npv: ReturnType<typeof weighted>;
  readonly agreement: ReturnType<typeof kappa>;
  /** Moments on which two reviewers differ, for a third to settle. */
  readonly disputed: readonly string[];
  readonly reasons: Readonly<Record<string, number>>;
  readonly reviewers: readonly string[];
  /** Of the judgements that tell them: in the middle, and how many tell. */
  readonly minutes: { readonly median: number; readonly of: number } | undefined;
  /** Cards on which the reviewer would act, among the judged of which that was told. */
  readonly wouldAct: Share;
}

const isSilent = (stratum: string): boolean => stratum.startsWith('silent · ');

/** One judgement a moment: the first reviewer's; of a third, where two differ, the third's. */
export function scoreOf(judgements: readonly Judgement[], key: ReviewKey): Score {
  const byMoment = new Map<string, Judgement[]>();
  for (const j of judgements) {
    const own = byMoment.get(j.id) ?? [];
    if (own.some((o) => o.reviewer === j.reviewer)) throw new Error(`${j.id}: judged twice by ${j.reviewer}`);
    byMoment.set(j.id, [...own, j]);
  }
  const settled = [...byMoment].flatMap(([, own]) => {
    const [first, second, third] = own;
    if (!first) return [];
    return [second && second.verdict !== first.verdict && third ? third : first];
  });
  const pairs = [...byMoment.values()].flatMap(([a, b]) => (a && b ? [[a.verdict, b.verdict] as const] : []));
  const strata = Object.entries(key.strata).map(([stratum, { moments }]) => ofStratum(stratum, moments, settled, key));
  const total = (silent: boolean): ReturnType<typeof weighted> =>
    weighted(
      strata
        .filter((s) => isSilent(s.stratum) === silent)
        .map((s) => ({ size: s.moments, judged: s.right.of, right: s.right.part })),
    );
  const told = settled.filter(
    ({ id, verdict, act }) => verdict !== 'cannot tell' && act !== undefined && !isSilent(key.rows[id]?.stratum ?? ''),
  );
  const reasons: Record<string, number> = {};
  for (const j of settled) if (j.why !== '' && j.verdict !== 'right') reasons[j.why] = (reasons[j.why] ?? 0) + 1;
  return {
    strata,
    rules: rulesOf(strata),
    ppv: total(false),
    npv: total(true),
    agreement: kappa(pairs),
    disputed: [...byMoment].flatMap(([id, [a, b, c]]) => (a && b && a.verdict !== b.verdict && !c ? [id] : [])),
    reasons,
    reviewers: [...new Set(judgements.map((j) => j.reviewer))],
    minutes: medianOf(judgements.flatMap((j) => j.minutes ?? [])),
    wouldAct: wilson(told.filter(({ act }) => act === true).length, told.length),
  };
}

function medianOf(values: readonly number[]): Score['minutes'] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : { median: (low + high) / 2, of: sorted.length };
}

function ofStratum(stratum: string, moments: number, settled: readonly Judgement[], key: ReviewKey): StratumScore {
  const own = settled.filter((j) => key.rows[j.id]?.stratum === stratum);
  const count = (verdict: Judgement['verdict']): number => own.filter((j) => j.verdict === verdict).length;
  const judged = own.length - count('cannot tell');
  return {
    stratum,
    moments,
    judged,
    cannotTell: count('cannot tell'),
    right: wilson(count('right'), judged),
    true: wilson(count('right') + count('not useful'), judged),
  };
}

/** A rule's cards of every urgency; unweighted where it has one only. */
function rulesOf(strata: readonly StratumScore[]): Score['rules'] {
  const rules = new Map<string, { right: number; of: number }>();
  for (const { stratum, right } of strata) {
    if (isSilent(stratum)) continue;
    const rule = stratum.split(' · ')[0] ?? '';
    const so = rules.get(rule) ?? { right: 0, of: 0 };
    rules.set(rule, { right: so.right + right.part, of: so.of + right.of });
  }
  return [...rules].map(([rule, { right, of }]) => ({ rule, ppv: wilson(right, of) }));
}

export function scoreInWords({
  strata,
  rules,
  ppv,
  npv,
  agreement,
  disputed,
  reasons,
  reviewers,
  minutes,
  wouldAct,
}: Score): string {
  const range = (t: Score['ppv']): string =>
    `${percent(t.share)} (${percent(t.low)} to ${percent(t.high)}), over ${percent(t.covered)} of the moments`;
  return [
    `Reviewers: ${reviewers.join(', ')}`,
    '',
    'Positive predictive value by rule (right of judged; Wilson 95 %)',
    ...rules.map(({ rule, ppv: p }) => `  ${rule.padEnd(28)} ${withInterval(p)}`),
    '',
    'By stratum: right; true (right or not useful); cannot tell',
    ...strata.map(
      (s) => `  ${s.stratum.padEnd(36)} ${withInterval(s.right)}; ${withInterval(s.true)}; ${s.cannotTell}`,
    ),
    '',
    `All cards, weighted by stratum: PPV ${range(ppv)}`,
    `All silence, weighted by hook:  NPV ${range(npv)}`,
    `Two reviewers agree: ${withInterval(agreement.agreement)}; kappa ${agreement.kappa === undefined ? '–' : agreement.kappa.toFixed(2)}`,
    ...(wouldAct.of > 0 ? [`Would act on a card: ${withInterval(wouldAct)}`] : []),
    ...(minutes ? [`Minutes a moment: ${minutes.median} (median of ${minutes.of})`] : []),
    ...(disputed.length > 0 ? [`For a third to settle: ${disputed.join(', ')}`] : []),
    ...(Object.keys(reasons).length > 0
      ? ['Why not right', ...Object.entries(reasons).map(([why, n]) => `  ${why.padEnd(28)} ${n}`)]
      : []),
  ].join('\n');
}
