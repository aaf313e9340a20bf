// Twice as full a chart takes about twice the operations, whatever it is full of: a square would hold up everybody else.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** Sorting takes a little more than twice; comparing each with each takes four times. */
const MOST = 2.2;
/** Beside what the rest of the call takes. */
const LEAST = 1.7;
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
  // each of them is read: what is passed over costs nothing more when there is twice as much of it
  expect(grown.filter(({ once, twice }) => once <= N || twice / once <= LEAST)).toEqual([]);
  expect(grown.filter(({ once, twice }) => twice / once >= MOST)).toEqual([]);
}, 120_000);
