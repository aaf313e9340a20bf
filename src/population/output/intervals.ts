// Shares with what chance leaves open, over strata and between reviewers.
import { wilson, Z, type Share } from '../../contracts/wilson.ts';

export interface Stratum {
  /** All of it, and what of it was judged. */
  readonly size: number;
  readonly judged: number;
  readonly right: number;
}

/**
 * The total over strata drawn apart: Σ W·p with variance Σ W²·p(1−p)/n·(1−n/N). Strata of which nothing was judged are
 * left out, and their share is told.
 */
export function weighted(strata: readonly Stratum[]): {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly covered: number;
} {
  const all = strata.reduce((sum, s) => sum + s.size, 0);
  const judged = strata.filter((s) => s.judged > 0);
  const size = judged.reduce((sum, s) => sum + s.size, 0);
  let share = 0;
  let variance = 0;
  for (const { size: n, judged: k, right } of judged) {
    const w = n / size;
    const p = right / k;
    share += w * p;
    variance += ((w ** 2 * p * (1 - p)) / k) * Math.max(0, 1 - k / n);
  }
  const half = Z * Math.sqrt(variance);
  if (size === 0) return { share: NaN, low: 0, high: 1, covered: 0 };
  return { share, low: Math.max(0, share - half), high: Math.min(1, share + half), covered: size / all };
}

/** Cohen's kappa of two reviewers' words; undefined where chance alone would agree always. */
export function kappa(pairs: readonly (readonly [string, string])[]): {
  readonly agreement: Share;
  readonly kappa?: number;
} {
  const agreement = wilson(pairs.filter(([a, b]) => a === b).length, pairs.length);
  const words = new Set(pairs.flat());
  const share = (word: string, i: 0 | 1): number => pairs.filter((p) => p[i] === word).length / pairs.length;
  const chance = [...words].reduce((sum, w) => sum + share(w, 0) * share(w, 1), 0);
  if (pairs.length === 0 || chance === 1) return { agreement };
  return { agreement, kappa: (agreement.share - chance) / (1 - chance) };
}

export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : share < 0.1 ? 1 : 0)} %`;
}

export function withInterval({ share, low, high, part, of }: Share): string {
  return of === 0 ? '–' : `${percent(share)} (${part} of ${of}; ${percent(low)} to ${percent(high)})`;
}
