// A made-up population, patient by patient.
import { withDraws } from './laboratory.ts';
import { chanceOf } from './random.ts';
import { toResources } from './record.ts';
import { drawTruth, type Population, type Truth } from './truth.ts';

export interface Synthetic {
  readonly truth: Truth;
  readonly resources: readonly fhir4.FhirResource[];
}

export interface SyntheticOptions {
  readonly patients: number;
  readonly seed: string;
  readonly population: Population;
  /** Milliseconds since 1970, a midnight UTC. */
  readonly end: number;
}

export function* synthesize({ patients, seed, population, end }: SyntheticOptions): Generator<Synthetic> {
  for (let i = 0; i < patients; i++) {
    const id = `synthetic-${i + 1}`;
    const chance = chanceOf(seed, id);
    const truth = withDraws(drawTruth(id, population, chance), chance);
    yield { truth, resources: toResources(truth, end) };
  }
}
