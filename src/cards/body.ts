// The detail of a card: one table, a few lines, what would change it, a closing; in the form that its reader's EHR can show.
import type { Analyte } from '../clinical/facts/types.ts';
import { blocks, bullets, table } from './markdown.ts';
import { CARD_WORDS } from './phrases.en.ts';

/** `tables`: GitHub-flavoured Markdown; `markdown`: Markdown without tables; `text`: no Markdown at all. */
export type CardForm = 'tables' | 'markdown' | 'text';

/** What the configuration says of an EHR → the form of its cards. */
export function formOf(shows: { readonly tables?: boolean; readonly markdown?: boolean } | undefined): CardForm {
  if (shows?.markdown === false) return 'text';
  return shows?.tables === false ? 'markdown' : 'tables';
}

/** One row of the table; text from a record is escaped already. */
export interface CardRow {
  readonly result: string;
  /** With its unit; missing is a value, too: `not on record`. */
  readonly value: string;
  /** Of the value, where it is not that of the card. */
  readonly date?: string | undefined;
  /** The cut-off that the statement uses, the laboratory's limit, or what filtration predicts. */
  readonly limit?: string | undefined;
  /** What decides comes first, what is missing last; `beside`, the usual, is what it is read with. */
  readonly place?: 'decides' | 'beside' | 'missing';
  /** The measurement that this row shows in another way: its own row is left out. */
  readonly replaces?: Analyte;
  /** Of what it is missing, where several findings want it in other words: the first of these rows stands. */
  readonly of?: 'cytogenetics';
  /** A finding that was made: what rests on it is not left without it. */
  readonly isFound?: true;
  /** Left out first, where there are more than fit. */
  readonly isSpare?: boolean;
}

export interface CardBody {
  /** The date of the results, for the head of the table. */
  readonly date?: string | undefined;
  readonly rows: readonly CardRow[];
  readonly lines: readonly string[];
  /** What would change the statement: `<finding>: <result>; <finding>: <result>.` */
  readonly change?: string | undefined;
  readonly closing: string;
}

/** @returns Markdown, or plain text for `text` */
export function renderBody(body: CardBody, form: CardForm): string {
  if (form === 'tables') return withTable(body);
  const listed = withoutTable(body);
  return form === 'text' ? plainText(listed) : listed;
}

function withTable({ date, rows, lines, change, closing }: CardBody): string {
  const head = [SAY.result, date === undefined ? SAY.value : SAY.valueOf(date), SAY.limit];
  return blocks(
    rows.length > 0 &&
      table(
        head,
        rows.map((row) => [row.result, valueOf(row, date), row.limit || NOTHING]),
      ),
    bullets(lines),
    change !== undefined && `**${CHANGE}** ${change}`,
    `*${closing}*`,
  );
}

/** Beside a value that is held against nothing. */
const NOTHING = '–';

function withoutTable({ date, rows, lines, change, closing }: CardBody): string {
  return blocks(
    rows.length > 0 && (date === undefined ? SAY.results : SAY.resultsOf(date)),
    bullets(
      rows.map(
        (row) =>
          `${row.result}: ${valueOf(row, date)}${row.limit === undefined || row.limit === '' ? '' : `; ${row.limit}`}`,
      ),
    ),
    lines.join(' '),
    change !== undefined && `**${CHANGE}** ${change}`,
    `*${closing}*`,
  );
}

const { table: SAY, change: CHANGE } = CARD_WORDS;

function valueOf({ value, date }: CardRow, ofCard: string | undefined): string {
  return date === undefined || date === '' || date === ofCard ? value : `${value}, ${date}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Without the signs, and with what was escaped as it stood. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^- /gm, '')
    .replace(/(?<!\\)\*+/g, '')
    .replace(/\\([^A-Za-z0-9\s])/g, '$1')
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/:\n\n(?=\S)/, ':\n');
}
