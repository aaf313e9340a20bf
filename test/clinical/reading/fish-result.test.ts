// A word of the laboratory and a share of cells: when they are one result, in which order results stand, what has been followed.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { AberrationFact, OpenAberration } from '../../../src/clinical/facts/types.ts';
import { resultsAbout } from '../../../src/clinical/reading/fish-result.ts';
import { DAY_MS } from '../../../src/clinical/quantities/time.ts';

const day = (n: number): number => (20_000 + n) * DAY_MS;
type Of = Partial<AberrationFact>;
let count = 0;
const word = (present: boolean, of: Of = {}): AberrationFact => ({
  aberration: 'del17p',
  present,
  reference: `Observation/${++count}`,
  at: day(0),
  effective: '',
  ...of,
});
const share = (percent: number, of: Of = {}): AberrationFact => ({
  ...word(true, of),
  present: undefined,
  clonalFraction: { value: percent, unit: '%' },
});
const unread = (of: Partial<OpenAberration> = {}): OpenAberration => ({
  aberration: 'del17p',
  why: 'free-text',
  reference: `Observation/${++count}`,
  at: day(0),
  effective: '',
  ...of,
});
const results = (aberrations: readonly AberrationFact[], openAberrations: readonly OpenAberration[] = []) =>
  resultsAbout({ aberrations, openAberrations }, 'del17p');

describe('a word and a share', () => {
  test.each<[what: string, word: Of, share: Of, together: boolean]>([
    ['of one day', {}, {}, true],
    ['at both ends of one day', {}, { at: day(1) - 1 }, true],
    ['of two days', {}, { at: day(1) }, false],
    ['of one specimen on two days', { specimen: 's' }, { specimen: 's', at: day(5) }, true],
    ['of two specimens on one day', { specimen: 's' }, { specimen: 't' }, false],
    ['of one day, a specimen named by the word alone', { specimen: 's' }, {}, true],
    ['of one day, a specimen named by the share alone', {}, { specimen: 's' }, true],
    ['of two days, a specimen named by one alone', { specimen: 's' }, { at: day(1) }, false],
    ['in one Observation, known only to the month', { reference: 'O/1', until: day(30) }, { reference: 'O/1', until: day(30) }, true],
    ['in two of one month', { until: day(30) }, { until: day(30) }, false],
    ['in two, the word known only to the month', { until: day(30) }, {}, false],
    ['in two, the share known only to the month', {}, { until: day(30) }, false],
    ['in two of one month and one specimen', { until: day(30), specimen: 's' }, { until: day(30), specimen: 's' }, true],
  ])('%s', (_, ofWord, ofShare, together) => {
    const found = results([word(true, ofWord), share(35, ofShare)]);
    expect(found.map((r) => [r.present, r.share?.value])).toEqual(
      together ? [[true, 35]] : expect.arrayContaining([[true, undefined], [undefined, 35]]),
    );
    expect(found).toHaveLength(together ? 1 : 2);
  }); // prettier-ignore

  test('method and selection are those of the word where it tells them, else those of the share', () => {
    const told = { method: 'by the share', selected: true } as const;
    expect(results([word(true), share(35, told)])[0]).toMatchObject(told);
    const own = results([word(true, { method: 'by the word', selected: true }), share(35, { method: 'by the share' })]);
    expect(own[0]).toMatchObject({ method: 'by the word', selected: true });
  });

  test('of another aberration is another matter', () => {
    const other = { aberration: 'gain1q' } as const;
    expect(results([word(true, other), share(35, other)], [unread(other)])).toEqual([]);
  });
});

test('a word of the laboratory in selected cells without a share stays its word', () => {
  expect(results([word(true, { selected: true })])[0]?.counts).toBe('positive');
  expect(results([word(false, { selected: true })])[0]?.counts).toBe('negative');
});

describe('a preliminary result', () => {
  test.each<[what: string, finals: readonly Of[], why: OpenAberration['why'], left: boolean]>([
    ['followed on its day', [{}], 'preliminary', false],
    ['followed on its day and by another later', [{ at: day(3) }, {}], 'preliminary', false],
    ['followed on another day', [{ at: day(1) }], 'preliminary', true],
    ['followed by nothing', [], 'preliminary', true],
    ['that nobody can read, beside a final one', [{}], 'free-text', true],
  ])('%s', (_, finals, why, left) => {
    const found = results(
      finals.map((of) => word(false, of)),
      [unread({ why })],
    );
    expect(found.some((r) => r.counts === 'open' && r.because === why)).toBe(left);
  });
});

test('results stand newest first, those of one time in the order of word, share, unread', () => {
  const at = fc.integer({ min: 0, max: 3 }).map(day);
  const ats = fc.array(at, { maxLength: 4 });
  fc.assert(
    fc.property(ats, ats, ats, (words, shares, others) => {
      const made = {
        words: words.map((time, i) => word(true, { at: time, specimen: `w${i}` })),
        shares: shares.map((time, i) => share(35, { at: time, specimen: `s${i}` })),
        others: others.map((time) => unread({ at: time })),
      };
      const found = results([...made.shares, ...made.words], made.others);
      const inTurn = [...made.words, ...made.shares, ...made.others];
      const expected = [3, 2, 1, 0].flatMap((n) => inTurn.filter((r) => r.at === day(n)));
      expect(found.map((r) => r.references)).toEqual(expected.map((r) => [r.reference]));
    }),
  );
});
