// The review sample: of each stratum the moments with the smallest digests, so that parts of the population drawn
// apart give, put together, the very sample of the whole.
import { digest, type Case, type CaseAt } from './case.ts';

/** What a reviewer judges. */
export interface Sampled {
  /** The case's. */
  readonly id: string;
  /** `rule · indicator`, or `silent · hook`. */
  readonly stratum: string;
  /** Decides who is drawn. */
  readonly rank: string;
  readonly patient: string;
  readonly at: string;
  readonly hook: string;
  /** Of a card. */
  readonly summary?: string;
  readonly detail?: string;
  readonly indicator?: string;
  readonly rules: readonly string[];
  /** Of a silent moment: why each rule was silent. */
  readonly because?: readonly string[];
  readonly evidence: string;
}

export interface Sample {
  /** How many moments each stratum holds, and how many patients. */
  readonly sizes: Readonly<Record<string, { readonly moments: number; readonly patients: number }>>;
  readonly drawn: Readonly<Record<string, readonly Sampled[]>>;
}

export interface SampleOptions {
  readonly seed: string;
  /** Drawn of each stratum; all, where fewer. */
  readonly perStratum: number;
}

export interface Sampler {
  /** Of one patient all moments, one stratum after the other. */
  offer(candidates: readonly Sampled[]): void;
  sample(): Sample;
}

export function isCritical(stratum: string): boolean {
  return stratum.endsWith(' · critical');
}

export function rankOf(seed: string, id: string): string {
  return digest(`${seed} ${id}`, 16);
}

export function createSampler({ perStratum }: SampleOptions): Sampler {
  const sizes: Record<string, { moments: number; patients: number }> = {};
  const drawn: Record<string, Sampled[]> = {};
  return {
    offer(candidates) {
      const strata = new Map<string, Sampled[]>();
      for (const c of candidates) {
        const own = strata.get(c.stratum);
        if (own) own.push(c);
        else strata.set(c.stratum, [c]);
      }
      for (const [stratum, own] of strata) {
        const size = (sizes[stratum] ??= { moments: 0, patients: 0 });
        size.moments += own.length;
        size.patients++;
        // Cards of one patient are not independent: one stands for him; of what is critical each is looked at.
        own.sort(byRank);
        keep((drawn[stratum] ??= []), isCritical(stratum) ? own : own.slice(0, 1), stratum, perStratum);
      }
    },
    sample: () => inOrder({ sizes, drawn }),
  };
}

function keep(list: Sampled[], fresh: readonly Sampled[], stratum: string, perStratum: number): void {
  list.push(...fresh);
  // Trimmed now and then: sorting at each patient would cost more than the replay.
  if (!isCritical(stratum) && list.length > 4 * perStratum + 64) {
    list.sort(byRank);
    list.length = perStratum;
  }
}

export function mergeSamples(parts: readonly Sample[], { perStratum }: Pick<SampleOptions, 'perStratum'>): Sample {
  const sizes: Record<string, { moments: number; patients: number }> = {};
  const drawn: Record<string, Sampled[]> = {};
  for (const part of parts) {
    for (const [stratum, { moments, patients }] of Object.entries(part.sizes)) {
      const size = (sizes[stratum] ??= { moments: 0, patients: 0 });
      size.moments += moments;
      size.patients += patients;
    }
    for (const [stratum, own] of Object.entries(part.drawn)) (drawn[stratum] ??= []).push(...own);
  }
  for (const [stratum, own] of Object.entries(drawn)) {
    own.sort(byRank);
    if (!isCritical(stratum) && own.length > perStratum) own.length = perStratum;
  }
  return inOrder({ sizes, drawn });
}

function inOrder({ sizes, drawn }: Sample): Sample {
  const names = Object.keys(sizes).sort();
  return {
    sizes: Object.fromEntries(names.map((n) => [n, sizes[n] ?? { moments: 0, patients: 0 }])),
    drawn: Object.fromEntries(names.map((n) => [n, [...(drawn[n] ?? [])].sort(byRank)])),
  };
}

function byRank(a: Sampled, b: Sampled): number {
  return a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1;
}

export function cardToSample(c: Case, detail: string | undefined, seed: string): Sampled {
  return {
    id: c.id,
    stratum: `${c.rules[0] ?? '(none)'} · ${c.indicator}`,
    rank: rankOf(seed, c.id),
    patient: c.patient,
    at: c.at,
    hook: c.hook,
    summary: c.summary,
    ...(detail !== undefined && { detail }),
    indicator: c.indicator,
    rules: c.rules,
    evidence: c.evidence,
  };
}

export function silenceToSample(where: CaseAt, id: string, because: readonly string[], seed: string): Sampled {
  return {
    id,
    stratum: `silent · ${where.hook}`,
    rank: rankOf(seed, id),
    patient: `Patient/${where.patient}`,
    at: new Date(where.at).toISOString(),
    hook: where.hook,
    rules: [],
    because,
    evidence: digest(JSON.stringify(because), 16),
  };
}
