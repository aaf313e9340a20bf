// The record as it is written, as sentences: what is not read adds nothing, a rougher date allows nothing, and how it is sent changes nothing.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  albumin,
  b2m,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  drug,
  egfr,
  fish,
  given,
  hemoglobin,
  ldh,
  mProtein,
  observation,
  patient,
  procedure,
} from '../support/chart.ts';
import { recorded, told, type Told } from '../support/told.ts';

type Resource = fhir4.FhirResource;
const DX = daysAgo(5).slice(0, 10);
const subject = { reference: 'Patient/p1' };
const bortezomib = { medicationCodeableConcept: { text: 'bortezomib' } };
const FISH = ['del17p', 't4-14', 't14-16', 'gain1q'] as const;

/** A chart that has some of what a stage needs. */
const charts = fc
  .record({
    disease: fc.constantFrom('myeloma', 'myeloma', 'myeloma', 'mgus', 'cll', undefined),
    b2m: fc.constantFrom('2.1 mg/L', '4.0 mg/L', '6.1 mg/L', undefined),
    albumin: fc.constantFrom('3.2 g/dL', '3.9 g/dL', undefined),
    more: fc.subarray<Resource>([
      ldh('180 U/L', { id: 'ldh' }),
      creatinine('0.9 mg/dL', { id: 'crea' }),
      ...FISH.map((a) => fish(a, 'absent', { id: a })),
    ]),
  })
  .map(({ disease, b2m: value, albumin: with_, more }): readonly Resource[] => [
    ...(disease ? [condition(disease, { id: 'dx', since: DX })] : []),
    ...(value ? [b2m(value, { id: 'b' })] : []),
    ...(with_ ? [albumin(with_, { id: 'a' })] : []),
    ...more,
  ]);

interface Stage {
  readonly system: string;
  readonly stage: string;
  readonly isBaseline: boolean;
}

/** Every stage and index that is told as one. */
function stagesOf({ evidence }: Told): readonly Stage[] {
  return (evidence.assessments ?? [])
    .filter((a) => /ISS$|IMS|IPI/.test(a.system) && a.possible.length === 1)
    .map((a) => ({ system: a.system, stage: a.possible[0] ?? '', isBaseline: a.basis === 'baseline' }));
}

function expectNothingAdded(before: Told, after: Told): void {
  expect(recorded(before)).toEqual(expect.arrayContaining([...recorded(after)]));
  for (const { system, stage, isBaseline } of stagesOf(after)) {
    const known = stagesOf(before).filter((s) => s.system === system && s.stage === stage);
    expect(known.map((s) => s.system)).toContain(system);
    if (isBaseline) expect(known.map((s) => s.isBaseline)).toContain(true);
  }
}

describe('a resource that cannot be read or used never adds a stage', () => {
  const modifierExtension = [{ url: 'urn:not-understood', valueBoolean: true }];
  const OWN = { coding: [{ system: 'urn:own', code: '1', display: 'Multiple myeloma' }] };
  const withoutDates = {
    effectiveDateTime: undefined,
    performedDateTime: undefined,
    whenHandedOver: undefined,
    authoredOn: undefined,
  };
  /** Of every type, each of which would change an answer if it could be read. */
  const RESULTS: readonly Resource[] = [
    b2m('9.9 mg/L'),
    b2m('2.0 mg/L'),
    albumin('1.9 g/dL'),
    albumin('4.5 g/dL'),
    creatinine('4.1 mg/dL'),
    creatinine('0.7 mg/dL'),
    egfr('95 mL/min/{1.73_m2}'),
    ldh('999 U/L'),
    ldh('150 U/L'),
    hemoglobin('7.1 g/dL'),
    mProtein('4.1 g/dL'),
    ...FISH.flatMap((a) => [fish(a, 'present'), fish(a, 'absent')]),
  ];
  const CONDITIONS: readonly Resource[] = ['myeloma', 'smouldering myeloma', 'mgus', 'cll', 'dialysis', 'esrd'].flatMap(
    (problem) => [condition(problem, { since: DX }), condition(problem, { since: '2018-01-01' }), condition(problem)],
  );
  const EVENTS: readonly Resource[] = [
    drug('bortezomib', { at: daysAgo(3) }),
    given('bortezomib', daysAgo(3)),
    { resourceType: 'MedicationDispense', status: 'completed', subject, ...bortezomib, whenHandedOver: daysAgo(3) },
    { resourceType: 'MedicationStatement', status: 'active', subject, ...bortezomib, effectiveDateTime: daysAgo(3) },
    dialysisSession(),
    procedure('70536003', daysAgo(300)),
    procedure('425983008', daysAgo(3)),
  ];
  type Spoilt = (resource: object) => readonly object[];
  const withParts =
    (parts: object): Spoilt =>
    (r) => [{ ...r, ...parts }];
  const ANY: readonly Spoilt[] = [
    withParts({ modifierExtension }),
    withParts({ modifierExtension: 'urn:x' }),
    withParts({ subject: { reference: 'Patient/other' } }),
    withParts({ code: { text: 'Multiple myeloma' }, medicationCodeableConcept: undefined }),
    withParts({ code: OWN, medicationCodeableConcept: OWN }),
    withParts({ code: {}, medicationCodeableConcept: {} }),
    withParts({ code: undefined, medicationCodeableConcept: undefined }),
    withParts({ code: 'C90.0', medicationCodeableConcept: 'bortezomib' }),
  ];
  const HAPPENING: readonly Spoilt[] = [
    ...['entered-in-error', 'cancelled', 'unknown', 'done', undefined, null, 7].map((status) => withParts({ status })),
    withParts(withoutDates),
    ...['2026-02-31', 'last week', '', 20261101].map((at) =>
      withParts({ effectiveDateTime: at, performedDateTime: at, whenHandedOver: at, authoredOn: at }),
    ),
    (r) => [
      { ...r, partOf: [{ reference: 'Procedure/dead' }] },
      { ...procedure('73761001', daysAgo(1)), id: 'dead', status: 'entered-in-error' },
    ],
  ];
  const OF_RESULT: readonly Spoilt[] = [
    ...['preliminary', 'registered'].map((status) => withParts({ status })),
    withParts({ effectiveDateTime: '2031-01-01' }),
    withParts({ focus: [{ reference: 'Patient/other' }] }),
    withParts({ focus: { reference: 'Patient/p1' } }),
    withParts({ valueQuantity: { value: '6.1', unit: 'mg/L' }, valueCodeableConcept: undefined }),
    withParts({ valueQuantity: { value: 6.1 }, valueCodeableConcept: undefined }),
    withParts({ valueQuantity: { value: 6.1, unit: 'furlong' }, valueCodeableConcept: undefined }),
    withParts({ valueQuantity: { value: 6.1, unit: 'mg/L', comparator: '~' }, valueCodeableConcept: undefined }),
    withParts({ valueQuantity: undefined, valueString: '6.1 mg/L', valueCodeableConcept: undefined }),
    withParts({ valueQuantity: undefined, valueCodeableConcept: undefined }),
    withParts({ valueQuantity: undefined, valueCodeableConcept: { coding: [{ system: 'urn:own', code: '+' }] } }),
    (r) => [
      { resourceType: 'DiagnosticReport', status: 'cancelled', code: OWN, subject, contained: [{ ...r, id: 'in' }] },
    ],
    (r) => [
      { ...r, id: 'member' },
      {
        resourceType: 'DiagnosticReport',
        status: 'entered-in-error',
        code: OWN,
        subject,
        result: [{ reference: 'Observation/member' }],
      },
    ],
  ];
  const OF_SERUM: readonly Spoilt[] = [
    withParts({ dataAbsentReason: { text: 'error' } }),
    (r) => [
      {
        ...r,
        specimen: { reference: '#s' },
        contained: [{ resourceType: 'Specimen', id: 's', type: { text: 'Urine' } }],
      },
    ],
  ];
  const OF_CONDITION: readonly Spoilt[] = [
    { verificationStatus: { text: 'sure' } },
    { verificationStatus: 'confirmed' },
    { verificationStatus: { coding: [{ system: 'http://snomed.info/sct', code: '410605003' }] } },
    { verificationStatus: { coding: [{ code: 'confirmed' }, { code: 'refuted' }] } },
    { clinicalStatus: { text: 'active' } },
    { clinicalStatus: 'active' },
    { clinicalStatus: { coding: [{ code: 'active' }, { code: 'resolved' }] } },
    { abatementDateTime: '2026-01-01' },
  ].map(withParts);
  const OF_DRUG: readonly Spoilt[] = [
    withParts({ medicationCodeableConcept: undefined, medicationReference: { reference: 'Medication/nowhere' } }),
    withParts({ medicationCodeableConcept: undefined, medicationReference: { reference: '#nowhere' } }),
    withParts({ doNotPerform: 'perhaps' }),
    withParts({ intent: undefined }),
  ];
  const spoil = (good: readonly Resource[], how: readonly Spoilt[]) =>
    fc.tuple(fc.constantFrom(...good), fc.constantFrom(...how)).map(([r, s]) => s(r) as unknown as readonly Resource[]);
  const serum = RESULTS.filter((r) => r.resourceType === 'Observation' && r.valueQuantity !== undefined);
  const unusable = fc.oneof(
    spoil(RESULTS, [...ANY, ...HAPPENING, ...OF_RESULT]),
    spoil(serum, OF_SERUM),
    spoil(CONDITIONS, [...ANY, ...OF_CONDITION]),
    spoil(EVENTS, [...ANY, ...HAPPENING]),
    spoil(
      EVENTS.filter((r) => r.resourceType.startsWith('Medication')),
      OF_DRUG,
    ),
    fc.constantFrom<readonly Resource[]>(
      [observation('81746-0', undefined, { with: { valueString: 'del(17p) present, see report' } })],
      [
        {
          resourceType: 'DiagnosticReport',
          status: 'final',
          code: { text: 'FISH' },
          result: [{ reference: 'Observation/x' }],
        },
      ],
    ),
  );

  test('whatever its type, and whatever cannot be read of it', async () => {
    await fc.assert(
      fc.asyncProperty(charts, fc.array(unusable, { minLength: 1, maxLength: 2 }), async (chart, extra) => {
        const added = extra.flatMap((resources, i) =>
          // references among them lead to ids that stay
          resources.map((r, k) => ({ ...r, id: ['dead', 'member'].includes(r.id ?? '') ? r.id : `x${i}-${k}` })),
        );
        expectNothingAdded(await told(chart), await told([...chart, ...added]));
      }),
      { numRuns: 250 },
    );
  }, 60_000);
});

describe('a less precise date never makes anything recordable', () => {
  const day = (min: number, max: number) => fc.integer({ min, max });
  const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  const histories = fc.record({
    how: fc.constantFrom('onset', 'asserted', 'recorded too'),
    dx: day(-60, 60),
    drawn: fc.oneof(fc.constant(0), day(0, 40)),
    albumin: day(-3, 3),
    creatinine: fc.array(fc.tuple(day(0, 120), fc.constantFrom('0.9', '1.0', '1.4', '1.9', '2.6')), { maxLength: 3 }),
    ldh: fc.option(day(0, 60), { nil: undefined }),
    fish: fc.option(day(0, 150), { nil: undefined }),
    drug: sometimes(fc.tuple(fc.constantFrom('ordered', 'given'), day(-20, 150))),
    dialysis: sometimes(day(0, 400)),
    second: sometimes(fc.tuple(day(0, 60), fc.constantFrom('2.0 mg/L', '5.4 mg/L', '9 mg/L'))),
    birth: fc.constantFrom('1960-06-15', '1960-06-15', '2008-10-31', '2008-11-02'),
  });
  type History = typeof histories extends fc.Arbitrary<infer H> ? H : never;

  function chartOf(h: History, written: (date: string) => string): readonly Resource[] {
    const at = (days: number) => written(daysAgo(Math.max(-30, days)).slice(0, 10));
    const dx = at(h.drawn + h.dx);
    const url = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
    return [
      patient({ birthDate: written(h.birth) }),
      h.how === 'asserted'
        ? condition('myeloma', { id: 'dx', with: { extension: [{ url, valueDateTime: dx }] } })
        : condition('myeloma', {
            id: 'dx',
            since: dx,
            ...(h.how === 'recorded too' && { with: { recordedDate: at(h.drawn) } }),
          }),
      b2m('6.1 mg/L', { id: 'b', at: at(h.drawn) }),
      albumin('3.9 g/dL', { id: 'a', at: at(Math.max(0, h.drawn + h.albumin)) }),
      ...h.creatinine.map(([days, value], i) => creatinine(`${value} mg/dL`, { id: `c${i}`, at: at(days) })),
      ...(h.ldh === undefined ? [] : [ldh('180 U/L', { id: 'l', at: at(h.ldh) })]),
      ...(h.fish === undefined ? [] : FISH.map((a) => fish(a, 'absent', { id: a, at: at(h.fish ?? 0) }))),
      ...(h.drug === undefined
        ? []
        : [
            h.drug[0] === 'given'
              ? given('bortezomib', at(h.drug[1]), { id: 'm' })
              : drug('bortezomib', { id: 'm', at: at(h.drug[1]) }),
          ]),
      ...(h.dialysis === undefined ? [] : [{ ...dialysisSession(at(h.dialysis)), id: 'p' }]),
      ...(h.second === undefined ? [] : [b2m(h.second[1], { id: 'b2', at: at(h.second[0]) })]),
    ];
  }

  test('in whatever part of the record it stands', async () => {
    let offeredRoughly = 0;
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.constantFrom(4, 7, 10, 10, 10, 10, 10, 10), { minLength: 12, maxLength: 12 }),
        async (history, lengths) => {
          let n = 0;
          const precise = recorded(await told(chartOf(history, (date) => date)));
          const rough = recorded(await told(chartOf(history, (date) => date.slice(0, lengths[n++ % lengths.length]))));
          offeredRoughly += rough.length;
          expect(precise).toEqual(expect.arrayContaining([...rough]));
        },
      ),
      { numRuns: 300, seed: 20_261_127 },
    );
    // something was at stake
    expect(offeredRoughly).toBeGreaterThan(10);
  }, 60_000);
});

describe('how the record is sent changes nothing', () => {
  const BASE = 'https://ehr.example/fhir';
  const medication: fhir4.Medication = { resourceType: 'Medication', id: 'x', code: { text: 'Bortezomib 3.5 mg' } };
  const pointing = (id: string, days: number): Resource => ({
    ...drug('', { id, at: daysAgo(days) }),
    medicationCodeableConcept: undefined,
    medicationReference: { reference: 'Medication/x' },
  });
  const linked = fc.subarray<Resource>([
    pointing('m', 20),
    {
      ...given('bortezomib', ''),
      id: 'part',
      effectiveDateTime: undefined,
      partOf: [{ reference: 'Procedure/whole' }],
    },
    { ...procedure('73761001', daysAgo(12)), id: 'whole' },
    { ...dialysisSession(), id: 'session', partOf: [{ reference: 'Procedure/whole' }] },
    { ...b2m('5.2 mg/L', { id: 'urine', at: daysAgo(2) }), specimen: { reference: 'Specimen/s' } },
    {
      resourceType: 'DiagnosticReport',
      id: 'report',
      status: 'cancelled',
      code: { text: 'x' },
      subject,
      result: [{ reference: 'Observation/ldh' }],
    },
    {
      ...observation('', undefined, { id: 'panel' }),
      code: { text: 'panel' },
      hasMember: [{ reference: 'Observation/b' }, { reference: 'Observation/gone' }],
    },
  ]);
  const whole = fc
    .tuple(charts, linked)
    .map(([chart, more]): readonly Resource[] => [
      ...chart,
      ...more,
      medication,
      { resourceType: 'Specimen', id: 's', subject, type: { text: 'Urine' } },
    ]);

  /** Every literal reference of a chart in another form. */
  function rewritten(value: unknown, form: (reference: string) => string): unknown {
    if (Array.isArray(value)) return value.map((v) => rewritten(v, form));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => [
        key,
        key === 'reference' && typeof v === 'string' && !v.startsWith('#') ? form(v) : rewritten(v, form),
      ]),
    );
  }
  const said = ({ cards, rules, unread }: Told) => ({
    cards,
    rules,
    unread: unread.map(({ reference, why }) => ({ reference, why })),
  });
  const withForm = (chart: readonly Resource[], form: (reference: string) => string) =>
    chart.map((r) => rewritten(r, form) as Resource);

  test('absolute and versioned references within one base, with and without the base of the call', async () => {
    await fc.assert(
      fc.asyncProperty(whole, fc.boolean(), fc.boolean(), async (chart, isVersioned, isNamed) => {
        const form = (reference: string) => `${BASE}/${reference}${isVersioned ? '/_history/3' : ''}`;
        const usual = said(await told(chart));
        const asked = isNamed ? { fhirServer: `${BASE}/` } : {};
        expect(said(await told(withForm(chart, form), asked))).toEqual(usual);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('references to the entries of one Bundle by urn:uuid', async () => {
    const urnOf = (reference: string): string => `urn:uuid:${reference.toLowerCase().replace('/', '-')}`;
    const bundled = (named: readonly Resource[], keys: readonly string[]) =>
      Object.fromEntries(
        keys.map((key, i) => [
          key,
          {
            resourceType: 'Bundle',
            entry:
              i > 0
                ? []
                : named.map((resource) => ({ fullUrl: urnOf(`${resource.resourceType}/${resource.id}`), resource })),
          },
        ]),
      );
    await fc.assert(
      fc.asyncProperty(whole, async (chart) => {
        const sent = [...withForm(chart, urnOf), patient()];
        expect(said(await told(sent, { prefetch: bundled }))).toEqual(said(await told(chart)));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('split over the keys, in any order, in Bundles of Bundles, some of it twice', async () => {
    await fc.assert(
      fc.asyncProperty(whole, fc.infiniteStream(fc.nat({ max: 99 })), async (chart, numbers) => {
        const next = (below: number) => (numbers.next().value as number) % below;
        const split = (named: readonly Resource[], keys: readonly string[]) => {
          const entries = new Map<string, object[]>(keys.map((key) => [key, []]));
          const shuffled = [...named].map((r) => ({ r, n: next(100) })).sort((a, b) => a.n - b.n);
          for (const { r } of shuffled) {
            for (let copies = next(4) === 0 ? 2 : 1; copies > 0; copies--) {
              const resource = next(5) === 0 ? { resourceType: 'Bundle', entry: [{ resource: r }] } : r;
              entries.get(keys[next(keys.length)] ?? '')?.push({ resource });
            }
          }
          return Object.fromEntries([...entries].map(([key, entry]) => [key, { resourceType: 'Bundle', entry }]));
        };
        expect(said(await told(chart, { prefetch: split }))).toEqual(said(await told(chart)));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
