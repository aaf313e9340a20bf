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

/** Double entry: the disease each was made for, what is worth ordering with a B2M for its sake, and the paper it is from. */
const MADE_FOR: readonly (readonly [system: string, disease: string, companions: string, paper: string])[] = [
  ['ISS', 'myeloma', 'albumin-serum', 'greipp-2005'],
  ['R-ISS', 'myeloma', 'ldh-serum', 'palumbo-2015'],
  ['R2-ISS', 'myeloma', 'ldh-serum', 'dagostino-2022'],
  ['IMS-IMWG-2025', 'myeloma', '', 'avet-loiseau-2025'],
  ['IMWG-renal', 'myeloma', '', 'rajkumar-2014'],
  ['Durie-Salmon-renal', 'myeloma', '', 'durie-1975'],
  ['CLL-IPI', 'cll', '', 'cll-ipi-2016'],
  ['BALL', 'cll', 'ldh-serum hemoglobin', 'soumerai-2019'],
  ['IPSSWM', 'waldenstrom', 'hemoglobin', 'morel-2009'],
  ['rIPSSWM', 'waldenstrom', 'albumin-serum ldh-serum', 'kastritis-2019'],
  ['MSS-WM', 'waldenstrom', '', 'zanwar-2024'],
  ['FLIPI2', 'follicular-lymphoma', 'hemoglobin', 'federico-2009'],
  ['PRIMA-PI', 'follicular-lymphoma', '', 'bachy-2018'],
  ['GELTAMO-IPI', 'dlbcl', 'ldh-serum', 'montalban-2017'],
  ['kdigo-gfr', 'everybody', '', 'kdigo-2012'],
  ['renal-confounding', 'everybody', '', 'bianchi-2001'],
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

  test('each is made for its disease, wants its tests and cites its paper', () => {
    const said = INSTRUMENTS.map(({ system, disease = 'everybody', companions = [], citations }) => [
      system,
      disease,
      companions.join(' '),
      citations.join(' '),
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
