// Every index speaks in the strata of the public evidence contract, in the contract's order.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../../src/clinical/quantities/assessment.ts';
import { ball } from '../../../src/clinical/instruments/ball-2019.ts';
import { cllIpi } from '../../../src/clinical/instruments/cll-ipi-2016.ts';
import { durieSalmonRenal } from '../../../src/clinical/instruments/durie-salmon-1975.ts';
import { flipi2 } from '../../../src/clinical/instruments/flipi2-2009.ts';
import { geltamoIpi } from '../../../src/clinical/instruments/geltamo-ipi-2017.ts';
import { imsImwgRisk } from '../../../src/clinical/instruments/ims-imwg-2025.ts';
import { imwgRenalCriterion } from '../../../src/clinical/instruments/imwg-renal-2014.ts';
import { ipsswm } from '../../../src/clinical/instruments/ipsswm-2009.ts';
import { issStage } from '../../../src/clinical/instruments/iss-2005.ts';
import { gfrCategory } from '../../../src/clinical/instruments/kdigo-gfr-2012.ts';
import { primaPi } from '../../../src/clinical/instruments/prima-pi-2018.ts';
import { rIssStage } from '../../../src/clinical/instruments/r-iss-2015.ts';
import { r2IssStage } from '../../../src/clinical/instruments/r2-iss-2022.ts';
import { renalConfounding } from '../../../src/clinical/instruments/renal-confounding.ts';
import { ripsswm } from '../../../src/clinical/instruments/ripsswm-2019.ts';
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

/** With nothing known, every stratum is possible. */
const unknown: Assessment[] = [
  issStage({}),
  rIssStage({}),
  r2IssStage({}),
  imsImwgRisk({}),
  imwgRenalCriterion({}),
  durieSalmonRenal(undefined),
  cllIpi({}),
  ipsswm({}),
  ripsswm({}),
  flipi2({}),
  primaPi({}),
  geltamoIpi({}),
  ball({}),
  gfrCategory([]),
  renalConfounding({ egfr: [] }),
  { system: 'b2m-trend', possible: B2M_TRENDS, missing: [] },
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
});
