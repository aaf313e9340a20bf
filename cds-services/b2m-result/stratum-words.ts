// Groups of an index in words.
import { INDICES } from './phrases/indices.en.ts';

export function stratumWords(strata: readonly string[]): readonly string[] {
  return strata.map((s) => (isNamed(s) ? INDICES.strata[s] : s));
}

function isNamed(stratum: string): stratum is keyof typeof INDICES.strata {
  return Object.hasOwn(INDICES.strata, stratum);
}
