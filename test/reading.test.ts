// The reading for others: the same as the services', for every story; and open about what it was not given.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert, constantFrom, infiniteStream, nat, property } from 'fast-check';
import { AS_OF } from '../fixtures/chart.ts';
import { services } from '../fixtures/published.ts';
import { chartOf } from '../src/cli/chart-file.ts';
import { situationOf } from '../src/cli/evaluate.ts';
import * as reading from '../src/reading.ts';
import type * as declared from '../types/reading.d.ts';
import type { Card as DeclaredCard, Evidence as DeclaredEvidence } from '../types/index.d.ts';
import type { Card } from '../src/cards/types.ts';
import type { SentEvidence } from '../src/cards/evidence.ts';
import { typesText } from '../tools/types/document.ts';

const { PUBLISHED, readRecord } = reading;
const PATIENTS = 'fixtures/patients';
const files = readdirSync(PATIENTS).filter((file) => file.endsWith('.bundle.json'));
const bundleOf = (file: string): fhir4.Bundle => JSON.parse(readFileSync(join(PATIENTS, file), 'utf8')) as fhir4.Bundle;
const asOf = new Date(AS_OF);
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const strataOf = (r: reading.RecordReading, system: string): readonly string[] | undefined =>
  r.evidence.assessments?.find((a) => a.system === system)?.possible;

const validate = new Ajv2020({ strict: false, formats: { uri: true, date: true } }).compile(
  JSON.parse(readFileSync('docs/contracts/evidence.schema.json', 'utf8')) as object,
);

describe('every story', () => {
  const service = services.find(({ id }) => id === 'b2m-result');
  test.each(files)('%s: as the service reads it, and by the contract', (file) => {
    const bundle = bundleOf(file);
    const read = readRecord(bundle, { asOf });
    expect([validate(json(read.evidence)), validate.errors]).toEqual([true, null]);
    const { patientId, chart } = chartOf(bundle, file);
    const whole = service?.evaluate(situationOf('result-view', patientId, []), chart, asOf.getTime());
    const evidence = json(whole?.evidence) as reading.RecordReading['evidence'];
    const { inputs = [], derived = [], ...others } = read.evidence;
    expect(withoutEmptyLists(evidence)).toMatchObject(json(others) as object);
    // A rule may rest on more than what is read of every patient.
    expect(evidence.inputs).toEqual(expect.arrayContaining([...(json(inputs) as unknown[])]));
    expect(evidence.derived).toEqual(expect.arrayContaining([...(json(derived) as unknown[])]));
    expect(json(read.unread)).toEqual(json(whole?.unread));
  });

  test('whatever the order of its resources, and however they are handed over', () => {
    assert(
      property(constantFrom(...files), infiniteStream(nat()), (file, chance) => {
        const bundle = bundleOf(file);
        const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
        const shuffled = resources
          .map((resource) => ({ resource, at: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ resource }) => resource);
        expect(readRecord(shuffled, { asOf })).toEqual(readRecord(bundle, { asOf }));
      }),
      { numRuns: 25 },
    );
  });
});

describe('myeloma with ISS III', () => {
  const bundle = bundleOf('mm-iss3-egfr20.bundle.json');
  test('is read off the record, with the B2M it is read from', () => {
    const read = readRecord(bundle, { asOf });
    expect(strataOf(read, 'ISS')).toEqual(['III']);
    expect(read.b2m).toMatchObject({ unit: 'mg/L', elevated: true, unitInDoubt: false });
    expect(read.evidence.inputs?.map(({ reference }) => reference)).toContain(read.b2m?.reference);
    expect(read).not.toHaveProperty('outOfScope');
  });

  test('what could not be had leaves open what would follow from its absence', () => {
    const basisOf = (read: reading.RecordReading) =>
      read.evidence.assessments?.find(({ system }) => system === 'ISS')?.basis;
    const whole = readRecord(bundle, { asOf });
    // a later B2M may be among the results that were not read; dialysis among the problems
    const results = readRecord(bundle, { asOf, notRead: ['Observation'] });
    const problems = readRecord(bundle, { asOf, notRead: ['Condition'] });
    expect([whole, results].map(basisOf)).toEqual(['baseline', 'if-baseline']);
    expect([whole, problems].map((read) => strataOf(read, 'kdigo-gfr'))).toEqual([['G4'], undefined]);
  });

  test('a page that goes on is not the whole list', () => {
    const next: fhir4.Bundle = { ...bundle, link: [{ relation: 'next', url: 'https://ehr.example/fhir?page=2' }] };
    expect(json(readRecord(next, { asOf }).evidence)).not.toEqual(json(readRecord(bundle, { asOf }).evidence));
  });

  test('by another window of a site, and only by one there is', () => {
    const none = readRecord(bundle, { asOf, knowledge: { lists: { antiNeoplasticIngredients: [] } } });
    expect(strataOf(none, 'ISS')).toEqual(['III']);
    expect(PUBLISHED.settings.pairingDays).toBe(30);
    expect(() => readRecord(bundle, { asOf, knowledge: { settings: { pairingDay: 3 } } })).toThrow(
      new RangeError('knowledge: there is no pairingDay'),
    );
  });
});

describe('a record', () => {
  const patient = (id: string): fhir4.Patient => ({ resourceType: 'Patient', id });
  test('of nobody, of two, or read at no moment is refused', () => {
    expect(() => readRecord([], { asOf })).toThrow(/there are 0 Patients/);
    expect(() => readRecord([patient('1'), patient('2')], { asOf })).toThrow(/there are 2 Patients/);
    expect(readRecord([patient('1'), patient('2')], { asOf, patientId: '1' }).evidence).toEqual({});
    expect(() => readRecord([patient('1')], { asOf: new Date('no date') })).toThrow(RangeError);
  });

  test('of a child is out of scope, and nothing is read', () => {
    const child = { ...patient('1'), birthDate: '2015-01-01' };
    const read = readRecord([child], { asOf });
    expect(read.outOfScope).toMatch(/18 years/);
  });
});

describe('the types', () => {
  test('are written from the schemas of today: else `npm run docs`', async () => {
    expect(readFileSync('types/index.d.ts', 'utf8')).toBe(await typesText());
  });

  test('are those of the code: what we make is what we declare', () => {
    // the compiler holds these; what runs shows that nothing is declared that is not there
    const ours: {
      readonly PUBLISHED: typeof declared.PUBLISHED;
      readonly readRecord: (...given: Parameters<typeof declared.readRecord>) => Sent<declared.RecordReading>;
    } = reading;
    const asDeclared = (card: Card, evidence: SentEvidence): readonly [Sent<DeclaredCard>, Sent<DeclaredEvidence>] => [
      card,
      evidence,
    ];
    expect(asDeclared).toHaveLength(2);
    expect(Object.keys(ours).sort()).toEqual(['PUBLISHED', 'readRecord']);
  });
});

/** Ours are read-only through and through, what is absent may be undefined before it is JSON, and interfaces have no index. */
type Sent<T> = T extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : T extends object
    ? string extends keyof T
      ? object
      : { readonly [Name in keyof T]: Sent<T[Name]> | (undefined extends T[Name] ? undefined : never) }
    : T;

/** As CDS Hooks has it on the wire. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutEmptyLists(member)]));
}
