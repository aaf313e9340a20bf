// One moment answered by two versions: what became of it, from silence or card to silence or card.
import type { Answer } from '../replay/engine.ts';
import type { CaseAt } from '../../protocol/case.ts';

export type Kind = 'stage' | 'indicator' | 'silence to card' | 'card to silence' | 'other cards' | 'wording only';

export interface Difference {
  readonly patient: string;
  readonly at: string;
  readonly hook: string;
  readonly kind: Kind;
  /** What is said before and after, in few words: `warning: ISS I–II`. */
  readonly before: string;
  readonly after: string;
  readonly summaries: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** @returns undefined where both say the same */
export function differenceOf(
  where: CaseAt,
  before: Answer | undefined,
  after: Answer | undefined,
): Difference | undefined {
  const [old, now] = [saidIn(before), saidIn(after)];
  const kind = kindOf(old, now);
  return (
    kind && {
      patient: `Patient/${where.patient}`,
      at: new Date(where.at).toISOString(),
      hook: where.hook,
      kind,
      before: old.shown,
      after: now.shown,
      summaries: { before: old.summaries, after: now.summaries },
    }
  );
}

interface Said {
  readonly silent: boolean;
  readonly stages: string;
  readonly indicators: string;
  readonly rules: string;
  readonly words: string;
  readonly shown: string;
  readonly summaries: readonly string[];
}

function saidIn(answer: Answer | undefined): Said {
  const cards = answer?.final.cards ?? [];
  const evidence = cards.map((c) => c.extension['org.clearstage.evidence']);
  const stages = evidence.flatMap((e) => e.assessments.map((a) => `${a.system} ${a.possible.join('/')}`)).sort();
  const indicators = cards.map((c) => c.indicator).join(' + ');
  const rules = evidence.map((e) => e.rules.map((r) => r.id).join('+')).join(', ');
  return {
    silent: cards.length === 0,
    stages: [...new Set(stages)].join('; '),
    indicators,
    rules,
    // Each card names its version: that alone is no difference.
    words: JSON.stringify(
      cards.map(({ summary, detail, suggestions }) => [summary, detail, suggestions?.map((s) => s.label)]),
    ).replaceAll(answer?.version ?? '\n', ''),
    shown:
      cards.length === 0
        ? 'silent'
        : `${indicators}: ${rules}${stages.length > 0 ? ` (${[...new Set(stages)].join('; ')})` : ''}`,
    summaries: cards.map((c) => c.summary),
  };
}

function kindOf(old: Said, now: Said): Kind | undefined {
  if (old.silent !== now.silent) return old.silent ? 'silence to card' : 'card to silence';
  if (old.stages !== now.stages) return 'stage';
  if (old.indicators !== now.indicators) return 'indicator';
  if (old.rules !== now.rules) return 'other cards';
  return old.words === now.words ? undefined : 'wording only';
}
