// The command as it is typed, and the chart behind `clearstage evaluate`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { chartOf, parse } from '../../src/cli/chart-file.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'clearstage-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], TMPDIR: folder },
  });

describe('simulate', () => {
  test('counts each serum B2M of the history as it came back, and leaves nothing behind without --out', () => {
    const file = join(root, 'fixtures/patients/mm-trend-fall-then-rise.bundle.json');
    const counts = JSON.parse(run('simulate', file, '--as-of', '2026-11-01T09:00:00Z', '--json')) as Record<
      string,
      number
    >;
    expect(counts).toMatchObject({ patients: 1, 'calls|result-view': 3, 'calls|patient-view': 1 });
    expect(readdirSync(folder).filter((name) => name.startsWith('clearstage-simulate-'))).toEqual([]);
  }, 60_000);

  test('says what is wrong with what it was given, and exits with a fault', () => {
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(() => run('simulate', folder)).toThrow('no .ndjson or .json files');
  }, 60_000);
});

describe('a chart from a file', () => {
  test.each([
    ['something that is no Bundle', '{"resourceType":"Patient","id":"p"}', 'expected a FHIR Bundle'],
    ['a Bundle without a patient', '{"resourceType":"Bundle","entry":[]}', 'expected one Patient with an id, found 0'],
    ['an empty Bundle', '{"resourceType":"Bundle"}', 'expected one Patient with an id, found 0'],
    ['entries that are none', '{"resourceType":"Bundle","entry":[null,1]}', 'expected one Patient with an id, found 0'],
    [
      'a Bundle of two patients',
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a"}},{"resource":{"resourceType":"Patient","id":"b"}}]}',
      'expected one Patient with an id, found 2',
    ],
  ])('%s is refused with the reason', (_name, text, message) => {
    expect(() => chartOf(parse(text, 'x.json'), 'x.json')).toThrow(`x.json: ${message}`);
  });
});
