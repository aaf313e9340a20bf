// Knowledge that is missing, misspelt or of the wrong type never starts, and says where the fault is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readKnowledge } from '../../src/decision/data-files.ts';
import { knowledge as order } from '../../cds-services/b2m-order/knowledge.ts';
import { knowledge as result } from '../../cds-services/b2m-result/knowledge.ts';

interface Data {
  version: string;
  settings: Record<string, Record<string, unknown>>;
  lists: Record<string, Record<string, unknown>>;
}

const real = new URL('../../cds-services/b2m-result/knowledge.json', import.meta.url);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearstage-knowledge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What starting with a changed knowledge.json says. */
function startingWith(change: (data: Data) => void): string {
  const data = JSON.parse(readFileSync(real, 'utf8')) as Data;
  change(data);
  const file = join(folder, 'knowledge.json');
  writeFileSync(file, JSON.stringify(data));
  try {
    readKnowledge(pathToFileURL(file), Object.keys(result.settings), Object.keys(result.lists));
    return 'started';
  } catch (error) {
    return (error as Error).message.replace(folder, '');
  }
}

function setting(data: Data, name: string): Record<string, unknown> {
  const found = data.settings[name];
  if (!found) throw new Error(`no setting ${name}`);
  return found;
}

describe('knowledge', () => {
  test('as it is starts', () => {
    expect(startingWith(() => {})).toBe('started');
  });

  test('without a setting that a rule reads refuses to start', () => {
    expect(startingWith((d) => delete d.settings['pairingDays'])).toBe(
      '/knowledge.json: settings/pairingDays is missing',
    );
  });

  test('with a misspelt setting names both the missing and the unknown one', () => {
    const message = startingWith((d) => {
      d.settings['paringDays'] = setting(d, 'pairingDays');
      delete d.settings['pairingDays'];
    });
    expect(message).toBe(
      '/knowledge.json: settings/pairingDays is missing; settings/paringDays is not read by any rule',
    );
  });

  test('with a number written as text names file and place', () => {
    expect(startingWith((d) => (setting(d, 'pairingDays')['value'] = '30'))).toBe(
      '/knowledge.json: /settings/pairingDays/value must be number',
    );
  });

  test.each([0, -30])('with a window of %i days refuses to start', (value) => {
    expect(startingWith((d) => (setting(d, 'recentDays')['value'] = value))).toBe(
      '/knowledge.json: /settings/recentDays/value must be > 0',
    );
  });

  test.each(['unit', 'meaning', 'source'])('with a setting without its %s refuses to start', (part) => {
    expect(startingWith((d) => delete setting(d, 'recentDays')[part])).toBe(
      `/knowledge.json: /settings/recentDays must have required property '${part}'`,
    );
  });

  test('with a misspelt part of a setting refuses to start', () => {
    expect(startingWith((d) => (setting(d, 'recentDays')['comparitor'] = '<='))).toContain(
      '/settings/recentDays must NOT have additional properties',
    );
  });

  test('with a list of something else than words refuses to start', () => {
    expect(startingWith((d) => (d.lists['nephrotoxicIngredients'] = { items: [7], meaning: 'x', source: 'x' }))).toBe(
      '/knowledge.json: /lists/nephrotoxicIngredients/items/0 must be string',
    );
  });

  test('without a version that can be compared refuses to start', () => {
    expect(startingWith((d) => (d.version = 'next'))).toContain('/knowledge.json: /version must match pattern');
  });

  test('names every fault at once', () => {
    const message = startingWith((d) => {
      setting(d, 'recentDays')['value'] = '30';
      setting(d, 'pairingDays')['value'] = 0;
    });
    expect(message.split('; ').length).toBe(2);
  });

  test('that is no JSON names the file', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{ "version": ');
    expect(() => readKnowledge(pathToFileURL(file), [], [])).toThrow('broken.json');
  });

  test('that both services read is the same in both', () => {
    const shared = (a: object, b: object): readonly string[] => Object.keys(a).filter((key) => key in b);
    const settings = shared(result.settings, order.settings) as (keyof typeof result.settings &
      keyof typeof order.settings)[];
    expect(settings.length).toBeGreaterThan(5);
    for (const name of settings) expect([name, order.settings[name]]).toEqual([name, result.settings[name]]);
    expect(order.lists).toEqual(result.lists);
  });
});
