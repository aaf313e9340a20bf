// A reader is told which data were missing, in words, and what is unknown without them.
import { expect, test } from '@jest/globals';
import { missingDataNotes, type KeyWords } from '../../src/decision/data-notes.ts';
import type { PartlyRead, Span } from '../../src/clinical/facts/types.ts';
import { DAY_MS } from '../../src/clinical/quantities/time.ts';
import { collect } from '../support/chart.ts';

const WORDS: KeyWords = { conditions: ['the problem list', 'diagnosis unknown'], labs: ['laboratory results'] };

const inPart = (key: string, ...spans: readonly Span[]): PartlyRead => ({ key, type: 'Observation', spans });
const MAY = Date.UTC(2024, 4, 3);

test.each([
  [
    'from when on it is whole',
    { partlyRead: [inPart('labs', { from: MAY, to: Infinity })] },
    ['Laboratory results were read in part, back to 2024-05-03 only; older ones may exist, so no order is offered.'],
  ],
  [
    'for which stretches of time it is whole',
    { partlyRead: [inPart('labs', { from: MAY, to: MAY + 30 * DAY_MS }, { from: MAY + 400 * DAY_MS, to: Infinity })] },
    ['Read only in part: laboratory results (complete from 2024-05-03 to 2024-06-02 and from 2025-06-07 on).'],
  ],
  [
    'of several from when on each is whole, in one sentence',
    { partlyRead: [inPart('labs', { from: MAY, to: Infinity }), inPart('y', { from: MAY + DAY_MS, to: Infinity })] },
    [
      'Read only in part: laboratory results back to 2024-05-03, y back to 2024-05-04; older ones may exist, so no order is offered.',
    ],
  ],
  [
    'a query that failed, once',
    { unavailable: ['labs'], partlyRead: [inPart('labs')] },
    ['Could not be read: laboratory results.'],
  ],
  ['nothing when all was read', {}, []],
  [
    'what is unknown without them',
    { unavailable: ['conditions', 'labs'] },
    ['Could not be read: the problem list (diagnosis unknown), laboratory results.'],
  ],
  [
    'what was read only in part, by name',
    { partlyRead: [inPart('conditions')] },
    ['Read only in part: the problem list.'],
  ],
  [
    'both, each on its line',
    { unavailable: ['labs'], partlyRead: [inPart('conditions')] },
    ['Could not be read: laboratory results.', 'Read only in part: the problem list.'],
  ],
  [
    'a key without words by its name',
    { unavailable: ['x'], partlyRead: [inPart('y')] },
    ['Could not be read: x.', 'Read only in part: y.'],
  ],
])('%s', (_, missing, notes) => {
  expect(missingDataNotes({ ...collect([]), ...missing }, WORDS, false)).toEqual(notes);
});

test('beside an order it is not said that none is offered, and what is whole from one day on is named together', () => {
  const partlyRead = [
    ...['labs', 'markers'].map((key) => inPart(key, { from: MAY, to: Infinity })),
    { ...inPart('conditions', { from: MAY, to: Infinity }), type: 'Condition' },
  ];
  expect(missingDataNotes({ ...collect([]), partlyRead }, { ...WORDS, markers: ['B2M'] }, true)).toEqual([
    'Laboratory results and B2M were read in part, back to 2024-05-03 only; older ones may exist.',
    'Read only in part: the problem list (complete from 2024-05-03 on).',
  ]);
});
