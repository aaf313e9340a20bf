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
    ['Read only in part: laboratory results (complete from 2024-05-03 on).'],
  ],
  [
    'for which stretches of time it is whole',
    { partlyRead: [inPart('labs', { from: MAY, to: MAY + 30 * DAY_MS }, { from: MAY + 400 * DAY_MS, to: Infinity })] },
    ['Read only in part: laboratory results (complete from 2024-05-03 to 2024-06-02 and from 2025-06-07 on).'],
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
  expect(missingDataNotes({ ...collect([]), ...missing }, WORDS)).toEqual(notes);
});
