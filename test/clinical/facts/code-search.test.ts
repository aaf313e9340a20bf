// Searches by code: complete, no longer than servers accept, and read back as what they ask for.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  codeSearches,
  codeTokens,
  codingsIn,
  LONGEST_SEARCH,
  plainKey,
} from '../../../src/clinical/facts/code-search.ts';

const BEFORE = 'Observation?patient={{context.patientId}}&code=';
const AFTER = '&_sort=-date&_count=200';
const tokensOf = (template: string): string => template.slice(BEFORE.length, -AFTER.length);

test('a LOINC code is asked for with its system, and the site’s own codes for it come with it', () => {
  const own = new Map([
    ['urn:lab|B2M', '1952-1'],
    ['urn:lab|KREA', '2160-0'],
    ['urn:other|B2', '1952-1'],
  ]);
  expect(codeTokens(['1952-1'], own)).toEqual(['http://loinc.org|1952-1', 'urn:lab|B2M', 'urn:other|B2']);
  expect(codeTokens(['718-7'], own)).toEqual(['http://loinc.org|718-7']);
});

test('signs that mean something in a search or an address are escaped', () => {
  const own = new Map([['urn:lab|A,B|C$D\\E&F #G+{{H}}', '1952-1']]);
  const [, token = ''] = codeTokens(['1952-1'], own);
  expect(token).not.toMatch(/[,&#+ {}$\\]/);
  expect(token.split('|')).toHaveLength(2);
  expect(codingsIn(token)).toEqual([{ system: 'urn:lab', code: 'A,B|C$D\\E&F #G+{{H}}' }]);
});

test.each([
  [
    'http://loinc.org|1952-1,urn:lab|B2M',
    [
      ['http://loinc.org', '1952-1'],
      ['urn:lab', 'B2M'],
    ],
  ],
  ['urn:lab%7CB2M', [['urn:lab', 'B2M']]],
  [
    'urn:lab|A%5C%2CB%5C%7C%5C%5C,urn:lab|C',
    [
      ['urn:lab', 'A,B|\\'],
      ['urn:lab', 'C'],
    ],
  ],
  ['1952-1', [['', '1952-1']]],
  ['|1952-1', [['', '1952-1']]],
  ['urn:lab|', [['urn:lab', '']]],
  ['|', [['', '']]],
  ['', []],
])('%s stands for %j', (tokens, codings) => {
  expect(codingsIn(tokens).map(({ system, code }) => [system, code])).toEqual(codings);
});

describe('a search', () => {
  test('of the longest length stays whole; one character more and it is two', () => {
    const room = LONGEST_SEARCH - BEFORE.length - AFTER.length;
    const fits = ['a'.repeat(room - 2), 'b'];
    const whole = codeSearches('labs', BEFORE, fits, AFTER);
    expect(Object.keys(whole)).toEqual(['labs']);
    expect(whole['labs']).toHaveLength(2_048);
    expect(Object.keys(codeSearches('labs', BEFORE, ['a'.repeat(room - 1), 'b'], AFTER))).toEqual(['labs', 'labs2']);
  });

  test('counts a bar as the three characters in which clients write it', () => {
    const room = LONGEST_SEARCH - BEFORE.length - AFTER.length;
    const keysOf = (length: number) =>
      Object.keys(codeSearches('labs', BEFORE, [`s|${'a'.repeat(length - 4)}`, 'b'], AFTER));
    expect(keysOf(room - 2)).toEqual(['labs']);
    expect(keysOf(room - 1)).toEqual(['labs', 'labs2']);
  });

  test('may end with its tokens', () => {
    expect(codeSearches('problems', 'Condition?code=', ['a', 'b'])).toEqual({ problems: 'Condition?code=a,b' });
  });

  test('of one code that is longer than servers accept is asked all the same', () => {
    const long = 'a'.repeat(LONGEST_SEARCH);
    expect(codeSearches('labs', '', [long, 'b'])).toEqual({ labs: long, labs2: 'b' });
  });

  test('however many codes a site has, asks for each once, and is never too long', () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((s) => !/[|\ud800-\udfff]/.test(s));
    const map = fc.dictionary(
      fc.tuple(part, part).map((p) => p.join('|')),
      fc.constantFrom('1952-1', '2160-0'),
      { maxKeys: 200 },
    );
    fc.assert(
      fc.property(map, (own) => {
        const localCodes = new Map(Object.entries(own));
        const tokens = codeTokens(['1952-1', '2160-0'], localCodes);
        const searches = codeSearches('labs', BEFORE, tokens, AFTER);
        const asked = Object.values(searches).flatMap((template) => codingsIn(tokensOf(template)));
        expect(asked.map(({ system, code }) => `${system}|${code}`)).toEqual([
          'http://loinc.org|1952-1',
          'http://loinc.org|2160-0',
          ...localCodes.keys(),
        ]);
        for (const [key, template] of Object.entries(searches)) {
          expect(plainKey(key)).toBe('labs');
          // clients write a bar as three characters
          expect(template.replaceAll('|', '%7C').length).toBeLessThanOrEqual(LONGEST_SEARCH);
        }
      }),
    );
  });
});

test.each([
  ['labs', 'labs'],
  ['labs2', 'labs'],
  ['labs12', 'labs'],
  ['b2mLabs2', 'b2mLabs'],
])('%s is a part of %s', (key, plain) => expect(plainKey(key)).toBe(plain));
