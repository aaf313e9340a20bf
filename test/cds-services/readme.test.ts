// The page a specialist signs says what the code does: its tables are current, and no rule is left out of its prose.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import { readConstants } from '../../tools/constants.ts';
import { pagesOf, writtenPages } from '../../tools/service-pages.ts';
import { AS_OF } from '../support/chart.ts';
import { toCall } from './situation.ts';

describe.each(services)('README of $id', (service) => {
  const text = readFileSync(join(import.meta.dirname, '../../cds-services', service.id, 'README.md'), 'utf8');

  test('has the tables that `npm run docs` writes', () => {
    expect(writtenPages(service.id)).toEqual(pagesOf(service.id));
  });

  test('leads to each of them', () => {
    expect([...pagesOf(service.id).keys()].filter((file) => !text.includes(`(tables/${file})`))).toEqual([]);
  });

  test('describes every rule in its own words', () => {
    const call = toCall({}, {}, 'result-view');
    const ids = service.evaluate(call.situation, call.chart, Date.parse(AS_OF)).rules.map((r) => r.id);
    expect(ids.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
  });

  test('lists no threshold without a meaning, and every citation as a citation', () => {
    const rows = [...pagesOf(service.id).values()].flatMap((page) => page.split('\n').filter((l) => l.startsWith('|')));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => row.includes('undefined'))).toEqual([]);
    expect(rows.filter((row) => /\| +\|$/.test(row) && row.includes('instruments/'))).toEqual([]);
  });
});

describe('constants', () => {
  test('are read with value, meaning and source', () => {
    const text = [
      '/** mg/L; stage I is below. @source greipp-2005 */\nexport const ISS_B2M_CUTS = [3.5, 5.5] as const;',
      '/** Points. @source x-1 */\nconst POINTS = { tp53: 4, "b": 2 } as const;',
      '/** mg/L. Ours. */\nconst OVERFLOW = 5;',
      "/** No number. */\nconst WORDS = ['a', 'b'];",
    ].join('\n\n');
    expect(readConstants(text)).toEqual([
      { name: 'ISS_B2M_CUTS', value: '3.5, 5.5', meaning: 'mg/L; stage I is below', source: 'greipp-2005' },
      { name: 'OVERFLOW', value: '5', meaning: 'mg/L' },
    ]);
  });
});
