// Cards and rules as text for a terminal: wrapped, with the table aligned, coloured where it can be.
import { plainText, type CardBody } from '../cards/body.ts';
import type { DraftCard, Indicator } from '../cards/types.ts';
import type { Evaluation } from '../contracts/service.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

export interface Terminal {
  /** Columns. */
  readonly width: number;
  /** The text as it is, where there is no colour. */
  readonly paint: (colour: Colour, text: string) => string;
}

const COLOURS: Readonly<Record<Indicator, Colour>> = { critical: 'red', warning: 'yellow', info: 'cyan' };
const GAP = 2;

/** What would be said, then why each rule spoke or was silent. */
export function evaluationText(evaluation: Evaluation, terminal: Terminal): string {
  const { paint, width } = terminal;
  const cards = evaluation.cards.map((card) => cardText(card, terminal));
  const rules = evaluation.rules.map(({ fired, id, because }) => {
    const sign = fired ? paint('green', '✓') : paint('dim', '·');
    return wrap(`${id}: ${because}`, width, '    ', '  ').replace(/^ {2}/, `${sign} `);
  });
  return [...(cards.length > 0 ? cards : ['No card.']), `${paint('bold', 'Rules')}\n${rules.join('\n')}`].join('\n\n');
}

function cardText(card: DraftCard, terminal: Terminal): string {
  const { paint, width } = terminal;
  const { indicator, summary, source, suggestions = [], links = [] } = card;
  const head = wrap(`[${indicator}] ${summary}`, width)
    .split('\n')
    .map((line) => paint('bold', line))
    .join('\n')
    .replace(`[${indicator}]`, paint(COLOURS[indicator], `[${indicator}]`));
  const below = [
    `Source: ${source.label}${source.url === undefined ? '' : ` ${source.url}`}`,
    ...suggestions.map(({ label, actions: [{ description }] }) =>
      description === label ? `Suggestion: ${label}` : `Suggestion: ${label} (${description})`,
    ),
    ...links.map(({ label, url }) => `Link: ${label} ${url}`),
  ];
  const parts = [...bodyText(card.body, terminal), below.map((line) => wrap(line, width, '    ', '  ')).join('\n')];
  return [head, ...parts].join('\n\n');
}

function bodyText({ date, rows, lines, change, closing }: CardBody, { width, paint }: Terminal): readonly string[] {
  const cells = rows.map((row) => {
    const own = row.date === undefined || row.date === '' || row.date === date ? '' : `, ${row.date}`;
    return [row.result, `${row.value}${own}`, row.limit ?? ''].map(plainText);
  });
  const head = ['Result', date === undefined ? 'Value' : `Value, ${date}`, 'Limit or expected'];
  return [
    ...(cells.length > 0 ? [table([head, ...cells], width, paint)] : []),
    ...(lines.length > 0 ? [lines.map((line) => wrap(`- ${plainText(line)}`, width, '    ', '  ')).join('\n')] : []),
    ...(change === undefined ? [] : [wrap(`What would change this: ${plainText(change)}`, width, '  ', '  ')]),
    ...(closing === '' ? [] : [paint('dim', wrap(plainText(closing), width, '  ', '  '))]),
  ];
}

/** Columns side by side; what is too long for its column goes on below it. */
function table(rows: readonly (readonly string[])[], width: number, paint: Terminal['paint']): string {
  const room = width - 2 - 2 * GAP;
  const wanted = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const total = wanted.reduce((a, b) => a + b, 0);
  const [first = 0, second = 0] = wanted.map((w) => Math.max(10, Math.floor((w * room) / total)));
  const widths = total <= room ? wanted : [first, second, Math.max(10, room - first - second)];
  return rows
    .flatMap((row, n) => {
      const columns = row.map((cell, i) => wrap(cell, widths[i] ?? 10).split('\n'));
      const height = Math.max(...columns.map((lines) => lines.length));
      return Array.from({ length: height }, (_, k) => {
        const line = columns.map((lines, i) => (lines[k] ?? '').padEnd(widths[i] ?? 0)).join(' '.repeat(GAP));
        return `  ${n === 0 ? paint('dim', line.trimEnd()) : line.trimEnd()}`;
      });
    })
    .join('\n');
}

/** Breaks at spaces; a word longer than the line stands alone on it. @param hanging before each line but the first */
export function wrap(text: string, width: number, hanging = '', first = ''): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
