// The order of findings is told in one table: each rule has its place there, and none brings a number of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import { WEIGHTS } from '../../cds-services/weights.ts';
import { AS_OF } from '../support/chart.ts';
import { toCall } from './situation.ts';

const entries = Object.entries(WEIGHTS);
const ruleOf = (name: string): string => name.split(':')[0] ?? '';

describe.each(services)('$id', (service) => {
  const call = toCall({}, {}, 'result-view');
  const ids = service.evaluate(call.situation, call.chart, Date.parse(AS_OF)).rules.map((r) => r.id);
  const mine = entries.filter(([name]) => ids.includes(ruleOf(name)));

  test.each(ids)('%s takes its weights from the table, and only its own', (id) => {
    const text = readFileSync(join(import.meta.dirname, '../../cds-services', service.id, `rules/${id}.ts`), 'utf8');
    const used = text
      .split('\n')
      .filter((line) => line.includes('WEIGHTS'))
      .join('\n');
    const named = entries.filter(([name]) => used.includes(`'${name}'`) || used.includes(`WEIGHTS.${name}`));
    expect(named.map(([name]) => name).toSorted()).toEqual(
      mine
        .map(([name]) => name)
        .filter((name) => ruleOf(name) === id)
        .toSorted(),
    );
    expect(named).not.toEqual([]);
    expect(text.match(/\bweight: (.*[?:] )?\d.*/g)).toBeNull();
  });

  test('stands in the table in order', () => {
    const weights = mine.map(([, weight]) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });
});

test('there is no weight of a rule that is not there', () => {
  const call = toCall({}, {}, 'result-view');
  const ids = services.flatMap((s) => s.evaluate(call.situation, call.chart, Date.parse(AS_OF)).rules.map((r) => r.id));
  expect(entries.map(([name]) => ruleOf(name)).filter((rule) => !ids.includes(rule))).toEqual([]);
});
