// Filled forms → predictive values, agreement and kappa; the numbers against published or hand-computed ones.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sampleShadow } from '../../src/cli/sample.ts';
import type { ShadowCase } from '../../src/contracts/case.ts';
import { csvField } from '../../src/contracts/csv.ts';
import { wilson } from '../../src/contracts/wilson.ts';
import { kappa, weighted } from '../../src/population/output/intervals.ts';
import { parseCsv, readFilled } from '../../src/population/review/filled.ts';
import type { ReviewKey, Verdict } from '../../src/population/review/form.ts';
import { scoreInWords, scoreOf } from '../../src/population/review/score.ts';

describe('intervals', () => {
  test.each([
    [10, 10, 72, 100],
    [20, 20, 84, 100],
    [30, 30, 89, 100],
    [29, 30, 83, 99],
    [45, 50, 79, 96],
    [48, 50, 87, 99],
    [97, 100, 92, 99],
    [3, 3, 44, 100],
    [0, 10, 0, 28],
  ])('%i of %i: %i to %i %%', (right, of, low, high) => {
    const w = wilson(right, of);
    expect([Math.round(w.low * 100), Math.round(w.high * 100)]).toEqual([low, high]);
  });

  test('of nothing is anything', () => {
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  test('hold the share and stay between 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const { share, low, high } = wilson(Math.min(a, b), Math.max(a, b, 1));
        expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true);
      }),
    );
  });

  test('the total weighs each stratum by its size; a stratum judged whole adds no chance', () => {
    // 900 of which 9 of 10 right, 100 of which all judged, 50 right: .9 × .9 + .1 × .5
    const total = weighted([
      { size: 900, judged: 10, right: 9 },
      { size: 100, judged: 100, right: 50 },
    ]);
    expect(total.share).toBeCloseTo(0.86, 10);
    const half = 1.959963984540054 * Math.sqrt(0.81 * ((0.9 * 0.1) / 10) * (1 - 10 / 900));
    expect(total.low).toBeCloseTo(0.86 - half, 10);
    expect(weighted([{ size: 10, judged: 0, right: 0 }]).covered).toBe(0);
  });

  test('kappa of 50 pairs as in the textbook: 20 and 15 alike, 5 and 10 not', () => {
    const pairs = [
      ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
      ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
      ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
      ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ];
    expect(kappa(pairs).kappa).toBeCloseTo(0.4, 10);
    expect(kappa([['yes', 'yes']]).kappa).toBeUndefined();
  });
});

const KEY: ReviewKey = {
  run: 'run-1',
  versions: ['b2m-result 1'],
  seed: '1',
  strata: {
    'iss-stage · info': { moments: 300, patients: 200 },
    'silent · result-view': { moments: 900, patients: 500 },
  },
  rows: {
    a: { stratum: 'iss-stage · info', rules: ['iss-stage'], evidence: 'e' },
    b: { stratum: 'iss-stage · info', rules: ['iss-stage'], evidence: 'e' },
    c: { stratum: 'iss-stage · info', rules: ['iss-stage'], evidence: 'e' },
    s: { stratum: 'silent · result-view', rules: [], evidence: 'e' },
  },
};

const form = (reviewer: string, answers: Readonly<Record<string, Verdict>>, run = 'run-1'): string =>
  JSON.stringify({
    run,
    reviewer,
    answers: Object.entries(answers).map(([id, verdict]) => ({
      id,
      verdict,
      why: verdict === 'wrong' ? 'wrong rule' : '',
      act: false,
    })),
  });
const read = (...forms: readonly string[]) => forms.flatMap((text, i) => readFilled(text, `form ${i + 1}`, KEY));

describe('a review', () => {
  test('counts right among the judged, by rule and stratum, silence apart', () => {
    const score = scoreOf(read(form('A', { a: 'right', b: 'not useful', c: 'cannot tell', s: 'right' })), KEY);
    expect(score.rules).toEqual([{ rule: 'iss-stage', ppv: wilson(1, 2) }]);
    expect(score.strata[0]).toMatchObject({ judged: 2, cannotTell: 1, right: { part: 1 }, true: { part: 2 } });
    expect(score.ppv.share).toBe(0.5);
    expect(score.npv.share).toBe(1);
    expect(scoreInWords(score)).toMatch(/iss-stage +50 % \(1 of 2; 9\.\d % to 91 %\)/);
  });

  test('two reviewers: agreement, and what a third must settle; then the third counts', () => {
    const two = [form('A', { a: 'right', b: 'wrong' }), form('B', { a: 'right', b: 'right' })];
    const open = scoreOf(read(...two), KEY);
    expect(open.agreement.agreement).toMatchObject({ part: 1, of: 2 });
    expect(open.disputed).toEqual(['b']);
    expect(open.rules[0]?.ppv.part).toBe(1);
    const settled = scoreOf(read(...two, form('C', { b: 'right' })), KEY);
    expect(settled.disputed).toEqual([]);
    expect(settled.rules[0]?.ppv.part).toBe(2);
  });

  test.each([
    ['of another run', form('A', { a: 'right' }, 'run-2'), 'another run'],
    ['of an unknown moment', form('A', { zzz: 'right' }), 'no moment zzz'],
    [
      'with a verdict that is none',
      form('A', { a: 'right' }).replace('"right"', '"perhaps"'),
      'is none of right, wrong',
    ],
  ])('a form %s is refused', (_name, text, words) => {
    expect(() => read(text)).toThrow(words);
  });

  test('tells how long it took and how often the reviewer would act, where that was filled in', () => {
    const text = JSON.parse(form('A', { a: 'right', b: 'right', s: 'right' })) as { answers: object[] };
    const [a = {}, b = {}, s = {}] = text.answers;
    const answers = [
      { ...a, minutes: 2, act: true },
      { ...b, minutes: 5 },
      { ...s, minutes: 'long', act: true },
    ];
    const score = scoreOf(read(JSON.stringify({ ...text, answers })), KEY);
    expect(score.minutes).toEqual({ median: 3.5, of: 2 });
    expect(score.wouldAct).toMatchObject({ part: 1, of: 2 });
    expect(scoreInWords(score)).toContain('Minutes a moment: 3.5 (median of 2)');
    expect(scoreInWords(score)).toContain('Would act on a card: 50 % (1 of 2;');
  });

  test('a table in which that stands for some cards counts these; where it stands for none, nothing is said of it', () => {
    const table = (a: string, b: string): string =>
      `run,id,verdict,why,would act,reviewer\r\nrun-1,a,right,,${a},A\r\nrun-1,b,right,,${b},A\r\n`;
    expect(scoreOf(read(table('yes', '')), KEY).wouldAct).toMatchObject({ part: 1, of: 1 });
    expect(scoreInWords(scoreOf(read(table('', '')), KEY))).not.toContain('Would act');
  });

  test.each([
    ['no JSON', '{"run":"run-1","reviewer":"Miller, of Patient/p'],
    ['no answers', '{"run":"run-1","reviewer":"Miller"}'],
    ['an answer without a verdict', '{"run":"run-1","reviewer":"Miller","answers":[{"id":"a"}]}'],
    ['an answer that is none', '{"run":"run-1","reviewer":"Miller","answers":[null]}'],
  ])('what holds %s is refused by its name, and nothing of it is repeated', (_what, text) => {
    expect(() => readFilled(text, 'form.json', KEY)).toThrow(new Error('form.json: no saved review form'));
  });

  test('a moment named as a member of every object is none of the sample', () => {
    const text = JSON.stringify({ run: 'run-1', reviewer: 'x', answers: [{ id: 'constructor', verdict: 'right' }] });
    expect(() => readFilled(text, 'form.json', KEY)).toThrow('no moment constructor in this sample');
  });

  test('the same reviewer twice is refused', () => {
    expect(() => scoreOf(read(form('A', { a: 'right' }), form('A', { a: 'wrong' })), KEY)).toThrow('judged twice by A');
  });

  test('a table filled in by a spreadsheet is read, with either separator; what is left empty is not judged', () => {
    const csv = 'run,id,what,verdict,why,would act,reviewer\r\nrun-1,a,"x, ""y""\nz",Right,,yes,A\r\nrun-1,b,,,,,A\r\n';
    expect(readFilled(csv, 'f', KEY)).toEqual([{ id: 'a', reviewer: 'A', verdict: 'right', why: '', act: true }]);
    const german = 'run;id;what;verdict;why;would act;reviewer\r\nrun-1;a;x;wrong;too late;no;A\r\n';
    expect(readFilled(german, 'f', KEY)).toEqual([
      { id: 'a', reviewer: 'A', verdict: 'wrong', why: 'too late', act: false },
    ]);
  });

  test('what is written as a table is read back, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const named = [['id', 'x'], ...rows];
          const text = named.map((row) => row.map(csvField).join(',')).join('\r\n');
          const guard = (field: string): string => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field);
          expect(parseCsv(text)).toEqual(named.map((row) => row.map(guard)));
        },
      ),
    );
  });
});

describe('a review sample of what shadow mode has kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-sample-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const kept = (id: string, patient: string, indicator: string): ShadowCase => ({
    id,
    card: `card-${id}`,
    patient: `Patient/${patient}`,
    at: '2026-11-27T10:00:00.000Z',
    hook: 'result-view',
    rules: ['iss-stage'],
    indicator,
    summary: `said of ${id}`,
    detail: 'all of it',
    assessments: [],
    evidence: 'e',
    service: 'b2m-result-view',
    version: '1.0.0',
    client: 'ehr',
  });
  const lines = (...cases: readonly ShadowCase[]): string => cases.map((c) => `${JSON.stringify(c)}\n`).join('');

  test('draws one card of a patient and stratum, every critical one, and is scored as any other', async () => {
    writeFileSync(join(folder, 'cases-2026-11-27-a.ndjson'), lines(kept('1', 'p', 'info'), kept('2', 'p', 'info')));
    writeFileSync(
      join(folder, 'cases-2026-11-28-a.ndjson'),
      lines(kept('3', 'q', 'info'), kept('4', 'q', 'critical'), kept('5', 'q', 'critical')),
    );
    const out = join(folder, 'out');
    await sampleShadow([folder], out, { seed: '1', perStratum: 30 });
    const key = JSON.parse(readFileSync(join(out, 'review-key.json'), 'utf8')) as ReviewKey;
    expect(key.versions).toEqual(['b2m-result-view 1.0.0']);
    expect(key.strata).toEqual({
      'iss-stage · critical': { moments: 2, patients: 1 },
      'iss-stage · info': { moments: 3, patients: 2 },
    });
    const ids = Object.keys(key.rows).sort();
    expect([ids.length, ids]).toEqual([4, expect.arrayContaining(['3', '4', '5'])]);
    const filled = readFilled(form('A', Object.fromEntries(ids.map((id) => [id, 'right'])), key.run), 'form', key);
    expect(scoreOf(filled, key).ppv.share).toBe(1);
    expect(readFileSync(join(out, 'review.html'), 'utf8')).toContain('said of 3');
  });

  test('shows a card as its Markdown reads, and nothing of it as a page of its own', async () => {
    const own = join(folder, 'cases-markdown.ndjson');
    const detail =
      '| Result | Value |\n| --- | --- |\n| B2M | 5.5 mg/L |\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1))';
    writeFileSync(own, lines({ ...kept('m', 'p', 'info'), detail }));
    await sampleShadow([own], join(folder, 'markdown'), { seed: '1', perStratum: 30 });
    const html = readFileSync(join(folder, 'markdown', 'review.html'), 'utf8');
    expect(html).toContain('<td>5.5 mg/L</td>');
    expect(html.split('<script>')[0]).not.toMatch(/<img|href=/);
  });

  test('of no cases, or of something else, is refused', async () => {
    const other = join(folder, 'cases-other.txt');
    writeFileSync(other, '{"patient":"Patient/p"}');
    await expect(sampleShadow([other], folder, { seed: '1', perStratum: 1 })).rejects.toThrow('not a case of shadow');
    writeFileSync(other, '{"patient":"Patient/p"');
    await expect(sampleShadow([other], folder, { seed: '1', perStratum: 1 })).rejects.toThrow(`${other}: not JSON`);
    await expect(sampleShadow([join(folder, 'out')], folder, { seed: '1', perStratum: 1 })).rejects.toThrow('no cases');
  });
});
