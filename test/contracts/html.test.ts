// Text in HTML stays the text it is, wherever it stands.
import { expect, test } from '@jest/globals';
import { escapeHtml } from '../../src/contracts/html.ts';

test('nothing of a text begins an element or a reference, or ends a value', () => {
  const hostile = `<script>alert("x")</script> & 'a'`;
  expect(escapeHtml(hostile)).not.toMatch(/[<>"']|&(?!#\d+;)/);
  const read = escapeHtml(hostile).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  expect(read).toBe(hostile);
});

test('what is escaped once more still reads as it stood', () => {
  expect(escapeHtml('&lt;')).toBe('&#38;lt;');
});
