// A B2M beyond filtration where the record leaves something open: two methods of one draw, an entry whose status is not understood.
import { expect, test } from '@jest/globals';
import { beyondIt } from '../../cds-services/b2m-result/beyond-filtration.ts';
import { b2m, condition, egfr } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const EGFR = egfr('75 mL/min/{1.73_m2}');

/** At an eGFR of 75 2.1 mg/L are expected. */
function told(...resources: readonly fhir4.FhirResource[]) {
  const input = resultInput([...resources, EGFR]);
  const { focus, renal } = input.reading;
  if (!focus || !renal.beyondFiltration) throw new Error('not beyond filtration');
  return beyondIt(input, focus, renal.beyondFiltration, 1);
}

test('up to twice expected it says from when on a work-up is offered; of one draw by two methods by the one that is told', () => {
  const high = { high: '2.4 mg/L' };
  const by = (value: string, method: string, at: string) =>
    b2m(value, { ...high, issued: at, with: { method: { text: method } } });
  const [first, second] = ['2026-11-01T08:00:00Z', '2026-11-01T08:30:00Z'];
  expect(told(b2m('3.6 mg/L', high))).toMatchObject({ changes: [expect.stringContaining('2')] });
  expect(told(by('3.6 mg/L', 'nephelometry', second), by('5.0 mg/L', 'immunoassay', first))).toHaveProperty('changes');
  expect(told(by('3.6 mg/L', 'nephelometry', first), by('5.0 mg/L', 'immunoassay', second))).not.toHaveProperty(
    'changes',
  );
});

test('an MGUS whose status is not understood is not named, and no test of it offered', () => {
  const mgus = condition('mgus', { with: { verificationStatus: { text: 'probably' } } });
  const found = told(mgus, b2m('6.0 mg/L', { high: '2.4 mg/L' }));
  expect(found).toMatchObject({ summary: 'B2M 6.0 mg/L is 2.9 times expected (2.1 at eGFR 75)', suggestions: [] });
});
