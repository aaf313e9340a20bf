// Knowledge that is misspelt, incomplete or of the wrong type never starts, and says where the fault is.
import { describe, expect, test } from '@jest/globals';
import { readLists, readSettings, type ListEntry, type SettingEntry } from '../../src/decision/knowledge.ts';

const days: SettingEntry = { value: 30, unit: 'd', comparator: '<=', meaning: 'Days of something.', source: 'Ours' };
const drugs: ListEntry = { form: 'ingredient', items: ['bortezomib'], meaning: 'Drugs.', source: 'Ours' };
const FILE = { version: '1.0.0', settings: { days, more: { ...days, value: 2.5 } }, lists: { drugs } };

/** A file as somebody may have written it. */
const written = (change: object): typeof FILE => JSON.parse(JSON.stringify({ ...FILE, ...change })) as typeof FILE;

test('gives numbers and lists by name', () => {
  expect(readSettings(FILE, 'x.json')).toEqual({ days: 30, more: 2.5 });
  expect(readLists(FILE, 'x.json')).toEqual({ drugs: ['bortezomib'] });
});

describe.each([
  ['a text for a number', { settings: { days: { ...days, value: '30' } } }, '/settings/days/value must be number'],
  ['a window of no length', { settings: { days: { ...days, value: 0 } } }, '/settings/days/value must be > 0'],
  ['a negative window', { settings: { days: { ...days, value: -30 } } }, '/settings/days/value must be > 0'],
  [
    'no unit',
    { settings: { days: { ...days, unit: undefined } } },
    "/settings/days must have required property 'unit'",
  ],
  ['no meaning', { settings: { days: { ...days, meaning: undefined } } }, "required property 'meaning'"],
  ['no source', { settings: { days: { ...days, source: undefined } } }, "required property 'source'"],
  ['a misspelt part', { settings: { days: { ...days, comparitor: '<=' } } }, '/settings/days must NOT have additional'],
  ['a name that is none', { settings: { 'of days': days } }, '/settings must match pattern'],
  ['a version that is none', { version: 'next' }, '/version must match pattern'],
  ['neither version nor lists', { version: undefined, lists: undefined }, "/ must have required property 'version'"],
  ['a list of something else than words', { lists: { drugs: { ...drugs, items: [7] } } }, '/items/0 must be string'],
  ['a list with a drug twice', { lists: { drugs: { ...drugs, items: ['a', 'a'] } } }, 'duplicate'],
  ['something unknown', { thresholds: {} }, '/ must NOT have additional properties'],
])('%s', (_, change, fault) => {
  test('is refused by name and place', () => {
    expect(() => readSettings(written(change), 'x.json')).toThrow('x.json: /');
    expect(() => readSettings(written(change), 'x.json')).toThrow(fault);
    expect(() => readLists(written(change), 'x.json')).toThrow(fault);
  });
});

test('all faults are named at once', () => {
  const bad = written({ version: 'new', settings: { days: { ...days, value: 'x' } } });
  expect(() => readSettings(bad, 'x.json')).toThrow(/version.*;.*days|days.*;.*version/);
});
