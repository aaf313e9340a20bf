// Several entries of one disease on the problem list → one diagnosis, as old as the earliest of them may be.
import { describe, expect, test } from '@jest/globals';
import { diagnosisOf } from '../../../src/clinical/reading/diagnosis.ts';
import { dayOf } from '../../../src/clinical/quantities/time.ts';
import { AS_OF, chart, collect, condition, daysAgo, patient } from '../../support/chart.ts';

type Entry = NonNullable<Parameters<typeof condition>[1]>;
const myelomaOf = (...entries: readonly Entry[]) =>
  diagnosisOf(
    collect(chart([patient(), ...entries.map((e, i) => condition('myeloma', { id: `entry-${i + 1}`, ...e }))])),
    'myeloma',
  );
/** Days before the day of reading between which it was diagnosed. */
const spanOf = (...entries: readonly Entry[]) => {
  const date = myelomaOf(...entries)?.date;
  return date && [date.earliest, date.latest].map((at) => dayOf(Date.parse(AS_OF)) - dayOf(at));
};
const since = (days: number): string => daysAgo(days).slice(0, 10);

describe('the date', () => {
  test.each<[what: string, entries: readonly Entry[], days: readonly number[] | undefined]>([
    ['of several entries is that of the earliest', [{ since: since(10) }, { since: since(100) }], [100, 100]],
    ['of one that was closed since counts', [{ since: since(10) }, { since: since(100), clinical: 'resolved' }], [100, 100]],
    ['of an entry that only suspects it does not', [{ since: since(10) }, { since: since(100), verification: 'provisional' }], [10, 10]],
    ['may be that of an entry whose certainty is not understood', [{ since: since(10) }, { since: since(100), verification: 'sicher' }], [100, 10]],
    ['is that of an entry with one, beside an entry without', [{}, { since: since(10) }], [10, 10]],
    ['is open beside one that cannot be read', [{ since: since(10) }, { with: { onsetString: 'als junger Mann' } }], undefined],
    ['is tomorrow at most, as far as the zones of the world are apart', [{ since: since(-1) }], [-1, -1]],
    ['is open where the entry dates it later than that', [{ since: since(-2) }], undefined],
    ['is open beside an entry that dates it later than that', [{ since: since(10) }, { since: since(-30) }], undefined],
    ['is open where it was recorded or asserted later than that', [{ with: { recordedDate: since(-30) } }], undefined],
    ['lies between its onset and today where only the entry is dated later', [{ since: since(10), with: { recordedDate: since(-30) } }], [10, -30]],
    ['is before a relapse that is older than every other entry', [{ since: since(10) }, { since: since(50), clinical: 'relapse' }], undefined],
    ['stands where a relapse came between two entries', [{ since: since(100) }, { since: since(50), clinical: 'relapse' }, { since: since(10) }], [100, 100]],
    ['stands where a relapse is coded on the same day', [{ since: since(50) }, { since: since(50), clinical: 'relapse' }], [50, 50]],
  ])('%s', (_, entries, days) => {
    expect(spanOf(...entries)).toEqual(days);
    expect(spanOf(...entries.toReversed())).toEqual(days);
  }); // prettier-ignore
});

test('an entry with a date stands for the disease before one without', () => {
  expect(myelomaOf({}, { since: since(10) })?.reference).toBe('Condition/entry-2');
  expect(myelomaOf({ since: since(10) }, {})?.reference).toBe('Condition/entry-1');
});

test('what is only closed is no current disease', () => {
  expect(myelomaOf({ since: since(100), clinical: 'resolved' })).toBeUndefined();
});
