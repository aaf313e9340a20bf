// Every index speaks in the strata of the public evidence contract, in the contract's order.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../../src/clinical/quantities/assessment.ts';
import { AKI_STAGES } from '../../../src/clinical/instruments/kdigo-aki-2012.ts';
import { INSTRUMENTS } from '../../../src/clinical/instruments/registry.ts';
import { B2M_TRENDS } from '../../../src/clinical/reading/trend.ts';
import { URINE_LOCALISATIONS } from '../../../src/clinical/reading/urine.ts';

interface Clause {
  readonly if: { readonly properties: { readonly system: { readonly const: string } } };
  readonly then: { readonly properties: { readonly possible: { readonly items: { readonly enum: string[] } } } };
}
const contract = JSON.parse(
  readFileSync(new URL('../../../docs/contracts/evidence.schema.json', import.meta.url), 'utf8'),
) as { $defs: { assessment: { properties: { system: { enum: string[] } }; allOf: Clause[] } } };
const strata = new Map(
  contract.$defs.assessment.allOf.map((c) => [c.if.properties.system.const, c.then.properties.possible.items.enum]),
);

/** Double entry: the disease each was made for, and what is worth ordering with a B2M for its sake. */
const MADE_FOR: readonly (readonly [system: string, disease: string, companions: string])[] = [
  ['ISS', 'myeloma', 'albumin-serum'],
  ['R-ISS', 'myeloma', 'ldh-serum'],
  ['R2-ISS', 'myeloma', ''],
  ['IMS-IMWG-2025', 'myeloma', ''],
  ['IMWG-renal', 'myeloma', ''],
  ['Durie-Salmon-renal', 'myeloma', ''],
  ['CLL-IPI', 'cll', ''],
  ['BALL', 'cll', 'ldh-serum hemoglobin'],
  ['IPSSWM', 'waldenstrom', 'hemoglobin'],
  ['rIPSSWM', 'waldenstrom', 'albumin-serum ldh-serum'],
  ['MSS-WM', 'waldenstrom', ''],
  ['FLIPI2', 'follicular-lymphoma', 'hemoglobin'],
  ['PRIMA-PI', 'follicular-lymphoma', ''],
  ['GELTAMO-IPI', 'dlbcl', 'ldh-serum'],
  ['kdigo-gfr', 'everybody', ''],
  ['renal-confounding', 'everybody', ''],
];

/** With nothing known, every stratum is possible. */
const unknown: Assessment[] = [
  ...INSTRUMENTS.map((instrument) => instrument.assess({})),
  { system: 'b2m-trend', possible: B2M_TRENDS, missing: [] },
  { system: 'KDIGO-AKI', possible: AKI_STAGES, missing: [] },
  { system: 'urine-localisation', possible: URINE_LOCALISATIONS, missing: [] },
];

describe('evidence contract', () => {
  test.each(unknown)('$system has the strata of the contract', ({ system, possible }) => {
    expect(possible).toEqual(strata.get(system));
  });

  test('no system of the contract is left out', () => {
    expect(unknown.map(({ system }) => system).toSorted()).toEqual(
      contract.$defs.assessment.properties.system.enum.toSorted(),
    );
  });

  test.each(INSTRUMENTS)('$system says of itself what the contract says of it', (instrument) => {
    expect(instrument.strata).toEqual(strata.get(instrument.system));
    expect(instrument.assess({}).system).toBe(instrument.system);
  });

  test('each is made for its disease and wants its tests', () => {
    const said = INSTRUMENTS.map(({ system, disease = 'everybody', companions = [] }) => [
      system,
      disease,
      companions.join(' '),
    ]);
    expect(said).toEqual(MADE_FOR);
  });

  test('no file of an instrument is left out of the registry', () => {
    const folder = new URL('../../../src/clinical/instruments/', import.meta.url);
    const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
    const describing = readdirSync(folder).filter((file) =>
      /^export const \w+: (?:Instrument<|PrognosticIndex)/m.test(read(file)),
    );
    expect(describing.length).toBe(INSTRUMENTS.length);
    const registered = [...read('registry.ts').matchAll(/from '\.\/([\w-]+\.ts)'/g)].map((m) => m[1] ?? '');
    expect(registered.filter((file) => file !== 'instrument.ts').toSorted()).toEqual(describing.toSorted());
  });
});
