// Many random patients, each asked about and compared; what was reached is counted, so that no answer is agreed on for want
// of a case.
import type { Answer } from './ask.ts';

/** How many patients each test decides; `INDEPENDENT_PATIENTS` asks for more. */
export const PATIENTS = Number(process.env['INDEPENDENT_PATIENTS'] ?? 2000);
/** A failing test shows so many of its patients. */
const SHOWN = 20;

export interface RandomPatient {
  readonly told: string;
  readonly body: object;
}

export interface Decided {
  /** The first differences, each with its patient. */
  readonly differences: readonly string[];
  /** How often the second decision came to each of its answers. */
  readonly seen: ReadonlyMap<string, number>;
}

export async function decide<P extends RandomPatient>(
  seeds: Iterable<number>,
  make: (seed: number) => P,
  answersOf: (patient: P) => readonly string[],
  compare: (patient: P, answer: Answer) => string | undefined,
  ask: (body: object) => Promise<Answer>,
): Promise<Decided> {
  const differences: string[] = [];
  const seen = new Map<string, number>();
  for (const seed of seeds) {
    const made = make(seed);
    const different = compare(made, await ask(made.body));
    if (different !== undefined && differences.length < SHOWN) differences.push(`${different} in ${made.told}`);
    for (const kind of answersOf(made)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  return { differences, seen };
}

export const seeds = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from + i);
