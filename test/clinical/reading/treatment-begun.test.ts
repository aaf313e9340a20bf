// When treatment has begun, decided a second time in other words and compared over random records; and the drugs by name and code.
import { describe, expect, test } from '@jest/globals';
import { array, assert, integer, pre, property, record } from 'fast-check';
import { DRUGS } from '../../../src/clinical/facts/therapy-codes.ts';
import { treatmentBegun } from '../../../src/clinical/reading/treatment-begun.ts';
import { b2m, chart, collect, condition, daysAgo, drug, given, patient, read } from '../../support/chart.ts';

const DAY = 86_400_000;

interface Case {
  readonly diagnosed: number;
  readonly drawn: number;
  readonly orders: readonly number[];
  readonly doses: readonly number[];
}

/** Days ago throughout; the first dose of one drug that is hardly given for anything else. */
function decided({ diagnosed, drawn, orders, doses }: Case): string {
  const before = (limit: number) => [...orders, ...doses].some((d) => d > limit);
  if (before(diagnosed + 30)) return 'in doubt';
  const ordered = orders.map((o) => {
    const shown = [...doses.filter((d) => d <= o), ...orders.filter((r) => o - r >= 14)];
    return { first: o, last: Math.max(o - 30, ...shown) };
  });
  const all = [...ordered, ...doses.map((d) => ({ first: d, last: d }))];
  const apart = diagnosed - drawn;
  const window = apart > 60 || apart < -90 ? 'outside' : 'inside';
  if (window === 'outside') {
    if (all.length === 0 && apart > 60 && apart <= 365) return 'if-baseline';
    return 'current';
  }
  if (all.length === 0) return 'baseline';
  const [first, last] = [Math.max(...all.map((a) => a.first)), Math.max(...all.map((a) => a.last))];
  if (drawn > first) return 'baseline';
  if (drawn < last) return 'current';
  if (drawn === first && (last === first || doses.includes(first))) return 'baseline';
  return 'if-baseline';
}

const day = (ago: number) => daysAgo(ago).slice(0, 10);

test('the basis of a B2M is what a second decision says, over 2,000 random records', () => {
  const days = array(integer({ min: 0, max: 130 }), { maxLength: 3 });
  assert(
    property(
      record({
        diagnosed: integer({ min: 0, max: 120 }),
        drawn: integer({ min: 0, max: 130 }),
        orders: days,
        doses: days,
      }),
      (c) => {
        const want = decided(c);
        pre(want !== 'in doubt');
        const { staging } = read(
          chart([
            patient(),
            condition('myeloma', { since: day(c.diagnosed) }),
            b2m('4.2 mg/L', { at: day(c.drawn) }),
            ...c.orders.map((d) => drug('bortezomib', { at: day(d) })),
            ...c.doses.map((d) => given('bortezomib', day(d))),
          ]),
        );
        expect(staging?.basis).toBe(want);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  ['11:59, the dose at 12:00', 'T11:59:00Z', 'T12:00:00Z', 'baseline'],
  ['12:00, the dose at 12:00', 'T12:00:00Z', 'T12:00:00Z', 'baseline'],
  ['12:01, the dose at 12:00', 'T12:01:00Z', 'T12:00:00Z', 'current'],
  ['18:00, the dose of that day', 'T18:00:00Z', '', 'baseline'],
  ['that day, the dose at 06:00', '', 'T06:00:00Z', 'baseline'],
])('drawn on the day of the first dose at %s', (_, drawn, dosed, basis) => {
  const { staging } = read(
    chart([
      patient(),
      condition('myeloma', { since: day(20) }),
      b2m('4.2 mg/L', { at: `${day(10)}${drawn}` }),
      given('bortezomib', `${day(10)}${dosed}`),
    ]),
  );
  expect(staging?.basis).toBe(basis);
});

test('drawn over days that end after the order, or the first dose, of the last of them: open', () => {
  const basis = (drug: fhir4.FhirResource) => {
    const period = { start: `${day(14)}T06:00:00Z`, end: `${day(10)}T07:00:00Z` };
    const sample = b2m('4.2 mg/L', { at: day(10), with: { effectiveDateTime: undefined, effectivePeriod: period } });
    return read(chart([patient(), condition('myeloma', { since: day(20) }), sample, drug])).staging?.basis;
  };
  expect(['T06:00:00Z', 'T08:00:00Z'].map((time) => basis(drug('bortezomib', { at: `${day(10)}${time}` })))).toEqual([
    'if-baseline',
    'baseline',
  ]);
  expect(['T06:00:00Z', 'T08:00:00Z'].map((time) => basis(given('bortezomib', `${day(10)}${time}`)))).toEqual([
    'if-baseline',
    'baseline',
  ]);
});

test('drawn after a drug of that day that may have been given for another disease: open', () => {
  const { staging } = read(
    chart([
      patient(),
      condition('myeloma', { since: day(20) }),
      condition('C50.911', { id: 'breast', since: '2015-03-01', system: 'http://hl7.org/fhir/sid/icd-10-cm' }),
      b2m('4.2 mg/L', { at: `${day(10)}T18:00:00Z` }),
      given('cyclophosphamide', `${day(10)}T10:00:00Z`),
    ]),
  );
  expect(staging?.basis).toBe('if-baseline');
});

test('older than 30 days before the diagnosis nothing is a baseline for certain', () => {
  const basis = (ago: number) =>
    read(
      chart([
        patient(),
        condition('myeloma', { since: day(100) }),
        b2m('4.2 mg/L', { at: day(140) }),
        given('bortezomib', new Date(Date.parse(daysAgo(100)) - ago * DAY).toISOString()),
      ]),
    ).staging?.basis;
  expect([basis(31), basis(30), basis(29)]).toEqual(['if-baseline', 'baseline', 'baseline']);
});

test.each(['mgus', 'mgrs', 'smouldering-myeloma', 'al-amyloidosis'] as const)(
  'an antibody against plasma cells is treatment of %s',
  (kind) => {
    const facts = collect(chart([patient(), given('daratumumab', daysAgo(10))]));
    expect(treatmentBegun(facts, { kind, date: undefined }).firstDose?.earliest).toBe(Date.parse(daysAgo(10)));
  },
);

/** Double entry: names as they are met → what they are read as. */
const NAMES: readonly (readonly [string, string | undefined])[] = [
  ['VELCADE 3.5 mg', 'bortezomib'],
  ['bortézomib', 'bortezomib'],
  ['bortezomibe', 'bortezomib'],
  ['Lenalidomid 25 mg Hartkapseln', 'lenalidomide'],
  ['lénalidomide', 'lenalidomide'],
  ['talidomida', 'thalidomide'],
  ['melfalán', 'melphalan'],
  ['ciclofosfamida', 'cyclophosphamide'],
  ['Cyklophosphamid', 'cyclophosphamide'],
  ['Doxorubicina', 'doxorubicin'],
  ['melphalan flufenamide', 'melphalan flufenamide'],
  ['daratumumab-fihj', 'daratumumab'],
  ['idecabtagene vicleucel', 'ide-cel'],
  ['ciltacabtagén autoleucel', 'cilta-cel'],
  ['dexaméthasone 40 mg', 'dexamethasone'],
  ['CyBorD', 'CyBorD'],
  ['VRd-lite', 'VRd'],
  ['Dara-VTd Zyklus 2', 'Dara-VTd'],
  ['fentanyl TD 25', undefined],
  ['dimethyl fumarate', undefined],
  ['bortezomiblike', undefined],
];

describe('a drug by its name', () => {
  test.each(NAMES)('%s: %s', (name, therapy) => {
    expect(collect(chart([patient(), drug(name)])).therapies[0]?.name).toBe(therapy);
  });
});

/** Double entry: codes → what they are read as. */
const CODES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'http://www.whocc.no/atc': [
    ['L01XG01', 'bortezomib'],
    ['L01XX32', 'bortezomib'],
    ['L01XG02', 'carfilzomib'],
    ['L04AX04', 'lenalidomide'],
    ['L04AX02', 'thalidomide'],
    ['L04AX06', 'pomalidomide'],
    ['L01FC01', 'daratumumab'],
    ['L01XC24', 'daratumumab'],
    ['L01FC02', 'isatuximab'],
    ['L01AA03', 'melphalan'],
    ['L01AA01', 'cyclophosphamide'],
    ['L01XX52', 'venetoclax'],
    ['L01FX24', 'teclistamab'],
    ['L01XL07', 'ide-cel'],
    ['L01XL05', 'cilta-cel'],
  ],
  'http://www.nlm.nih.gov/research/umls/rxnorm': [
    ['358258', 'bortezomib'],
    ['1302966', 'carfilzomib'],
    ['1723735', 'ixazomib'],
    ['342369', 'lenalidomide'],
    ['10432', 'thalidomide'],
    ['1369713', 'pomalidomide'],
    ['1721947', 'daratumumab'],
    ['6718', 'melphalan'],
    ['3002', 'cyclophosphamide'],
    ['1747556', 'venetoclax'],
    ['1442981', 'ibrutinib'],
  ],
};

describe('a drug by its code', () => {
  test.each(
    Object.entries(CODES).flatMap(([system, list]) => list.map(([code, name]) => [system, code, name] as const)),
  )('%s %s: %s', (system, code, name) => {
    const resource = { ...drug(''), medicationCodeableConcept: { coding: [{ system, code }] } };
    expect(collect(chart([patient(), resource])).therapies.map((t) => t.name)).toEqual([name]);
  });

  test.each(['L04AX07', 'L01F', 'L04AG12', '10324'])('%s is none of them', (code) => {
    for (const system of Object.keys(CODES)) {
      const resource = { ...drug(''), medicationCodeableConcept: { coding: [{ system, code }] } };
      expect(collect(chart([patient(), resource])).therapies).toEqual([]);
    }
  });

  test('each code stands once', () => {
    for (const list of ['atc', 'rxnorm', 'hcpcs'] as const) {
      const codes = DRUGS.flatMap((d) => d[list].split(' ').filter((c) => c !== ''));
      expect(codes).toEqual([...new Set(codes)]);
    }
  });
});
