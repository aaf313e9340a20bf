// The data files of a service are checked at start-up, and a fault is named with its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readBibliography, readServiceFile } from '../../src/decision/data-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
function file(content: unknown): URL {
  const path = join(folder, `file-${++count}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return pathToFileURL(path);
}

describe('service description', () => {
  const offering = {
    id: 'x-view',
    hook: 'patient-view',
    title: 'X',
    description: 'Reads X.',
    usageRequirements: 'None.',
  };

  test('gives what the service offers', () => {
    const content = { offerings: [offering], maxCards: { 'patient-view': 1 } };
    expect(readServiceFile(file(content))).toEqual(content);
  });

  test.each([
    ['no offering', { offerings: [], maxCards: {} }],
    ['an unknown hook', { offerings: [{ ...offering, hook: 'lunch' }], maxCards: {} }],
    ['an id that is none', { offerings: [{ ...offering, id: 'X view' }], maxCards: {} }],
    ['too many cards', { offerings: [offering], maxCards: { 'patient-view': 9 } }],
    ['no cards at all', { offerings: [offering], maxCards: { 'patient-view': 0 } }],
  ])('%s is refused', (_, content) => {
    expect(() => readServiceFile(file(content))).toThrow();
  });

  test('all faults are named at once', () => {
    const url = file({ offerings: [{ ...offering, hook: 'lunch' }], maxCards: { 'patient-view': 9 } });
    expect(() => readServiceFile(url)).toThrow(url.pathname);
    expect(() => readServiceFile(url)).toThrow(/hook.*;.*maxCards/);
  });

  test('what is no JSON, or not there, is refused', () => {
    const broken = file('{');
    expect(() => readServiceFile(broken)).toThrow(broken.pathname);
    expect(() => readServiceFile(pathToFileURL(join(folder, 'absent.json')))).toThrow('absent.json');
  });
});

test('the bibliography leaves out what is about the file itself', () => {
  const found = readBibliography(file({ $comment: 'x', 'a-2001': { label: 'A' } }));
  expect([...found]).toEqual([['a-2001', { label: 'A' }]]);
});
