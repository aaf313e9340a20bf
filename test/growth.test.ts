// Twice as full a chart takes about twice the operations, whatever it is full of: a square would hold up everybody else.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** Sorting takes a little more than twice; comparing each with each takes four times. */
const MOST = 2.2;
const N = 500;

interface Grown {
  readonly name: string;
  readonly once: number;
  readonly twice: number;
}

test('every pair of analytes, contained results, panels, conditions, medications, procedures and feedback entries', async () => {
  // in a process of its own, whose sources are all compiled while operations are counted
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    'test/growth/grown-child.ts',
    String(N),
  ]);
  const grown = JSON.parse(stdout) as readonly Grown[];
  expect(grown.length).toBeGreaterThan(40);
  // each of them is read
  for (const { name, once } of grown) expect([name, once > N]).toEqual([name, true]);
  expect(grown.filter(({ once, twice }) => twice / once >= MOST)).toEqual([]);
}, 120_000);
