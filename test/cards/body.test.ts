// The detail of a card in the three forms that EHRs can show.
import { describe, expect, test } from '@jest/globals';
import { formOf, renderBody, type CardBody } from '../../src/cards/body.ts';
import { escapeText } from '../../src/cards/markdown.ts';

const BODY: CardBody = {
  date: '2026-10-29',
  rows: [
    { result: 'B2M', value: '6.9 mg/L (high)', date: '2026-10-29', limit: 'ISS III: 5.5 or more' },
    { result: 'Albumin', value: '4.0 g/dL, too old', date: '2026-07-04', limit: '' },
    { result: 'FISH', value: 'not on record' },
  ],
  lines: ['The stage stands.', `Unit in the record: ${escapeText('<mg>*|_')}.`],
  change: 'LDH above 225 U/L: R-ISS III.',
  closing: 'Not a diagnosis: B2M is not specific. Rules 1.1.0.',
};

describe('a card', () => {
  test('with tables: a date that is not that of the card stands behind its value', () => {
    expect(renderBody(BODY, 'tables').split('\n')).toEqual([
      '| Result | Value, 2026-10-29 | Limit or expected |',
      '| --- | --- | --- |',
      '| B2M | 6.9 mg/L (high) | ISS III: 5.5 or more |',
      '| Albumin | 4.0 g/dL, too old, 2026-07-04 | – |',
      '| FISH | not on record | – |',
      '',
      '- The stage stands.',
      '- Unit in the record: &lt;mg&gt;\\*\\|\\_.',
      '',
      '**What would change this:** LDH above 225 U/L: R-ISS III.',
      '',
      '*Not a diagnosis: B2M is not specific. Rules 1.1.0.*',
    ]);
  });

  test('without tables: rows as a list, lines as one paragraph', () => {
    expect(renderBody(BODY, 'markdown').split('\n')).toEqual([
      'Results of 2026-10-29:',
      '',
      '- B2M: 6.9 mg/L (high); ISS III: 5.5 or more',
      '- Albumin: 4.0 g/dL, too old, 2026-07-04',
      '- FISH: not on record',
      '',
      'The stage stands. Unit in the record: &lt;mg&gt;\\*\\|\\_.',
      '',
      '**What would change this:** LDH above 225 U/L: R-ISS III.',
      '',
      '*Not a diagnosis: B2M is not specific. Rules 1.1.0.*',
    ]);
  });

  test('as text: no sign of Markdown, and what was escaped as it stood', () => {
    expect(renderBody(BODY, 'text').split('\n')).toEqual([
      'Results of 2026-10-29:',
      'B2M: 6.9 mg/L (high); ISS III: 5.5 or more',
      'Albumin: 4.0 g/dL, too old, 2026-07-04',
      'FISH: not on record',
      '',
      'The stage stands. Unit in the record: <mg>*|_.',
      '',
      'What would change this: LDH above 225 U/L: R-ISS III.',
      '',
      'Not a diagnosis: B2M is not specific. Rules 1.1.0.',
    ]);
  });

  test('without results and without anything open', () => {
    const bare = { rows: [], lines: ['One line.'], closing: 'Advice only.' };
    expect(renderBody(bare, 'tables')).toBe('- One line.\n\n*Advice only.*');
    expect(renderBody(bare, 'text')).toBe('One line.\n\nAdvice only.');
  });
});

test.each([
  [undefined, 'tables'],
  [{}, 'tables'],
  [{ tables: true }, 'tables'],
  [{ tables: false }, 'markdown'],
  [{ markdown: false }, 'text'],
  [{ tables: true, markdown: false }, 'text'],
] as const)('an EHR that shows %j is given %s', (shows, form) => {
  expect(formOf(shows)).toBe(form);
});
