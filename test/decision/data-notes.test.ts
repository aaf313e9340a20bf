// A reader is told which data were missing, in words, and what is unknown without them.
import { expect, test } from '@jest/globals';
import { missingDataNotes, type KeyWords } from '../../src/decision/data-notes.ts';
import { collect } from '../support/chart.ts';

const WORDS: KeyWords = { conditions: ['the problem list', 'diagnosis unknown'], labs: ['laboratory results'] };

test.each([
  ['nothing when all was read', {}, []],
  [
    'what is unknown without them',
    { unavailable: ['conditions', 'labs'] },
    ['Could not be read: the problem list (diagnosis unknown), laboratory results.'],
  ],
  ['what was read only in part, by name', { incomplete: ['conditions'] }, ['Read only in part: the problem list.']],
  [
    'both, each on its line',
    { unavailable: ['labs'], incomplete: ['conditions'] },
    ['Could not be read: laboratory results.', 'Read only in part: the problem list.'],
  ],
  [
    'a key without words by its name',
    { unavailable: ['x'], incomplete: ['y'] },
    ['Could not be read: x.', 'Read only in part: y.'],
  ],
])('%s', (_, missing, notes) => {
  expect(missingDataNotes({ ...collect([]), ...missing }, WORDS)).toEqual(notes);
});
