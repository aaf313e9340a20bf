// Whom the injury card is for, how urgent it is, and the rows of what is needed now.
import { describe, expect, test } from '@jest/globals';
import { calciumRow, lightChainRows, stageLimit } from '../../cds-services/b2m-result/injury-rows.ts';
import {
  injuryPatientOf,
  injuryUrgency,
  isInjuryTold,
  isToldWithInjury,
} from '../../cds-services/b2m-result/injury-urgency.ts';
import { b2m, condition, creatinine, daysAgo, given, observation } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const since = (name: string, clinical = 'active') => condition(name, { since: daysAgo(90), clinical });
const NEW = condition('myeloma', { since: daysAgo(9) });
const GIVEN = given('bortezomib', daysAgo(5));
/** A rise by half within four days. */
const MILD = [creatinine('1.0 mg/dL', { at: daysAgo(4) }), creatinine('1.6 mg/dL')];
const SEVERE = [creatinine('1.0 mg/dL', { at: daysAgo(4) }), creatinine('2.1 mg/dL')];
/** Since months ago, by the median of the year. */
const SLOW = [200, 150].map((days) => creatinine('1.0 mg/dL', { at: daysAgo(days), id: `c${days}` }));

function urgency(...resources: readonly fhir4.FhirResource[]) {
  const { reading } = resultInput(resources);
  const patient = injuryPatientOf(reading);
  return reading.injury && patient ? injuryUrgency(reading.injury, patient) : 'nobody';
}

describe('an injury', () => {
  test.each([
    ['of new myeloma', [NEW, ...MILD], 'critical'],
    ['of treated myeloma, stage 1', [NEW, GIVEN, ...MILD], 'warning'],
    ['of treated myeloma, stage 2', [NEW, GIVEN, ...SEVERE], 'critical'],
    ['of myeloma that came back, which was treated, stage 1', [since('myeloma', 'relapse'), ...MILD], 'warning'],
    ['of myeloma in remission, stage 1', [since('myeloma', 'remission'), ...MILD], 'warning'],
    ['of suspected myeloma, stage 1', [condition('myeloma', { verification: 'provisional' }), ...MILD], 'critical'],
    ['of MGUS', [since('mgus'), ...SEVERE], 'warning'],
    ['without any of them', [...SEVERE], 'nobody'],
    ['against the year alone, stage 1', [NEW, ...SLOW, creatinine('1.6 mg/dL')], 'warning'],
    ['against the year alone, stage 2', [NEW, ...SLOW, creatinine('2.1 mg/dL')], 'critical'],
    [
      'of 7 days ago',
      [NEW, creatinine('1.0 mg/dL', { at: daysAgo(11) }), creatinine('2.1 mg/dL', { at: daysAgo(7) })],
      'critical',
    ],
    [
      'of 8 days ago',
      [NEW, creatinine('1.0 mg/dL', { at: daysAgo(12) }), creatinine('2.1 mg/dL', { at: daysAgo(8) })],
      'warning',
    ],
    [
      'from which it recovers',
      [
        NEW,
        creatinine('1.0 mg/dL', { at: daysAgo(5) }),
        creatinine('3.1 mg/dL', { at: daysAgo(3) }),
        creatinine('1.6 mg/dL'),
      ],
      'warning',
    ],
    ['that is steady', [NEW, creatinine('1.0 mg/dL', { at: daysAgo(4) }), creatinine('1.0 mg/dL')], undefined],
    ['nobody knows of, in new myeloma', [NEW, creatinine('3.1 mg/dL')], 'warning'],
    ['nobody knows of, in treated myeloma', [NEW, GIVEN, creatinine('3.1 mg/dL')], undefined],
    ['nobody knows of, in MGUS', [since('mgus'), creatinine('3.1 mg/dL')], 'info'],
  ])('%s: %s', (_, resources, indicator) => {
    expect(urgency(...resources)).toBe(indicator);
  });
});

describe('the B2M is told with it', () => {
  const told = (days: number, ...resources: readonly fhir4.FhirResource[]) =>
    isToldWithInjury(resultInput([b2m('6.1 mg/L', { at: daysAgo(days) }), ...resources]).reading);

  test('up to 7 days from the creatinine, and where an injury is told', () => {
    expect([told(7, NEW, ...SEVERE), told(8, NEW, ...SEVERE)]).toEqual([true, false]);
    expect(told(0, ...SEVERE)).toBe(false);
    expect(told(0, NEW, creatinine('1.0 mg/dL'))).toBe(false);
    expect(isToldWithInjury(resultInput([NEW, ...SEVERE]).reading)).toBe(false);
    expect(isInjuryTold(resultInput([NEW, ...SEVERE]).reading)).toBe(true);
    expect(isInjuryTold(resultInput([NEW]).reading)).toBe(false);
  });
});

describe('the limit of its stage', () => {
  const limit = (...values: readonly fhir4.Observation[]) => {
    const injury = resultInput([NEW, ...values]).reading.injury?.course?.injury;
    return injury && stageLimit(injury);
  };

  test('is the ratio, the rise within 48 hours, or the value of stage 3', () => {
    expect(limit(...MILD)).toBe('stage 1: ×1.5 or more');
    expect(limit(...SEVERE)).toBe('stage 2: ×2 or more');
    expect(limit(creatinine('1.0 mg/dL', { at: daysAgo(4) }), creatinine('3.0 mg/dL'))).toBe('stage 3: ×3 or more');
    expect(limit(creatinine('1.0 mg/dL', { at: daysAgo(2) }), creatinine('1.3 mg/dL'))).toBe(
      'stage 1: rise of 0.3 in 48 hours',
    );
    expect(limit(creatinine('2.5 mg/dL', { at: daysAgo(4) }), creatinine('4.0 mg/dL'))).toBe('stage 3: 4 or more');
  });
});

describe('what is needed now', () => {
  const calcium = (...resources: readonly fhir4.FhirResource[]) =>
    calciumRow(resultInput([NEW, ...SEVERE, ...resources])).map(({ value, limit }) => `${value}, ${limit}`);
  const measured = (days: number) => observation('17861-6', '9.4 mg/dL', { at: daysAgo(days) });

  test('calcium, unless one is of the last 7 days', () => {
    expect(calcium()).toEqual(['not on record, needed now']);
    expect(calcium(measured(7))).toEqual([]);
    expect(calcium(measured(8))).toEqual(['9.4 mg/dL, too old, needed now']);
  });

  test('free light chains, unless those of 90 days are on record', () => {
    const rows = (...resources: readonly fhir4.FhirResource[]) => {
      const input = resultInput([NEW, ...SEVERE, ...resources]);
      const patient = injuryPatientOf(input.reading);
      return patient ? lightChainRows(patient, input).map((r) => `${r.value}, ${r.limit}`) : [];
    };
    const chains = (days: number) => [
      observation('36916-5', '1850 mg/L', { at: daysAgo(days) }),
      observation('33944-0', '12 mg/L', { at: daysAgo(days) }),
    ];
    expect(rows()).toEqual(['not on record, needed now']);
    expect(rows(...chains(90))).toEqual([expect.stringMatching(/^kappa 1850 mg\/L.*154.*, cast nephropathy: 500/)]);
    expect(rows(...chains(91))).toEqual([expect.stringContaining('too old, needed now')]);
  });
});
