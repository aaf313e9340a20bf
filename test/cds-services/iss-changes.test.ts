// What would change an ISS stage, range by range, and the limits that stand beside its values.
import { describe, expect, test } from '@jest/globals';
import { albuminRow } from '../../cds-services/b2m-result/awaited-albumin.ts';
import { changesOf, isNearLimit } from '../../cds-services/b2m-result/iss-changes.ts';
import { issLimits } from '../../cds-services/b2m-result/iss-limits.ts';
import { determined } from '../../src/clinical/quantities/assessment.ts';
import { albumin, b2m, condition, creatinine, daysAgo } from '../support/chart.ts';
import { at, recordable, type Parts } from '../support/recordable.ts';
import { resultInput } from '../support/result-input.ts';

/** Untreated myeloma with LDH and FISH that were read, and none of them high or found. */
function staged(b2mValue: string, albuminValue?: string, change: Parts = {}) {
  const { staging } = recordable({
    ...(b2mValue !== '' && { b2m: b2m(b2mValue, { at }) }),
    albumin: albuminValue ? albumin(albuminValue, { at }) : undefined,
    ...change,
  });
  if (!staging?.b2m) throw new Error('not staged');
  return { ...staging, b2m: staging.b2m };
}
const changes = (...asked: Parameters<typeof staged>) => {
  const staging = staged(...asked);
  return changesOf(staging, determined(staging.iss));
};
const NO_LDH: Parts = { ldh: undefined, del17p: undefined, t4_14: undefined, t14_16: undefined };

describe('what would change an ISS', () => {
  test('that is known: the other albumin, without R-ISS', () => {
    expect(changes('2.0 mg/L', '3.4 g/dL')).toEqual(['albumin 3.5 g/dL or more: ISS I']);
    expect(changes('2.0 mg/L', '3.5 g/dL')).toEqual(['albumin below 3.5 g/dL: ISS II']);
    expect(changes('4.0 mg/L', '3.4 g/dL')).toEqual([]);
  });

  test('that is open: each range of the albumin, with R-ISS where it settles that', () => {
    const below = 'below 3.5: ISS II and R-ISS II';
    expect(changes('2.0 mg/L')).toEqual(['albumin 3.5 g/dL or more: ISS I and R-ISS I', below]);
    expect(changes('2.0 mg/L', undefined, NO_LDH)).toEqual(['albumin 3.5 g/dL or more: ISS I', below]);
  });

  test('each range of the B2M; those that make one stage are one', () => {
    const risk = 'high-risk myeloma (IMS/IMWG 2025)';
    expect(changes('>3 mg/L', '3.9 g/dL')).toEqual([
      `B2M 5.5 mg/L or more: ISS III and R-ISS II and ${risk}`,
      '3.5 to below 5.5: ISS II and R-ISS II',
      'below 3.5: ISS I and R-ISS I',
    ]);
    expect(changes('>3 mg/L', '3.4 g/dL', NO_LDH)).toEqual([
      `B2M 5.5 mg/L or more: ISS III and ${risk}`,
      'below 5.5: ISS II and R-ISS II',
    ]);
    expect(changes('>3 mg/L', '3.4 g/dL', { creatinine: creatinine('1.2 mg/dL', { at }) })[0]).toBe(
      'B2M 5.5 mg/L or more: ISS III and R-ISS II',
    );
    expect(changes('<5 mg/L', '3.4 g/dL')).toEqual([]);
  });
});

describe('two results of one draw that make two stages', () => {
  const by = (method: string) => ({ at, with: { method: { text: method } } });
  const b2ms = (one: string, other: string) => ({ b2m: b2m(one, by('A')), other: b2m(other, by('B')) });
  const albumins = (one: string, other: string) => ({ albumin: albumin(one, by('A')), other: albumin(other, by('B')) });

  test('each by itself, the lower first, never rounded onto a limit', () => {
    expect(changes('', '3.9 g/dL', b2ms('3.6 mg/L', '3.46 mg/L'))).toEqual([
      'B2M 3.46 confirmed: ISS I and R-ISS I',
      '3.6 confirmed: ISS II and R-ISS II',
    ]);
    expect(changes('', '3.9 g/dL', b2ms('5.4 mg/L', '5.6 mg/L'))[1]).toMatch(/^5\.6 confirmed: ISS III.*high-risk/);
    expect(changes('2.0 mg/L', '', albumins('3.46 g/dL', '3.6 g/dL'))).toEqual([
      'albumin 3.46 confirmed: ISS II and R-ISS II',
      '3.6 confirmed: ISS I and R-ISS I',
    ]);
  });

  test('not where one of them has a limit sign', () => {
    const [first] = changes('', '3.9 g/dL', b2ms('<3.0 mg/L', '3.6 mg/L'));
    expect(first).not.toContain('confirmed');
  });

  test('an albumin is beside no criterion of the B2M', () => {
    const risk = changes('2.0 mg/L', '', albumins('3.4 g/dL', '6 g/dL'));
    expect(risk.join()).not.toContain('high-risk');
  });
});

describe('an albumin has a row of its own', () => {
  const rows = (serum: string, with_?: string) => {
    const input = resultInput([
      condition('myeloma', { since: daysAgo(6) }),
      b2m(serum),
      ...(with_ === undefined ? [] : [albumin(with_)]),
    ]);
    const { staging } = input.reading;
    return staging?.b2m && albuminRow(input, staging, staging.b2m).map((r) => `${r.value}, ${String(r.limit)}`);
  };

  test('where it decides and there is none', () => {
    expect(rows('2.0 mg/L')).toEqual(['none within 30 days, ISS I: 3.5 or more']);
    expect(rows('2.0 mg/L', '3.9 g/dL')).toEqual([]);
    expect(rows('4.0 mg/L')).toEqual([]);
  });
});

describe('an albumin that was not read is named by the day from which on it would pair', () => {
  test('in the first range', () => {
    const staging = staged('2.0 mg/L');
    expect(changesOf(staging, undefined, '2026-09-28')).toEqual([
      expect.stringContaining('2026-09-28'),
      'below 3.5: ISS II and R-ISS II',
    ]);
  });
});

describe('an albumin whose method may decide', () => {
  test.each([
    ['2.0 mg/L', '3.39 g/dL', false],
    ['2.0 mg/L', '3.4 g/dL', true],
    ['2.0 mg/L', '3.6 g/dL', true],
    ['2.0 mg/L', '3.61 g/dL', false],
    ['3.4 mg/L', '3.5 g/dL', true],
    ['3.5 mg/L', '3.5 g/dL', false],
    ['<4 mg/L', '3.5 g/dL', true],
    ['2.0 mg/L', '<3.5 g/dL', false],
    ['2.0 mg/L', '>3.4 g/dL', false],
    ['2.0 mg/L', undefined, false],
  ])('B2M %s with albumin %s: %p', (serum, with_, is) => {
    const staging = staged(serum, with_);
    expect(isNearLimit(staging, staging.b2m)).toBe(is);
  });
});

describe('the limits beside the values', () => {
  test.each([
    ['3.4 mg/L', 'ISS I: below 3.5', 'ISS I: 3.5 or more'],
    ['<3.6 mg/L', 'ISS I: below 3.5', 'ISS I: 3.5 or more'],
    ['3.5 mg/L', 'ISS II: 3.5 to below 5.5', 'ISS II at any albumin'],
    ['5.4 mg/L', 'ISS II: 3.5 to below 5.5', 'ISS II at any albumin'],
    ['>4 mg/L', 'ISS III: 5.5 or more', 'ISS II or III at any albumin'],
    ['5.5 mg/L', 'ISS III: 5.5 or more', 'ISS III at any albumin'],
    ['>5.5 mg/L', 'ISS III: 5.5 or more', 'ISS III at any albumin'],
  ])('of a B2M of %s', (value, ofB2m, ofAlbumin) => {
    expect(issLimits(staged(value, '3.9 g/dL'))).toEqual({ 'b2m-serum': ofB2m, 'albumin-serum': ofAlbumin });
  });

  test('of one draw by two methods each B2M has its own', () => {
    const { b2m: first, ...staging } = staged('3.4 mg/L', '3.9 g/dL', {
      another: b2m('5.6 mg/L', { at, with: { method: { text: 'nephelometry' } } }),
    });
    const limit = issLimits({ ...staging, b2m: first })['b2m-serum'];
    if (typeof limit !== 'function') throw new Error('one limit for both');
    expect([first, ...(first.sameDraw ?? [])].map(limit).sort()).toEqual(['ISS I: below 3.5', 'ISS III: 5.5 or more']);
  });

  test('of no B2M there are none', () => {
    expect(issLimits({ ...staged('3.4 mg/L'), b2m: undefined })).toEqual({});
  });
});
