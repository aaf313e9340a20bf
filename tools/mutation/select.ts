// Which tests could notice a change, the likeliest first.
import { basename } from 'node:path';
import type { Change } from './bundle.ts';
import type { Looked, TestAt } from './worker.ts';

export interface Selected {
  readonly tests: readonly TestAt[];
  /** How often the change would be met, were nothing changed. */
  readonly hits: number;
  /** The change is met while a file is loaded, or in code whose answers are remembered: it needs a copy of its own. */
  readonly alone: boolean;
}

/** Their answers are remembered across questions. */
const REMEMBERED = /^src\/clinical\/(facts|instruments|quantities)\//;

/**
 * Tests that meet the change while they run, and every test of a file that meets it while it is loaded. First those that
 * noticed something in the same file lately, then those of the same name, then the quickest.
 */
export function select({ id, file }: Change, looked: readonly Looked[], lately: readonly TestAt[]): Selected {
  const name = basename(file, '.ts');
  const found = looked.flatMap((from) => {
    const loading = from.loading[id] ?? 0;
    return from.tests.flatMap((test, position) => {
      const hits = (test.hits[id] ?? 0) + loading;
      if (hits === 0 || test.failed !== undefined || isOfAnotherRule(file, from.file, test.name)) return [];
      const at: TestAt = [from.file, position];
      const isNear = basename(from.file) === `${name}.test.ts` || test.name.includes(`› ${name} ›`);
      const recent = lately.findIndex(([f, p]) => f === from.file && p === position);
      return [{ at, hits, rank: [recent < 0 ? Infinity : recent, isNear ? 0 : 1, fileCost(from), test.ms] }];
    });
  });
  found.sort((a, b) => compare(a.rank, b.rank));
  return {
    tests: found.map(({ at }) => at),
    hits: found.reduce((sum, { hits }) => sum + hits, 0),
    alone: REMEMBERED.test(file) || looked.some(({ loading }) => id in loading),
  };
}

/** A truth table looks at its own rule only. */
function isOfAnotherRule(changed: string, testFile: string, test: string): boolean {
  const [, rule] = /\/rules\/([\w-]+)\.ts$/.exec(changed) ?? [];
  return rule !== undefined && testFile.endsWith('/rules.test.ts') && !test.includes(`› ${rule} ›`);
}

function fileCost({ loadMs, tests }: Looked): number {
  return loadMs + tests.reduce((sum, { ms }) => sum + ms, 0);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
