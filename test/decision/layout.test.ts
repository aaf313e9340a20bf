// A card as it is laid out: summary, what else was found, the results in a table, the source, what to do next.
import { describe, expect, test } from '@jest/globals';
import { suggestOrder } from '../../src/cards/orders.ts';
import type { CardPlan } from '../../src/decision/compose.ts';
import { layOut, type Layout } from '../../src/decision/layout.ts';
import type { Spoken } from '../../src/decision/rule.ts';
import { wholeOf } from '../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  daysAgo,
  hemoglobin,
  ldh,
  mProtein,
  patient,
  platelets,
  read,
} from '../support/chart.ts';

const WALDENSTROM = [
  ldh('200 U/L'),
  hemoglobin('12 g/dL'),
  platelets('200 10*9/L'),
  albumin('4 g/dL'),
  mProtein('2 g/dL'),
];

const LAYOUT: Layout = {
  version: '1.2.3',
  bibliography: new Map([
    ['a-2001', { label: 'A et al., 2001', doi: '10.1/a<b>(c)' }],
    ['b-2002', { label: 'B page', url: 'https://b.example/page' }],
    ['c-2003', { label: 'C et al., 2003' }],
  ]),
  topics: { b2m: { system: 'urn:t', code: 'b2m', display: 'B2M' } },
  notes: () => ['Pending: one result.'],
  closing: () => 'Not a diagnosis.',
  isDated: true,
  links: () => [],
};
const finding = (parts: Partial<Spoken> = {}): Spoken => ({
  rule: 'a',
  topic: 'b2m',
  indicator: 'info',
  weight: 1,
  because: 'told so',
  summary: 'First',
  lines: ['line one'],
  citations: ['a-2001'],
  ...parts,
});
const plan = (...findings: readonly [Spoken, ...Spoken[]]): CardPlan => ({ indicator: 'info', findings });
const card = (...findings: readonly [Spoken, ...Spoken[]]) => {
  const [only] = layOut([plan(...findings)], LAYOUT);
  if (!only) throw new Error('no card');
  return only;
};

const { inputs: measured } = wholeOf(read(chart([patient(), b2m('5500 ug/L'), albumin('3.49 g/dL')])));

test('the first finding gives the summary and the source, the others are told in a sentence', () => {
  const made = card(
    finding(),
    finding({ rule: 'b', summary: 'Second', lines: ['line two', 'line one'], citations: ['b-2002'] }),
  );
  expect(made).toMatchObject({
    summary: 'First',
    source: { label: 'A et al., 2001', url: 'https://doi.org/10.1/a%3Cb%3E(c)', topic: { code: 'b2m' } },
  });
  expect(made.detail).toBe('- line one\n- Second.\n- Pending: one result.\n\n*Not a diagnosis. Rules 1.2.3.*');
  expect(made.extension['org.clearstage.evidence'].rules.map((r) => r.id)).toEqual(['a', 'b']);
});

describe('what another finding adds', () => {
  const joined = (summary: string, parts: Partial<Spoken>) =>
    card(finding({ summary, lines: [] }), finding({ rule: 'b', lines: [], ...parts }));

  test('joins the summary, and stands in no line', () => {
    const made = joined('High risk', { joins: 'ISS III' });
    expect(made.summary).toBe('High risk; ISS III');
    expect(made.detail).not.toContain('ISS III');
  });

  test.each([
    ['ISS II by B2M 4.1 mg/L', 'ISS II', 'ISS II by B2M 4.1 mg/L'],
    ['R-ISS II', 'ISS II', 'R-ISS II; ISS II'],
    ['ISS III by B2M', 'ISS II', 'ISS III by B2M; ISS II'],
  ])('%j joined by %j reads %j', (summary, joins, text) => {
    expect(joined(summary, { joins }).summary).toBe(text);
  });

  test('is not joined to a summary that says it in other words', () => {
    const first = finding({ summary: 'High risk, although ISS is I', says: ['ISS I'] });
    expect(card(first, finding({ rule: 'b', joins: 'ISS I' })).summary).toBe('High risk, although ISS is I');
  });

  test.each([
    ['22 words', `${'word '.repeat(20)}word`],
    ['139 characters', `a${'b'.repeat(125)}`],
  ])('becomes a line where the summary would pass %s', (_, summary) => {
    const made = joined(summary, { joins: 'R-ISS I or II' });
    expect(made.summary).toBe(summary);
    expect(made.detail).toContain('- R-ISS I or II.');
  });

  test('is left to what would change it, where there is no room and that names it', () => {
    const made = joined(`a${'b'.repeat(130)}`, { joins: 'R-ISS I or II', changes: ['LDH above its limit: R-ISS II'] });
    expect(made.detail?.match(/R-ISS/g)).toHaveLength(1);
  });
});

describe('three lines', () => {
  test('lines of the leading finding, what the others are told in and the notes stay, the others fill up', () => {
    const made = card(
      finding({ lines: ['one', 'two'], asides: ['aside'] }),
      finding({ rule: 'b', summary: 'Second', lines: ['three'] }),
    );
    expect(made.detail?.match(/^- .*/gm)).toEqual(['- one', '- two', '- Second.', '- Pending: one result.']);
  });
});

test.each([
  [['b-2002'], { label: 'B page', url: 'https://b.example/page' }],
  [['c-2003'], { label: 'C et al., 2003' }],
  [[], { label: 'ClearStage' }],
  [['unknown'], { label: 'ClearStage' }],
])('cited %j: source %j', (citations, source) => {
  expect(card(finding({ citations, topic: 'other' })).source).toEqual(source);
});

test('notes about the data stand on the first card only', () => {
  const [first, second] = layOut([plan(finding()), plan(finding())], LAYOUT);
  expect([first?.detail?.includes('Pending'), second?.detail?.includes('Pending')]).toEqual([true, false]);
});

describe('the table', () => {
  test('shows each result once, as read and as reported, never rounded across a cut-off', () => {
    const made = card(
      finding({ inputs: measured }),
      finding({ rule: 'b', inputs: measured, rows: [{ result: 'Own', value: 'row' }] }),
    );
    expect(made.detail).toContain(
      [
        '| Result | Value, 2026-11-01 | Limit or expected |',
        '| --- | --- | --- |',
        '| B2M | 5500 µg/L (5.5 mg/L) | – |',
      ].join('\n'),
    );
    expect(made.detail?.match(/B2M/g)).toHaveLength(1);
    expect(made.detail).toContain('| Own | row | – |');
  });

  test('what decides comes first, what is missing last, and no more than six rows', () => {
    const rows = ['a', 'b', 'c', 'd'].map((result) => ({ result, value: '1', limit: '2' }));
    const made = card(
      finding({
        inputs: measured,
        rows: [
          { result: 'LDH', value: 'none within 30 days', place: 'missing' },
          { result: 'FISH', value: 'absent', limit: 'x', place: 'decides' },
          ...rows,
        ],
      }),
    );
    expect(made.detail?.match(/^\| [^R-].*/gm)?.map((row) => row.split(' | ')[0])).toEqual([
      '| FISH',
      '| a',
      '| b',
      '| c',
      '| d',
      '| LDH',
    ]);
  });

  test('a row that two findings want stands once, with what each holds it against', () => {
    const row = { result: 'FISH', value: 'not on record' };
    const made = card(
      finding({ rows: [{ ...row, limit: 'criteria 1 to 3' }] }),
      finding({ rule: 'b', rows: [{ ...row, limit: 'needed for R-ISS' }] }),
    );
    expect(made.detail).toContain('| FISH | not on record | criteria 1 to 3; needed for R-ISS |');
  });

  test('a row that shows a measurement in another way takes the place of its own', () => {
    const made = card(finding({ inputs: measured, rows: [{ result: 'B2M', value: 'x', replaces: 'b2m-serum' }] }));
    expect(made.detail).not.toContain('5.5 mg/L');
  });

  test("a laboratory's own unit cannot break it", () => {
    const hostile = measured.map((m) => ({ ...m, reported: { value: 1, unit: '| <b>x</b> |\n# y' } }));
    const { detail } = card(finding({ inputs: hostile }));
    const rows = detail?.split('\n').filter((l) => l.startsWith('|')) ?? [];
    expect(rows.map((r) => r.split(/(?<!\\)\|/).length)).toEqual(rows.map(() => 5));
    expect(detail).not.toMatch(/<b>|^#/m);
  });

  test('is left out when there is nothing to show', () => {
    expect(card(finding()).detail).not.toContain('| Result |');
  });
});

describe('what to do next', () => {
  const order = (label: string) =>
    suggestOrder({ code: label, display: label, label }, { patientId: 'p1', userId: '', asOf: 0 });

  test('offers each order once and no more than six', () => {
    const labels = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const made = card(
      finding({ suggestions: labels.map(order) }),
      finding({ rule: 'b', suggestions: labels.map(order) }),
    );
    expect(made.suggestions?.map((s) => s.label)).toEqual(['A', 'B', 'C', 'D', 'E', 'F'].map((l) => `Order ${l}`));
    expect(made.selectionBehavior).toBe('any');
  });

  test('of two cards the second offers nothing that the first offers', () => {
    const offers = (...labels: readonly string[]) => plan(finding({ suggestions: labels.map(order) }));
    const cards = layOut([offers('A', 'B'), offers('B', 'C')], LAYOUT);
    expect(cards.map((c) => c.suggestions?.map((s) => s.label))).toEqual([['Order A', 'Order B'], ['Order C']]);
  });

  test('is declined as the first finding of a kind asks, else as tests that are offered, else as what is to be known', () => {
    const first = (...findings: Parameters<typeof card>) => card(...findings).overrideReasons?.[0]?.code;
    const offers = { suggestions: [order('A')] };
    expect(first(finding(), finding({ kind: 'stage', ...offers }))).toBe('staged-elsewhere');
    expect(first(finding({ kind: 'unit' }), finding({ kind: 'stage' }))).toBe('unit-confirmed');
    expect(first(finding(offers))).toBe('indication-order-exists');
    expect(first(finding())).toBe('result-error');
  });

  test('has the links that the service gives', () => {
    const links = [{ label: 'B2M over time', url: 'https://x.example', type: 'smart' }] as const;
    expect(layOut([plan(finding())], { ...LAYOUT, links: () => links })[0]?.links).toEqual(links);
    expect(card(finding())).not.toHaveProperty('links');
  });
});

describe('a note on what could not be read', () => {
  const layout: Layout = {
    ...LAYOUT,
    notes: (named) => (named.has('Procedure/p') ? [] : ['1 procedure could not be read.']),
  };
  const detailOf = (...findings: readonly [Spoken, ...Spoken[]]) =>
    layOut([plan(...findings)], layout)[0]?.detail ?? '';
  const references = ['Procedure/p'];

  test.each([
    ['stands where nothing names it', finding(), true],
    ['is not told beside what always stands', finding({ tells: [{ references }] }), false],
    ['nor beside the line that names it', finding({ tells: [{ references, line: 'line one' }] }), false],
    ['but where that line had no room', finding({ tells: [{ references, line: 'line nine' }] }), true],
  ])('%s', (_, first, isTold) => {
    expect(detailOf(first).includes('could not be read')).toBe(isTold);
  });

  test('is not told where another card names it', () => {
    const other = finding({ rule: 'b', tells: [{ references }] });
    const cards = layOut([plan(finding()), plan(other)], layout);
    expect(cards.map((c) => c.detail?.includes('could not be read'))).toEqual([false, false]);
  });
});

describe('of more rows than six', () => {
  const results = wholeOf(
    read(chart([patient(), condition('waldenstrom', { since: daysAgo(5) }), b2m('5 mg/L'), ...WALDENSTROM])),
  ).inputs;
  const limits = Object.fromEntries(results.map((m) => [m.analyte, 'a limit']));
  const namesOf = (parts: Partial<Spoken>): readonly string[] =>
    (card(finding({ inputs: results, limits, lines: [], ...parts })).body.rows ?? []).map((row) => row.result);
  const age = { result: 'Age', value: '66 years', limit: 'a limit', place: 'decides' as const };
  const spare = results.filter((m) => m.analyte === 'hemoglobin' || m.analyte === 'platelets').toReversed();

  test.each([
    ['five stand', { inputs: results.slice(0, 4), rows: [age], spare }, 5],
    ['six stand', { inputs: results.slice(0, 5), rows: [age], spare }, 6],
    ['of seven six stand', { rows: [age], spare }, 6],
  ])('%s', (_, parts, count) => {
    expect(namesOf(parts)).toHaveLength(count);
  });

  test('what is spare goes first, in its order, and what is missing stays', () => {
    const missing = { result: 'FISH', value: 'not on record', limit: 'needed', place: 'missing' as const };
    const all = namesOf({ rows: [age], spare: [] });
    expect(namesOf({ rows: [age], spare })).toEqual(namesOf({ rows: [age], spare: spare.slice(0, 1) }));
    expect(all).toContain('Platelets');
    expect(namesOf({ rows: [age], spare })).not.toContain('Platelets');
    expect(namesOf({ rows: [age, missing], spare })).toEqual(expect.arrayContaining(['Age', 'FISH']));
    expect(namesOf({ rows: [age, missing], spare })).not.toContain('Hb');
  });
});
