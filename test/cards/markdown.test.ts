// Text from a record shows as text: rendered by an ordinary Markdown reader it makes no tag, no link and no image.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { marked, type Token } from 'marked';
import { blocks, bullets, escapeText, table } from '../../src/cards/markdown.ts';

/** The tokens that plain text in a paragraph, a bullet or a table cell gives, and nothing else. */
const INERT = new Set(['paragraph', 'text', 'escape', 'space', 'list', 'list_item', 'table']);

function tokensOf(markdown: string): readonly Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token) => {
    found.push(token);
  });
  return found;
}

/** Unescaped text as a reader sees it. */
function seen(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

const HOSTILE = [
  '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<a href="javascript:alert(1)">x</a>', '</td></table>',
  '[x](javascript:alert(1))', '![x](https://evil.example/pixel.png)', '[x]: https://evil.example', '<https://evil.example>',
  'https://evil.example', 'http://evil.example/x?y=1', 'www.evil.example', 'WWW.EVIL.EXAMPLE', 'see www.evil.example now',
  'a@evil.example', 'mailto:a@evil.example', 'ftp://evil.example', '**bold** _it_ ~~no~~ `code`', '# head', '> quote',
  '- list', '* list', '+ list', '1. list', '1) list', '-', '1.', '===', '---', '***', '___', '```', '~~~', '    code',
  '| a | b |', 'a\n\n# b', 'a\r\n\r\n<b>', 'a\u2028# b', 'a|b', '\\', '\\<b>', '\\\\[x](y)', '&lt;b&gt;', '&#60;b>', '&amp;',
  '[^1]', '[ ] task', '[x] task', 'x^2^', '$$x$$', '\u202ereversed', 'zero\u200bwidth', '\u0000nul', '\ud800half', '<!-- -->',
  '<?php', '<![CDATA[', '_under_score_', 'snake_case_name', '2*3*4', 'http\\://x', 'ht<b>tp://x', 'xn--www.x', ':smile:',
]; // prettier-ignore

const PLACES: readonly (readonly [string, (text: string) => string])[] = [
  ['alone', (t) => t],
  ['in a sentence', (t) => `Recorded: ${t}.`],
  ['as a bullet', (t) => bullets([t])],
  ['in bold', (t) => `before ${t} after`],
  ['in a table', (t) => table(['Result', 'Value'], [['B2M', t]])],
];

describe.each(PLACES)('%s', (_, place) => {
  test.each(HOSTILE)('%j is inert', (text) => {
    expect(activeIn(place(escapeText(text)))).toEqual([]);
  });

  test('and so is any text, and two of them side by side', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), piece, (pieces, other) => {
        expect(activeIn(place(escapeText(pieces.join('')) + escapeText(other)))).toEqual([]);
      }),
      { seed: 51, numRuns: 400 },
    );
  });
});

function activeIn(markdown: string): readonly string[] {
  const html = marked.parse(markdown, { gfm: true, async: false });
  const tags = html.match(/<\/?[a-z][^>]*>/gi) ?? [];
  return [
    ...tokensOf(markdown).flatMap(({ type, raw }) => (INERT.has(type) ? [] : `${type}: ${raw}`)),
    ...tags.filter((tag) => !/^<\/?(p|ul|li|table|thead|tbody|tr|th|td)>$/.test(tag)),
    ...(/(href|src|on\w+)\s*=/i.test(tags.join('')) ? ['attribute'] : []),
  ];
}

describe('what is escaped', () => {
  test.each([
    'B2M 6.1 mg/L (reported 5500 ug/L)', '<0.5 mg/L & more', 'a*b_c', 'mL/min/{1.73_m2}', '10*9/L', "it's [sic] \"so\"", '50 %', '3.5',
    'www.lab.example', '- 5', '1. x', 'C90.00',
  ])('%j shows as it is', (text) => {
    expect(seen(marked.parse(escapeText(text), { async: false })).trim()).toBe(text);
  }); // prettier-ignore

  test('is one line, without what cannot be seen, and no longer than allowed', () => {
    expect(escapeText('a\n\tb\u202e\u200b\u2066c\u0000')).toBe('a bc');
    expect(escapeText('x'.repeat(500))).toHaveLength(120);
    expect(escapeText('x'.repeat(500), 20)).toBe(`${'x'.repeat(19)}…`);
    expect(escapeText('x'.repeat(20), 20)).toBe('x'.repeat(20));
    expect(escapeText('🩸'.repeat(30), 20)).toMatch(/^(🩸){9}…$/u);
  });
});

describe('tables and blocks', () => {
  test('each row is a row whatever a cell holds', () => {
    const rows = HOSTILE.map((text) => ['B2M', escapeText(text), '2026-11-01']);
    const [found] = marked.lexer(table(['Result', 'Value', 'Date'], rows));
    expect(found).toMatchObject({ type: 'table' });
    expect((found as { rows?: unknown[][] }).rows?.map((r) => r.length)).toEqual(rows.map(() => 3));
  });

  test('a line break in a cell of our own is a space', () => {
    expect(table(['a'], [['x\ny']])).toBe('| a |\n| --- |\n| x y |');
  });

  test('blocks are apart by a blank line, empty ones left out', () => {
    expect(blocks('a', undefined, '', false, 'b')).toBe('a\n\nb');
    expect(bullets(['a', 'b'])).toBe('- a\n- b');
  });
});
