// What a page says of the rest: whole, whole back to a date, or unknown. Never more than the data show.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, listingOf, saysIncomplete, spansOf } from '../../src/contracts/listing.ts';

const NEXT = [{ relation: 'next', url: 'https://ehr.example/fhir/Observation?page=2' }];
let serial = 0;
const dated = (effectiveDateTime: unknown, further: object = {}): object => ({
  resourceType: 'Observation',
  id: `o${serial++}`,
  effectiveDateTime,
  ...further,
});
const bundle = (resources: readonly object[], further: object = {}): object => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...further,
});
const outcome = (issue: object): object => ({ resourceType: 'OperationOutcome', issue: [issue] });
const page = (...dates: readonly unknown[]): object =>
  bundle(
    dates.map((date) => dated(date)),
    { link: NEXT },
  );

function spans(value: object, type = 'Observation'): ReturnType<typeof spansOf> {
  return spansOf(listingOf(value, type), type);
}
/** @returns `whole`, `unknown`, or the date back to which it is whole */
function coverage(value: object, type?: string): string {
  const found = spans(value, type);
  if (!found) return 'whole';
  return found.length === 0 ? 'unknown' : new Date(found[0]?.from ?? 0).toISOString();
}

describe('a list is unknown', () => {
  test.each([
    ['whose next link leads nowhere', bundle([dated('2026-01-01')], { link: [{ relation: 'next' }] })],
    ['whose next link is no text', bundle([dated('2026-01-01')], { link: [{ relation: 'next', url: 7 }] })],
    ['whose one link stands where a list belongs', bundle([dated('2026-01-01')], { link: NEXT[0] })],
    ['whose link says not where to', bundle([dated('2026-01-01')], { link: [{ url: 'x?page=2' }] })],
    ['whose links are no links', bundle([dated('2026-01-01')], { link: 'next' })],
    ['with a link that is none', bundle([dated('2026-01-01')], { link: [7] })],
    ['whose next link is spelled otherwise', bundle([dated('2026-01-01')], { link: [{ relation: 'Next', url: 'x' }] })],
    ['whose entries are no list', { resourceType: 'Bundle', entry: { resource: dated('2026-01-01') } }],
    ['whose total is no number', bundle([dated('2026-01-01')], { total: '500' })],
    ['with an entry without a resource', { resourceType: 'Bundle', entry: [{ fullUrl: 'urn:uuid:1' }] }],
    ['with an entry whose resource is null', { resourceType: 'Bundle', entry: [{ resource: null }] }],
    ['with an entry that is none', { resourceType: 'Bundle', entry: [null] }],
    ['with a resource without a type', bundle([{ id: 'x' }])],
    [
      'with one resource twice that says two things',
      bundle([dated('2026-01-01', { id: 'a' }), dated('2026-01-02', { id: 'a' })]),
    ],
  ])('%s', (_, value) => {
    expect(coverage(value)).toBe('unknown');
  });
});

describe('a list is whole', () => {
  test.each([
    ['without a next link', bundle([dated('2026-01-01')])],
    ['that is empty', bundle([], { total: 0 })],
    ['whose total is what it holds', bundle([dated('2026-01-01')], { total: 1 })],
    ['whose total is less than it holds', bundle([dated('2026-01-01'), dated('2026-01-02')], { total: 1 })],
    ['with links that lead elsewhere', bundle([], { link: [{ relation: 'self', url: 'x' }, null] })],
    ['without links', bundle([], { link: null })],
    ['that is a single resource', dated('2026-01-01')],
    [
      'with one resource twice that says the same',
      bundle([dated('2026-01-01', { id: 'a' }), dated('2026-01-01', { id: 'a', meta: { source: 'x' } })]),
    ],
    [
      'with two versions of one resource',
      bundle([
        dated('2026-01-01', { id: 'a', meta: { versionId: '1' } }),
        dated('2026-01-02', { id: 'a', meta: { versionId: '2' } }),
      ]),
    ],
    [
      'whose total counts matches of another type',
      {
        ...bundle([]),
        total: 2,
        entry: [
          { resource: dated('2026') },
          { resource: { resourceType: 'DiagnosticReport' }, search: { mode: 'match' } },
        ],
      },
    ],
    [
      'whatever was included with it',
      {
        ...bundle([]),
        total: 1,
        entry: [{ resource: dated('2026') }, { resource: { resourceType: 'Specimen' }, search: { mode: 'include' } }],
      },
    ],
  ])('%s', (_, value) => expect(coverage(value)).toBe('whole'));
});

test('a list of medications counts doses, dispenses and statements beside the orders', () => {
  const beside = (type: string, mode?: string): object => ({
    ...bundle([]),
    total: 2,
    entry: [
      { resource: { resourceType: 'MedicationRequest', id: 'a' } },
      { resource: { resourceType: type, id: 'b' }, ...(mode && { search: { mode } }) },
    ],
  });
  for (const type of ['MedicationAdministration', 'MedicationDispense', 'MedicationStatement'])
    expect([type, coverage(beside(type), 'MedicationRequest')]).toEqual([type, 'whole']);
  expect(coverage(beside('MedicationAdministration', 'include'), 'MedicationRequest')).toBe('unknown');
  expect(coverage(beside('Medication'), 'MedicationRequest')).toBe('unknown');
});

describe('a list that goes on', () => {
  test.each([
    [
      'newest first, is whole back to its oldest date',
      page('2026-11-20T08:00:00Z', '2026-11-01T08:00:00Z'),
      '2026-11-01T08:00:00.000Z',
    ],
    ['… to the end of its day', page('2026-11-20', '2026-11-01'), '2026-11-01T23:59:59.999Z'],
    ['… of its month or year', page('2026-11-20', '2026-10', '2024'), '2024-12-31T23:59:59.999Z'],
    [
      '… whatever the time zones',
      page('2026-11-20T00:30:00+02:00', '2026-11-19T22:00:00Z'),
      '2026-11-19T22:00:00.000Z',
    ],
    [
      '… when several are of one draw',
      page('2026-11-20', '2026-11-20', '2026-11-01', '2026-11-01'),
      '2026-11-01T23:59:59.999Z',
    ],
    ['oldest first, is unknown', page('2026-11-01', '2026-11-20'), 'unknown'],
    ['with one out of order, is unknown', page('2026-11-20', '2026-10-01', '2026-11-01'), 'unknown'],
    ['with one out of order behind a vague one, is unknown', page('2026-05-01', '2026', '2026-09-01'), 'unknown'],
    ['with one without a date, is unknown', page('2026-11-20', undefined, '2026-11-01'), 'unknown'],
    ['with a date that cannot be read, is unknown', page('2026-11-20', 'yesterday', '2026-11-01'), 'unknown'],
    ['with a single result shows no order', page('2026-11-20'), 'unknown'],
    ['with results of one day shows no order', page('2026-11-20', '2026-11-20', '2026-11-20'), 'unknown'],
    ['that holds nothing, is unknown', page(), 'unknown'],
  ])('%s', (_, value, expected) => expect(coverage(value)).toBe(expected));

  test('by its total alone, goes on too', () => {
    expect(coverage(bundle([dated('2026-11-20'), dated('2026-11-01')], { total: 3 }))).toBe('2026-11-01T23:59:59.999Z');
    expect(coverage(bundle([dated('2026-11-20')], { total: 2 }))).toBe('unknown');
  });

  test('inside another Bundle, goes on too', () => {
    expect(coverage(bundle([page('2026-11-20', '2026-11-01')]))).toBe('2026-11-01T23:59:59.999Z');
  });

  test('of periods is ordered as they are', () => {
    const during = (start: string, end?: string): object => dated(undefined, { effectivePeriod: { start, end } });
    expect(coverage(bundle([during('2026-11-20'), during('2026-11-01', '2026-11-02')], { link: NEXT }))).toBe(
      '2026-11-02T23:59:59.999Z',
    );
  });

  test('of procedures is ordered by when they were done', () => {
    const done = (performedDateTime: string): object => ({
      resourceType: 'Procedure',
      id: performedDateTime,
      performedDateTime,
    });
    expect(coverage(bundle([done('2026-11-20'), done('2026-11-01')], { link: NEXT }), 'Procedure')).toBe(
      '2026-11-01T23:59:59.999Z',
    );
  });

  test.each(['Condition', 'MedicationRequest'])('of %s tells nothing of the rest, in whatever order', (type) => {
    const entry = (date: string): object => ({ resourceType: type, id: date, recordedDate: date, authoredOn: date });
    expect(coverage(bundle([entry('2026-11-20'), entry('2026-11-01')], { link: NEXT }), type)).toBe('unknown');
    expect(coverage(bundle([entry('2026-11-20')]), type)).toBe('whole');
  });

  test('with its further pages is judged as one list; overlapping pages count once', () => {
    const twice = dated('2026-11-01');
    const first = listingOf(bundle([dated('2026-11-20'), twice], { link: NEXT, total: 3 }), 'Observation');
    const last = listingOf(bundle([twice, dated('2026-10-01')], { total: 3 }), 'Observation');
    expect(spansOf(concat(first, last), 'Observation')).toBeUndefined();
    const overlap = listingOf(bundle([twice], { total: 3 }), 'Observation');
    expect(spansOf(concat(first, overlap), 'Observation')).toEqual([
      { from: Date.parse('2026-11-02') - 1, to: Infinity },
    ]);
  });
});

describe('remarks of the server', () => {
  // worded after what servers send: general warnings, and refusals to do as asked
  test.each([
    [
      'may not contain the entire record (Epic 4119)',
      {
        severity: 'warning',
        code: 'suppressed',
        details: {
          coding: [
            {
              code: '4119',
              display:
                'This response includes information available to the authorized user at the time of the request. It may not contain the entire record available in the system.',
            },
          ],
        },
      },
    ],
    [
      'nothing was found (Epic 4101)',
      { severity: 'warning', code: 'processing', details: { text: 'Resource request returns no results.' } },
    ],
    ['a piece of information', { severity: 'information', code: 'informational', diagnostics: 'Took 12 ms.' }],
    ['nothing', {}],
    ['something that is no issue', 7],
  ])('that say %s make no list shorter', (_, issue) => {
    expect(saysIncomplete(outcome(issue as object))).toBe(false);
    expect(coverage(bundle([dated('2026-11-20'), outcome(issue as object)]))).toBe('whole');
  });

  test.each([
    [
      'ignored, in its diagnostics',
      { severity: 'warning', code: 'processing', diagnostics: 'The search parameter _sort was ignored' },
    ],
    [
      'ignored, in its text',
      { severity: 'information', code: 'informational', details: { text: 'Ignoring parameter "code:in"' } },
    ],
    [
      'unknown, in a display',
      { severity: 'warning', code: 'processing', details: { coding: [{ display: 'Unknown query parameter' }] } },
    ],
    ['not supported, in a code', { severity: 'warning', code: 'not-supported' }],
    ['cut short, in a code', { severity: 'warning', code: 'incomplete' }],
    ['an error', { severity: 'error', code: 'exception' }],
  ])('that say that a parameter or the answer was %s make the rest unknown', (_, issue) => {
    expect(saysIncomplete(outcome(issue))).toBe(true);
    expect(coverage(bundle([dated('2026-11-20'), dated('2026-11-01'), outcome(issue)]))).toBe('unknown');
  });
});

const DAY = 86_400_000;
const day = (n: number): string => new Date(n * DAY).toISOString().slice(0, 10);

test('of any chart, served newest first and cut anywhere, nothing of the time called whole is missing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 30 }), fc.nat(30), (days, at) => {
      const all = days.sort((a, b) => b - a).map((d) => dated(day(d)));
      const shown = all.slice(0, Math.min(at, all.length - 1));
      const whole = spans(bundle(shown, { link: NEXT })) ?? [];
      const missing = all.slice(shown.length).map((r) => Date.parse(String(Reflect.get(r, 'effectiveDateTime'))));
      for (const span of whole) expect(missing.every((m) => m < span.from)).toBe(true);
    }),
    { seed: 20_261_127, numRuns: 500 },
  );
});

test('whatever JSON it is given, it reads it to an end', () => {
  const entry = fc.record({ resource: fc.jsonValue({ maxDepth: 4 }), search: fc.jsonValue() }, { requiredKeys: [] });
  const anything = fc.record({
    resourceType: fc.constantFrom('Bundle', 'Observation'),
    entry: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(entry, fc.jsonValue()))),
    link: fc.jsonValue({ maxDepth: 3 }),
    total: fc.jsonValue(),
    issue: fc.jsonValue({ maxDepth: 4 }),
  });
  fc.assert(
    fc.property(anything, (value) => {
      expect(() => [coverage(value), saysIncomplete(value)]).not.toThrow();
    }),
    { seed: 20_261_127, numRuns: 500 },
  );
});
