// The safety case: each control names a test that exists, risks follow the matrix, and every rule has its hazards.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules as orderRules } from '../../cds-services/b2m-order/rules/index.ts';
import { rules as resultRules } from '../../cds-services/b2m-result/rules/index.ts';
import { LIKELIHOODS, readHazards, riskOf, safetyPage, SEVERITIES } from '../../tools/safety.ts';
import { examplesOf } from '../cds-services/tables.ts';

const ROOT = join(import.meta.dirname, '../..');
const hazards = readHazards();
const RULES = [...resultRules, ...orderRules].map(({ id }) => id);
/** What each rule must have thought of. */
const OF_EVERY_RULE = [
  'wrong-patient',
  'wrong-unit',
  'wrong-specimen',
  'stale-data',
  'partial-data',
  'wrong-applicability',
  'missed',
  'over-reliance',
];

function isShown(by: string): boolean {
  const [, place = '', title = ''] = /^([^:]+): (.+)$/.exec(by) ?? [];
  if (!place.startsWith('test/')) return examplesOf[place]?.includes(title) ?? false;
  const file = join(ROOT, place);
  const text = existsSync(file) ? readFileSync(file, 'utf8').replaceAll("\\'", "'") : '';
  return title !== '' && ["'", '"', '`'].some((quote) => text.includes(`(${quote}${title}${quote},`));
}

test('docs/safety.md is what `npm run docs` writes', () => {
  const page = readFileSync(join(ROOT, 'docs/safety.md'), 'utf8');
  expect(page).toContain('### H01');
  expect(page).toBe(safetyPage(page, hazards));
});

describe('the matrix', () => {
  test('grows with likelihood and severity, and has the corners of the NHS', () => {
    const risks = LIKELIHOODS.map((likelihood) => SEVERITIES.map((severity) => riskOf({ likelihood, severity })));
    for (const [i, row] of risks.entries())
      for (const [j, risk] of row.entries()) {
        expect(risk).toBeGreaterThanOrEqual(risks[i - 1]?.[j] ?? 1);
        expect(risk).toBeGreaterThanOrEqual(row[j - 1] ?? 1);
      }
    expect([risks[0]?.[0], risks[0]?.[4], risks[4]?.[0], risks[4]?.[4]]).toEqual([1, 3, 3, 5]);
  });
});

describe('the hazard log', () => {
  test('has ids of its own, in order', () => {
    expect(hazards.map((h) => h.id)).toEqual(hazards.map((_, i) => `H${String(i + 1).padStart(2, '0')}`));
  });

  test('names rules that exist', () => {
    expect(hazards.flatMap((h) => h.rules).filter((r) => r !== '*' && !RULES.includes(r))).toEqual([]);
  });

  test.each(RULES)('has thought of every kind of hazard of %s', (rule) => {
    const kinds = hazards.filter((h) => h.rules.includes('*') || h.rules.includes(rule)).map((h) => h.category);
    expect(OF_EVERY_RULE.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});

describe.each(hazards.map((h) => [h.id, h] as const))('%s', (_, hazard) => {
  test('is described, rated by the matrix, and never accepted by us', () => {
    for (const text of [hazard.title, hazard.sequence, hazard.effect, hazard.harm]) expect(text).toMatch(/\S/);
    expect(hazard.sequence).toContain('→');
    expect(riskOf(hazard.initial)).toBeGreaterThanOrEqual(riskOf(hazard.residual));
    expect(['open', 'transferred']).toContain(hazard.status);
    expect(hazard.status === 'transferred').toBe(hazard.owner === 'site');
  });

  test('names only tests that exist, and one for everything we do ourselves', () => {
    const missing = hazard.controls.flatMap(({ test: by }) => (by === undefined || isShown(by) ? [] : [by]));
    expect(missing).toEqual([]);
    const unshown = hazard.controls.filter((c) => (c.kind === 'design' || c.kind === 'protective') && !c.test);
    expect(unshown).toEqual([]);
  });

  test('does not rest on information alone where its risk is 3 or more', () => {
    const kinds = new Set(hazard.controls.map((c) => c.kind));
    const other = kinds.has('design') || kinds.has('protective');
    expect(other || riskOf(hazard.initial) < 3).toBe(true);
  });
});
