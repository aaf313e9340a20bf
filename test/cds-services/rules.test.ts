// Every rule does what its truth table says, through the service itself: rule id = file name = examples file = title.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { HookName } from '../../src/contracts/hooks.ts';
import { services } from '../../fixtures/published.ts';
import { AS_OF } from '../support/chart.ts';
import { check, type Expected } from './check.ts';
import { toCall, type Given } from './situation.ts';

interface Example {
  readonly name: string;
  readonly given: Given;
  readonly expect: Expected;
}

interface Table {
  readonly usual: Given;
  readonly examples: readonly Example[];
}

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'test/cds-services/examples.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
/** What the clinician is doing unless an example says otherwise. */
const USUAL_HOOK: Readonly<Record<string, HookName>> = { 'b2m-result': 'result-view', 'b2m-order': 'order-sign' };

const rulesFolder = (service: string): string => join(root, 'cds-services', service, 'rules');
const filesIn = (service: string, ending: string): readonly string[] =>
  readdirSync(rulesFolder(service))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

describe.each(services)('$id', (service) => {
  const hook = USUAL_HOOK[service.id] ?? 'result-view';
  const ids = filesIn(service.id, '.examples.json');

  test('has one file and one truth table for each rule, under its id', () => {
    const nobody = toCall({}, {}, hook);
    const { rules } = service.evaluate(nobody.situation, nobody.chart, Date.parse(AS_OF));
    expect(rules.map((r) => r.id).toSorted()).toEqual(ids);
    expect(filesIn(service.id, '.ts').filter((file) => file !== 'index')).toEqual(ids);
  });

  describe.each(ids)('%s', (id) => {
    const file = join(rulesFolder(service.id), `${id}.examples.json`);
    const table = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { examples: [] }) as Table;

    test('has a table in the agreed form, with a case for speaking and one for silence', () => {
      expect(validate(table) ? [] : validate.errors).toEqual([]);
      expect(new Set(table.examples.map((e) => e.expect.fires))).toEqual(new Set([true, false]));
      expect(new Set(table.examples.map((e) => e.name)).size).toBe(table.examples.length);
    });

    for (const { name, given, expect: expected } of table.examples) {
      test(name, () => {
        const call = toCall(table.usual, given, hook);
        check(id, service.evaluate(call.situation, call.chart, Date.parse(AS_OF)), expected);
      });
    }
  });
});
