// Groups of an index in words.
import { INDICES } from './phrases/indices.en.ts';

export function stratumWords(strata: readonly string[]): readonly string[] {
  return strata.map(stratumWord);
}

export function stratumWord(stratum: string): string {
  return isNamed(stratum) ? INDICES.strata[stratum] : stratum;
}

function isNamed(stratum: string): stratum is keyof typeof INDICES.strata {
  return Object.hasOwn(INDICES.strata, stratum);
}
