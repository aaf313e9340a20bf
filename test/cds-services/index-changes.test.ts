// What would change a prognostic index that is open, and the tests that are offered for it.
import { describe, expect, test } from '@jest/globals';
import { indexChanges, indexTests } from '../../cds-services/b2m-result/index-changes.ts';
import { albumin, b2m, condition, daysAgo, given, ldh } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const CLL = condition('cll', { since: daysAgo(20) });
const WM = condition('waldenstrom', { since: daysAgo(20) });
const B2M = b2m('6.1 mg/L');

function indices(...resources: readonly fhir4.FhirResource[]) {
  const input = resultInput(resources);
  return { input, all: input.reading.indices };
}
const changes = (...resources: readonly fhir4.FhirResource[]) => indexChanges(indices(...resources).all);

describe('what would change an index', () => {
  test('each item alone, and none of them', () => {
    const found = changes(CLL, B2M);
    expect(found.length).toBeGreaterThan(1);
    expect(found.at(-1)).toMatch(/^none of /);
    expect(found.join()).not.toContain('CLL-IPI');
  });

  test('nothing where no one item changes it, and of one that is settled', () => {
    for (const index of indices(WM, B2M).all.concat(
      indices(condition('follicular lymphoma', { since: daysAgo(20) }), B2M).all,
    )) {
      const found = indexChanges([index]);
      if (found.length > 0) expect(found.at(-1)).toMatch(/^(?:none of|neither|no )/);
    }
    expect(indexChanges([])).toEqual([]);
  });

  test('is named where there are several', () => {
    const { all } = indices(CLL, WM, B2M);
    expect(all.length).toBeGreaterThan(1);
    const found = indexChanges(all);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/: (?:CLL-IPI|r?IPSSWM|MSS-WM)/);
  });
});

describe('the tests that are offered', () => {
  const offered = (...resources: readonly fhir4.FhirResource[]) => {
    const { input, all } = indices(...resources);
    const [first] = all;
    return first ? indexTests(input, all, first).map((s) => s.label) : ['no index'];
  };

  test('are those that are missing, each once, up to 30 days after the B2M', () => {
    const full = offered(WM, B2M);
    expect(full).toContain('Order serum albumin');
    expect(new Set(full).size).toBe(full.length);
    expect(offered(WM, b2m('6.1 mg/L', { at: daysAgo(30) }))).toEqual(full);
    expect(offered(condition('waldenstrom', { since: daysAgo(40) }), b2m('6.1 mg/L', { at: daysAgo(31) }))).toEqual([]);
    expect(offered(WM, B2M, albumin('3.9 g/dL'), ldh('180 U/L'))).not.toContain('Order serum albumin');
  });

  test('are none once treatment has begun, and none in palliative care', () => {
    expect(offered(WM, b2m('6.1 mg/L', { at: daysAgo(1) }), given('rituximab', daysAgo(9)))).toEqual([]);
    expect(offered(WM, B2M, condition('103735009', { since: daysAgo(5) }))).toEqual([]);
  });

  test('are offered in relapse, which BALL is made for', () => {
    const relapse = condition('cll', { since: daysAgo(800) });
    const again = condition('cll', { since: daysAgo(5), clinical: 'relapse' });
    const treated = given('ibrutinib', daysAgo(400));
    expect(offered(relapse, again, treated, B2M)).not.toEqual([]);
  });
});
