// Double entry: the tests that are offered, their codes, and by which results and panels each is known to be done or ordered.
import { describe, expect, test } from '@jest/globals';
import * as tests from '../../cds-services/shared/laboratory-tests.ts';
import type { LaboratoryTest } from '../../cds-services/shared/laboratory-tests.ts';

const IN = 'in Serum or Plasma';
const OFFERED: readonly (readonly [
  LaboratoryTest,
  code: string,
  display: string,
  analytes: string,
  shownBy: string,
])[] = [
  [
    tests.B2M,
    '1952-1',
    `Beta-2-Microglobulin [Mass/volume] ${IN}`,
    'b2m-serum',
    '1952-1 83078-6 56786-7 14626-6 76484-5',
  ],
  [
    tests.ALBUMIN,
    '1751-7',
    `Albumin [Mass/volume] ${IN}`,
    'albumin-serum',
    `1751-7 61151-7 61152-5 2862-1 77148-5 76631-1 103577-3 101198-0 54347-0 62235-7 62234-0
     24323-8 24362-6 24325-3`,
  ],
  [
    tests.CREATININE,
    '45066-8',
    'Creatinine and Glomerular filtration rate.predicted panel',
    'creatinine-serum egfr',
    `2160-0 14682-9 35203-9 38483-4 59826-8 77140-2 21232-4
     98979-8 98980-6 50210-4 94677-2 62238-1 88294-4 88293-6 77147-7 33914-3 48642-3 48643-1 50044-7 70969-1 69405-9
     24320-4 24321-2 51990-0 24323-8 24362-6 45066-8 34555-3 58446-6`,
  ],
  [
    tests.LDH,
    '2532-0',
    `Lactate dehydrogenase [Enzymatic activity/volume] ${IN}`,
    'ldh-serum',
    '2532-0 14804-9 14805-6',
  ],
  [
    tests.SPEP,
    '24351-9',
    'Protein electrophoresis panel - Serum or Plasma',
    'm-protein',
    '24351-9 90991-1 33358-3 104837-0 51435-6',
  ],
  [tests.IMMUNOFIXATION, '25700-6', 'Immunofixation for Serum or Plasma', '', '25700-6 90991-1'],
  [
    tests.FREE_LIGHT_CHAINS,
    '104533-5',
    'Immunoglobulin light chains.free panel - Serum or Plasma',
    '',
    `104533-5 57778-3 81632-2 36916-5 104544-2 80515-0 33944-0 80516-8 48378-4 104546-7 80517-6`,
  ],
  [tests.BLOOD_COUNT, '58410-2', 'CBC panel - Blood by Automated count', 'hemoglobin', '58410-2 57021-8 718-7'],
  [
    tests.METABOLIC_PANEL,
    '24323-8',
    'Comprehensive metabolic 2000 panel - Serum or Plasma',
    '',
    '24323-8 2885-2 17861-6 2000-8',
  ],
  [
    tests.URINE_ELECTROPHORESIS,
    '81231-3',
    'Protein electrophoresis panel - 24 hour Urine',
    '',
    '81231-3 101665-8 34539-7',
  ],
  [tests.URINE_PROTEIN, '2889-4', 'Protein [Mass/time] in 24 hour Urine', '', '2889-4'],
  [
    tests.URINE_CREATININE,
    '2161-8',
    'Creatinine [Mass/volume] in Urine',
    '',
    '2161-8 14683-7 2162-6 14684-5 13485-8 39773-7 59177-6 44303-6 93729-2',
  ],
  [tests.URINE_PH, '2756-5', 'pH of Urine', '', '2756-5 5803-2 50560-2'],
];

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

describe('a test that is offered', () => {
  test.each(OFFERED.map((row) => [row[2], ...row] as const))('%s', (_, offered, code, display, analytes, shownBy) => {
    expect(offered).toMatchObject({ code, display, analytes: words(analytes) });
    expect(offered.codes.toSorted()).toEqual(words(shownBy).toSorted());
  });

  test('stands above', () => {
    expect(new Set(OFFERED.map(([offered]) => offered))).toEqual(new Set(Object.values(tests)));
  });

  test('is known by its own code, too', () => {
    for (const [{ code, codes }] of OFFERED) expect(codes).toContain(code);
  });
});
