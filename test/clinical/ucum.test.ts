// Our unit table agrees with an independent UCUM implementation wherever that one can convert without a molar mass.
import { describe, expect, test } from '@jest/globals';
import ucum from '@lhncbc/ucum-lhc';
import { toCanonical, UNITS } from '../../src/clinical/units.ts';
import type { UnitTable } from '../../src/clinical/units.ts';

// @lhncbc/ucum-lhc 7.1.9
const library = ucum.UcumLhcUtils.getInstance();

const spellings = Object.entries(UNITS as Readonly<Record<string, UnitTable>>).flatMap(([name, table]) =>
  Object.keys(table.spellings).map((spelling) => [name, spelling, table] as const),
);

/** The library's answer for one such unit; undefined where it has none (not UCUM, or mass to moles). */
function byLibrary(spelling: string, table: UnitTable): number | undefined {
  if (spelling.includes(' ')) return undefined;
  const { status, toVal } = library.convertUnitTo(spelling, 1, table.unit);
  return status === 'succeeded' && typeof toVal === 'number' ? toVal : undefined;
}

const comparable = spellings.filter(([, spelling, table]) => byLibrary(spelling, table) !== undefined);

describe('conversion', () => {
  test('is compared for most of the spellings we accept', () => {
    expect(comparable.length).toBeGreaterThan(spellings.length / 2);
    expect(comparable.map(([name, spelling]) => `${name} ${spelling}`)).toEqual(
      expect.arrayContaining(['serumB2m ug/L', 'serumB2m mg/dL', 'albumin g/L', 'urineB2m mg/L', 'enzyme ukat/L']),
    );
  });

  test.each(comparable)('of %s in %s agrees', (_, spelling, table) => {
    expect(toCanonical(table, 1, spelling)?.quantity.value).toBeCloseTo(byLibrary(spelling, table) ?? Number.NaN, 9);
  });

  // Molar masses of the clinical reference: B2M 11,800 Da, creatinine 113.12 Da.
  test.each([
    ['serumB2m', 'nmol/L', 11_800],
    ['creatinine', 'umol/L', 113.12],
    ['creatinine', 'mmol/L', 113.12],
  ] as const)('of %s in %s agrees for its molar mass', (name, spelling, molarMass) => {
    const { toVal } = library.convertUnitTo(spelling, 100, UNITS[name].unit, {
      molecularWeight: molarMass,
    });
    // published factors are rounded: 88.42 for 88.40
    expect((toCanonical(UNITS[name], 100, spelling)?.quantity.value ?? 0) / (toVal ?? 0)).toBeCloseTo(1, 3);
  });
});
