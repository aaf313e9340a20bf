// The data files of a service are checked at start-up, and a fault is named with its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readBibliography, readKnowledge, readServiceFile } from '../../src/decision/data-files.ts';
import { localCodesOf } from '../../src/decision/read-chart.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
function file(content: unknown): URL {
  const path = join(folder, `file-${++count}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return pathToFileURL(path);
}

const setting = (value: unknown) => ({
  value,
  unit: 'd',
  comparator: '<=',
  meaning: 'Days of something.',
  source: 'Ours',
});
const KNOWLEDGE = {
  version: '1.0.0',
  settings: { days: setting(30) },
  lists: { drugs: { items: ['bortezomib'], meaning: 'Drugs.', source: 'Ours' } },
};

describe('knowledge', () => {
  test('gives version, settings and lists', () => {
    expect(readKnowledge(file(KNOWLEDGE), ['days'], ['drugs'])).toEqual({
      version: '1.0.0',
      settings: { days: 30 },
      lists: { drugs: ['bortezomib'] },
    });
  });

  test.each([
    ['a setting that no rule reads', [], ['drugs'], 'settings/days is not read by any rule'],
    ['a list that no rule reads', ['days'], [], 'lists/drugs is not read by any rule'],
    ['a setting that is missing', ['days', 'weeks'], ['drugs'], 'settings/weeks is missing'],
    ['a list that is missing', ['days'], ['drugs', 'codes'], 'lists/codes is missing'],
  ])('%s is refused', (_, settings, lists, fault) => {
    const url = file(KNOWLEDGE);
    expect(() => readKnowledge(url, settings, lists)).toThrow(`${url.pathname}: ${fault}`);
  });

  test.each([
    ['a text for a number', { ...KNOWLEDGE, settings: { days: setting('30') } }, '/settings/days/value must be number'],
    ['a window of no length', { ...KNOWLEDGE, settings: { days: setting(0) } }, '/settings/days/value must be > 0'],
    ['a negative window', { ...KNOWLEDGE, settings: { days: setting(-1) } }, '/settings/days/value must be > 0'],
    ['a version that is none', { ...KNOWLEDGE, version: 'new' }, '/version must match'],
    [
      'a setting without its source',
      { ...KNOWLEDGE, settings: { days: { value: 3, unit: 'd', meaning: 'Days of it.' } } },
      "'source'",
    ],
    [
      'a list with a drug twice',
      { ...KNOWLEDGE, lists: { drugs: { items: ['a', 'a'], meaning: 'x', source: 'y' } } },
      'duplicate',
    ],
    ['something unknown', { ...KNOWLEDGE, thresholds: {} }, 'must NOT have additional properties'],
  ])('%s is refused', (_, content, fault) => {
    expect(() => readKnowledge(file(content), ['days'], ['drugs'])).toThrow(fault);
  });

  test('all faults are named at once', () => {
    const bad = { ...KNOWLEDGE, version: 'new', settings: { days: setting('x') } };
    expect(() => readKnowledge(file(bad), ['days'], ['drugs'])).toThrow(/version.*;.*days|days.*;.*version/);
  });

  test('what is no JSON, or not there, is refused', () => {
    const broken = file('{');
    expect(() => readKnowledge(broken, [], [])).toThrow(broken.pathname);
    expect(() => readKnowledge(pathToFileURL(join(folder, 'absent.json')), [], [])).toThrow('absent.json');
  });
});

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
});

test('the bibliography leaves out what is about the file itself', () => {
  const found = readBibliography(file({ $comment: 'x', 'a-2001': { label: 'A' } }));
  expect([...found]).toEqual([['a-2001', { label: 'A' }]]);
});

test("a site's own codes may hold any sign but the last equals sign", () => {
  expect([...localCodesOf(['urn:lab|B2M=1952-1', 'https://x.example/?a=b|C=1=2160-0'])]).toEqual([
    ['urn:lab|B2M', '1952-1'],
    ['https://x.example/?a=b|C=1', '2160-0'],
  ]);
});
