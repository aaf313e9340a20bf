// Units as laboratories write them: every accepted spelling, against an independent UCUM library, and what is refused.
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CATALOGUE, isAnalyte } from '../../../src/clinical/facts/catalogue.ts';
import { exceeds, ratioOf } from '../../../src/clinical/quantities/quantity.ts';
import { isPrinted, toCanonical, UNITS, type UnitTable } from '../../../src/clinical/quantities/units.ts';

interface UcumUtils {
  convertUnitTo(
    from: string,
    value: number,
    to: string,
    options?: { molecularWeight: number },
  ): { readonly status: string; readonly toVal: number | null };
}
const { UcumLhcUtils } = createRequire(import.meta.url)('@lhncbc/ucum-lhc') as {
  UcumLhcUtils: { getInstance(): UcumUtils };
};
const ucum = UcumLhcUtils.getInstance();

/** g/mol, as the clinical reference gives them. */
const WEIGHT = { b2m: 11_800, creatinine: 113.12, albumin: 66_400 };

const ANALYTES: readonly (readonly [string, UnitTable, number?])[] = [
  ['serum B2M', UNITS.serumB2m, WEIGHT.b2m],
  ['urine B2M', UNITS.urineB2m, WEIGHT.b2m],
  ['24-h urine B2M', UNITS.urineB2m24h],
  ['urine B2M/creatinine', UNITS.urineB2mRatio, WEIGHT.creatinine],
  ['creatinine', UNITS.creatinine, WEIGHT.creatinine],
  ['albumin', UNITS.albumin, WEIGHT.albumin],
  ['haemoglobin, M-protein', UNITS.massPerDecilitre],
  ['LDH', UNITS.enzyme],
  ['cystatin C', UNITS.milligramPerLitre],
  ['eGFR', UNITS.gfr],
  ['creatinine clearance', UNITS.clearance],
  ['body weight', UNITS.weight],
  ['platelets', UNITS.platelets],
  ['urine pH', UNITS.ph],
  ['share of cells', UNITS.percent],
];

/** What UCUM itself cannot read or convert, by decision of the clinical reference 7.5. */
const BY_HAND: ReadonlySet<string> = new Set([
  'ug/24h', 'mg/24h', // UCUM wants (24.h)
  '[IU]/L', 'IU/L', // arbitrary units do not convert in UCUM
  'mL/min/1.73.m2', 'mL/min', 'mL/min/{1.73m2}', 'mL/min/1.73m2', 'mL/min/1.73 m2', 'mL/min/1.73_m2',
  'mL/min/1.73m²', 'mL/min/1.73 m²',
  'gm/dL', 'gm%', 'gm/L', 'units/L', 'unit/L', // printed, no UCUM
  '10^9/L', '10^3/uL', 'K/uL', 'G/L', 'lb', 'pH', '{pH}', '1', '{ratio}',
]); // prettier-ignore

const cases = ANALYTES.flatMap(([name, table, weight]) =>
  Object.keys(table.spellings).map((unit) => ({ name, table, unit, weight })),
);

describe('each accepted unit', () => {
  test.each(cases.filter(({ unit }) => !BY_HAND.has(unit)))(
    '$name in $unit is what UCUM makes of it',
    ({ table, unit, weight }) => {
      const theirs = ucum.convertUnitTo(
        unit,
        100,
        table.unit,
        weight === undefined ? undefined : { molecularWeight: weight },
      );
      expect(theirs.status).toBe('succeeded');
      const ours = toCanonical(table, 100, unit)?.quantity.value ?? NaN;
      // Published factors are rounded to 3–4 digits.
      expect(Math.abs(ours / (theirs.toVal ?? NaN) - 1)).toBeLessThan(1e-3);
    },
  );

  test.each([
    ['24-h urine B2M', UNITS.urineB2m24h, 'mg/24h', 0.3, 300],
    ['24-h urine B2M', UNITS.urineB2m24h, 'ug/24h', 300, 300],
    ['LDH', UNITS.enzyme, '[IU]/L', 225, 225],
    ['LDH', UNITS.enzyme, 'IU/L', 225, 225],
    ['LDH', UNITS.enzyme, '[iU]/L', 225, 225],
    ['LDH', UNITS.enzyme, 'units/L', 225, 225],
    ['albumin', UNITS.albumin, 'gm/dL', 3.9, 3.9],
    ['albumin', UNITS.albumin, 'GM/DL', 3.9, 3.9],
    ['albumin', UNITS.albumin, 'G/DL', 3.9, 3.9],
    ['albumin', UNITS.albumin, 'g%', 3.9, 3.9],
    ['albumin', UNITS.albumin, 'g/100 mL', 3.9, 3.9],
    ['creatinine', UNITS.creatinine, 'MG/DL', 0.9, 0.9],
    ['creatinine', UNITS.creatinine, 'mg%', 0.9, 0.9],
    ['creatinine', UNITS.creatinine, 'mg/100mL', 0.9, 0.9],
    ['eGFR', UNITS.gfr, 'mL/min', 58, 58],
    ['eGFR', UNITS.gfr, 'mL/min/1.73 m²', 58, 58],
    ['eGFR', UNITS.gfr, 'mL/min/1.73.m2', 58, 58],
    ['platelets', UNITS.platelets, 'K/uL', 100, 100],
    ['platelets', UNITS.platelets, 'G/L', 100, 100],
    ['body weight', UNITS.weight, 'LB', 100, 45.359237],
    ['body weight', UNITS.weight, 'lb', 100, 45.359237],
    ['urine pH', UNITS.ph, '1', 5.2, 5.2],
    ['share of cells', UNITS.percent, '{ratio}', 0.21, 21],
  ] as const)('%s in %s, which UCUM does not convert', (_, table, unit, reported, read) => {
    expect(toCanonical<typeof table.unit>(table as UnitTable<typeof table.unit>, reported, unit)?.quantity).toEqual({
      value: read,
      unit: table.unit,
    });
  });
});

describe('worked conversions of the clinical reference', () => {
  test.each([
    [5500, 'ug/L', 'serumB2m', 5.5],
    [5500, 'ng/mL', 'serumB2m', 5.5],
    [5.5, 'ug/mL', 'serumB2m', 5.5],
    [0.55, 'mg/dL', 'serumB2m', 5.5],
    [297, 'nmol/L', 'serumB2m', 3.504],
    [296, 'nmol/L', 'serumB2m', 3.493],
    [350, 'nmol/L', 'serumB2m', 4.13],
    [0.3, 'mg/L', 'urineB2m', 300],
    [0.3, 'mg/g{creat}', 'urineB2mRatio', 300],
    [0.1, 'mg/mmol', 'urineB2mRatio', 884],
    [106, 'umol/L', 'creatinine', 1.1988],
    [177, 'umol/L', 'creatinine', 2.0018],
    [0.106, 'mmol/L', 'creatinine', 1.1988],
    [35, 'g/L', 'albumin', 3.5],
    [527, 'umol/L', 'albumin', 3.502],
    [3.75, 'ukat/L', 'enzyme', 225],
  ] as const)('%p %s of %s reads %p', (reported, unit, analyte, read) => {
    const table: UnitTable = UNITS[analyte];
    const { quantity } = toCanonical(table, reported, unit) ?? {};
    expect(quantity?.unit).toBe(table.unit);
    expect(quantity?.value).toBeCloseTo(read, 3);
  });

  test('466 nmol/L lies between 5.499 and 5.502 mg/L, as two factors are in use', () => {
    const { quantity } = toCanonical(UNITS.serumB2m, 466, 'nmol/L') ?? {};
    expect(quantity?.between?.[0]).toBeCloseTo(5.4985, 4);
    expect(quantity?.between?.[1]).toBeCloseTo(5.5018, 4);
    expect(quantity && exceeds(quantity, 5.5, 'at-or-above')).toBeUndefined();
  });

  test('mg/dL is hardly ever the unit of a B2M, and nothing else is suspect', () => {
    for (const { table, unit } of cases) {
      const read = toCanonical(table, 1, unit);
      expect([unit, read?.suspect]).toEqual([
        unit,
        table === UNITS.serumB2m && ['mg/dL', 'mg%', 'mg/100mL'].includes(unit),
      ]);
    }
  });
});

describe('spellings', () => {
  test.each([
    ['serumB2m', 'ug/mL', ['\u00b5g/mL', '\u03bcg/mL', 'mcg/mL', 'ug/ml', 'mcg/ml', '\u00b5g/ml', ' ug/mL ']],
    ['serumB2m', 'ug/L', ['\u00b5g/L', '\u03bcg/L', 'mcg/L', 'ug/l', '\u03bcg/l']],
    ['serumB2m', 'mg/L', ['mg/l', 'MG/L', 'Mg/L']],
    ['serumB2m', 'ug/mL', ['UG/ML', 'MCG/ML', 'Ug/mL']],
    ['serumB2m', 'mg/dL', ['mg/dl']],
    ['serumB2m', 'nmol/L', ['nmol/l']],
    ['creatinine', 'umol/L', ['\u00b5mol/L', '\u03bcmol/L', '\u00b5mol/l', 'umol/l', 'mcmol/L']],
    ['creatinine', 'mg/dL', ['mg/dl']],
    ['albumin', 'g/dL', ['g/dl']],
    ['albumin', 'g/L', ['g/l']],
    ['enzyme', 'ukat/L', ['\u00b5kat/L', '\u03bckat/l']],
    ['enzyme', 'U/L', ['U/l']],
    ['gfr', 'mL/min/1.73m2', ['ml/min/1.73m2']],
    ['gfr', 'mL/min/{1.73_m2}', ['ml/min/{1.73_m2}']],
    ['urineB2m24h', 'ug/24h', ['\u00b5g/24h', 'mcg/24h']],
    ['urineB2mRatio', 'ug/g', ['\u00b5g/g', 'mcg/g']],
    ['platelets', '10*3/uL', ['10*3/\u00b5L', '10*3/ul', '10*3/\u03bcl']],
  ] as const)('%s: %s and its kin', (analyte, unit, kin) => {
    const table: UnitTable = UNITS[analyte];
    const known = toCanonical(table, 7, unit);
    expect(known).toBeDefined();
    for (const spelling of kin) expect([spelling, toCanonical(table, 7, spelling)]).toEqual([spelling, known]);
  });

  test.each([
    'mg',
    'mg/',
    'L',
    '/L',
    'mg/L ; DROP',
    'mg//L',
    'g/L',
    'pg/mL',
    'mol/L',
    'mmol/L',
    'umol/L',
    'U/mL',
    "[arb'U]/mL",
    '%',
    'mg/mmol',
    'mg/24h',
    'kg/L',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'NaN',
    'μμg/L',
    'mcmcg/L',
    ' ',
  ])('%j is not a unit of serum B2M', (unit) => {
    expect(toCanonical(UNITS.serumB2m, 5, unit)).toBeUndefined();
  });

  test.each([
    ['creatinine', UNITS.creatinine, ['mg/L', 'g/dL', 'nmol/L', 'ug/dL']],
    ['albumin', UNITS.albumin, ['mg/dL', 'mg/L', '%', 'mmol/L']],
    ['LDH', UNITS.enzyme, ['mg/L', 'nkat/L', 'U/mL']],
    ['eGFR', UNITS.gfr, ['L/min', 'mL/s', 'mL', '%']],
    ['cystatin C', UNITS.milligramPerLitre, ['mg/dL', 'nmol/L']],
    ['24-h urine B2M', UNITS.urineB2m24h, ['ug/L', 'mg/L', 'mg/24.h']],
    ['urine ratio', UNITS.urineB2mRatio, ['ug/L', 'g/g', '%']],
  ] as const)('%s refuses units of another order or kind', (_, table, units) => {
    for (const unit of units) expect([unit, toCanonical(table as UnitTable, 5, unit)]).toEqual([unit, undefined]);
  });

  test('only a pH and a score may come without a unit, and are nothing to doubt then', () => {
    for (const [name, table] of ANALYTES) {
      expect([name, toCanonical(table, 5, undefined) !== undefined]).toEqual([name, name === 'urine pH']);
      expect([name, toCanonical(table, 5, '') !== undefined]).toEqual([name, name === 'urine pH']);
    }
    const plain = { suspect: false, converted: false };
    expect(toCanonical(UNITS.score, 2, undefined)).toEqual({ quantity: { value: 2, unit: '1' }, ...plain });
    expect(toCanonical(UNITS.ph, 5.2, '')).toEqual({ quantity: { value: 5.2, unit: '[pH]' }, ...plain });
  });

  test('what needs no conversion is taken to the last digit', () => {
    expect(toCanonical(UNITS.serumB2m, 3.4999999999999996, 'mg/L')?.quantity.value).toBe(3.4999999999999996);
  });

  test('however many odd units come by, they are still told apart', () => {
    for (let i = 0; i < 3000; i++) expect(toCanonical(UNITS.serumB2m, 5, `odd${i}/L`)).toBeUndefined();
    expect(toCanonical(UNITS.serumB2m, 5, 'mcg/mL')?.quantity.value).toBe(5);
  });
});

describe('binary arithmetic never moves a value across a cut-off', () => {
  const CASES: readonly (readonly [UnitTable, string, number, readonly number[]])[] = [
    [UNITS.serumB2m, 'ug/L', 1000, [3.5, 5.5, 4, 3]],
    [UNITS.serumB2m, 'mg/dL', 0.1, [3.5, 5.5, 4, 3]],
    [UNITS.albumin, 'g/L', 10, [3.5]],
    [UNITS.urineB2m, 'mg/L', 0.001, [300]],
    [UNITS.enzyme, 'ukat/L', 1 / 60, [225, 270]],
  ];

  test.each(CASES.map(([table, unit, perUnit, cuts]) => ({ table, unit, perUnit, cuts })))(
    'a cut-off reported in $unit is the cut-off',
    ({ table, unit, perUnit, cuts }) => {
      for (const cut of cuts) {
        const reported = Number((cut * perUnit).toPrecision(10));
        const read = toCanonical(table, reported, unit)?.quantity;
        expect(read?.value).toBe(cut);
      }
    },
  );

  test('a result printed with two decimals and sent in ug/L or mg/dL lies where it lies in mg/L', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 15_000 }), fc.constantFrom(3, 3.5, 4, 5, 5.5), (hundredths, cut) => {
        const plain = toCanonical(UNITS.serumB2m, hundredths / 100, 'mg/L')?.quantity;
        const micro = toCanonical(UNITS.serumB2m, hundredths * 10, 'ug/L')?.quantity;
        const deci = toCanonical(UNITS.serumB2m, Number((hundredths / 1000).toFixed(3)), 'mg/dL')?.quantity;
        for (const edge of ['above', 'at-or-above'] as const) {
          const side = plain && exceeds(plain, cut, edge);
          expect(micro && exceeds(micro, cut, edge)).toBe(side);
          expect(deci && exceeds(deci, cut, edge)).toBe(side);
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('LOINC codes', () => {
  const tableOf = (code: string): UnitTable | undefined => {
    const entry = CATALOGUE.get(code);
    return entry && isAnalyte(entry) ? entry.units : undefined;
  };

  test.each([
    ['serum B2M', ['1952-1', '83078-6', '56786-7', '14626-6', '76484-5', '87708-4'], UNITS.serumB2m],
    ['CSF B2M', ['1951-3', '32301-4'], UNITS.serumB2m],
    ['urine B2M', ['1953-9', '83077-8', '32302-2', '54356-1', '50824-2'], UNITS.urineB2m],
    ['24-h urine B2M', ['10873-8', '56662-0'], UNITS.urineB2m24h],
    ['urine B2M/creatinine', ['13485-8', '39773-7', '59177-6', '44303-6', '93729-2'], UNITS.urineB2mRatio],
    ['creatinine', ['2160-0', '14682-9', '35203-9', '38483-4', '59826-8', '77140-2'], UNITS.creatinine],
    ['urine creatinine', ['2161-8', '14683-7'], UNITS.creatinine],
    [
      'albumin',
      [
        '1751-7',
        '61151-7',
        '61152-5',
        '2862-1',
        '77148-5',
        '76631-1',
        '103577-3',
        '101198-0',
        '54347-0',
        '62235-7',
        '62234-0',
      ],
      UNITS.albumin,
    ],
    ['LDH', ['2532-0', '14804-9', '14805-6'], UNITS.enzyme],
    [
      'eGFR',
      [
        '98979-8',
        '98980-6',
        '50210-4',
        '94677-2',
        '62238-1',
        '88294-4',
        '88293-6',
        '77147-7',
        '33914-3',
        '48642-3',
        '48643-1',
        '50044-7',
        '70969-1',
        '69405-9',
      ],
      UNITS.gfr,
    ],
  ] as const)('%s: each code takes each of its units, mass and molar alike', (_, codes, table) => {
    for (const code of codes) expect([code, tableOf(code)]).toEqual([code, table]);
  });

  test.each([
    ['arbitrary units', ['83076-0', '83079-4']],
    ['present or absent', ['43818-4', '43819-2', '43919-0']],
    ['another fluid', ['48166-3', '39458-5', '49081-3', '88711-7', '59217-0', '59218-8']],
    ['around a dialysis session', ['11042-9', '11041-1', '51619-5', '51620-3']],
  ])('%s: recognised, never read as a value', (_, codes) => {
    for (const code of codes) expect([code, CATALOGUE.has(code), tableOf(code)]).toEqual([code, true, undefined]);
  });

  test.each(['34366-5', '26450-7', '33944-8', '33945-5', '26098-4', '101475-2', '103616-9', '1952', ''])(
    '%s, wrong or unverified, is not known',
    (code) => {
      expect(CATALOGUE.has(code)).toBe(false);
    },
  );
});

test.each([
  ['umol/L', 'umol/L', true],
  ['\u00b5mol/l', 'umol/L', true],
  [' mcmol/L ', 'umol/L', true],
  ['mg/dl', 'mg/dL', true],
  ['pmol/l', 'pmol/L', true],
  ['ml/min', 'mL/min', true],
  ['nmol/L', 'umol/L', false],
  ['mg/dL', 'umol/L', false],
  ['', 'umol/L', false],
  [undefined, 'umol/L', false],
])('a unit printed as %j is %s: %p', (unit, ucum, expected) => {
  expect(isPrinted(unit, ucum)).toBe(expected);
});

test('grams are never read as giga, nor the other way round where it matters', () => {
  expect(toCanonical(UNITS.platelets, 250, 'g/L')).toBeUndefined();
  expect(toCanonical(UNITS.platelets, 250, 'G/L')?.quantity.value).toBe(250);
});

test('how many times another a value is stays what was printed, in whatever unit both were reported', () => {
  const spelled = ANALYTES.flatMap(([, table]) => Object.keys(table.spellings).map((unit) => [table, unit] as const));
  fc.assert(
    fc.property(
      fc.constantFrom(...spelled),
      fc.integer({ min: 1, max: 2000 }),
      fc.constantFrom(0.75, 1.15, 1.25, 1.5, 2, 3, 100),
      ([table, unit], printed, times) => {
        const [once, more] = [printed, Number((printed * times).toPrecision(12))].map(
          (value) => toCanonical(table, value, unit)?.quantity.value ?? NaN,
        );
        expect(ratioOf(more ?? NaN, once ?? NaN)).toBe(times);
      },
    ),
    { numRuns: 2000 },
  );
});
