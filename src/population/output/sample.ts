// The review sample: of each stratum the moments with the smallest digests, so that parts of the population drawn
// apart give, put together, the very sample of the whole.
import { patientHash } from '../input/patient-hash.ts';
import type { Case } from '../../contracts/case.ts';
import { caseId, digest, type CaseAt } from '../../protocol/case.ts';

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

/** A moment that may be drawn; what a reviewer would see of it is made only if it is. */
export interface Candidate {
  readonly stratum: string;
  /** Decides among the moments of one patient. */
  readonly lot: number;
  readonly make: () => Sampled;
}

export interface Sampler {
  /** Of one patient all moments. */
  offer(patient: string, candidates: readonly Candidate[]): void;
  sample(): Sample;
}

export function isCritical(stratum: string): boolean {
  return stratum.endsWith(' · critical');
}

export function rankOf(seed: string, id: string): string {
  return digest(`${seed} ${id}`, 16);
}

export function createSampler({ perStratum, seed }: SampleOptions): Sampler {
  const sizes: Record<string, { moments: number; patients: number }> = {};
  const drawn: Record<string, Sampled[]> = {};

  /** Cards of one patient are not independent: one stands for him, and he is drawn by a lot of his own. */
  function drawOne(stratum: string, list: Sampled[], patient: string, own: readonly Candidate[]): void {
    const rank = rankOf(seed, `${stratum} ${patient}`);
    const last = list.at(-1);
    if (list.length >= perStratum && last && rank > last.rank) return;
    const [one] = [...own].sort((a, b) => a.lot - b.lot);
    if (one) list.push({ ...one.make(), rank });
    list.sort(byRank);
    if (list.length > perStratum) list.pop();
  }

  return {
    offer(patient, candidates) {
      const strata = new Map<string, Candidate[]>();
      for (const c of candidates) {
        const own = strata.get(c.stratum);
        if (own) own.push(c);
        else strata.set(c.stratum, [c]);
      }
      for (const [stratum, own] of strata) {
        const size = (sizes[stratum] ??= { moments: 0, patients: 0 });
        size.moments += own.length;
        size.patients++;
        const list = (drawn[stratum] ??= []);
        // Of what is critical each is looked at.
        if (isCritical(stratum)) list.push(...own.map((c) => c.make()));
        else drawOne(stratum, list, patient, own);
      }
    },
    sample: () => inOrder({ sizes, drawn }),
  };
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

export function cardToSample(c: Omit<Case, 'repeat'>, detail: string | undefined, seed: string): Candidate {
  const stratum = `${c.rules[0] ?? '(none)'} · ${c.indicator}`;
  return {
    stratum,
    lot: patientHash(`${seed} ${c.id}`),
    make: () => ({
      id: c.id,
      stratum,
      rank: rankOf(seed, c.id),
      patient: c.patient,
      at: c.at,
      hook: c.hook,
      summary: c.summary,
      ...(detail !== undefined && { detail }),
      indicator: c.indicator,
      rules: c.rules,
      evidence: c.evidence,
    }),
  };
}

export function silenceToSample(where: CaseAt, because: () => readonly string[], seed: string): Candidate {
  const stratum = `silent · ${where.hook}`;
  return {
    stratum,
    lot: patientHash(`${seed} ${where.patient} ${where.at} ${where.hook}`),
    make: () => {
      const id = caseId(where, 0);
      const reasons = because();
      return {
        id,
        stratum,
        rank: rankOf(seed, id),
        patient: `Patient/${where.patient}`,
        at: new Date(where.at).toISOString(),
        hook: where.hook,
        rules: [],
        because: reasons,
        evidence: digest(JSON.stringify(reasons), 16),
      };
    },
  };
}
