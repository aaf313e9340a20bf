// Everything kept about calls, cards and feedback, as lines of JSON; docs/data.md describes the fields.

import type { Kysely } from 'kysely';
import { openedOf } from './links.ts';
import { rulesOf } from './rules-of.ts';
import type { Tables } from './schema.ts';

const PAGE = 500;

/**
 * NDJSON lines without the newline, oldest key first within a table: cards shown, then feedback, then how many calls
 * there were, then comments (PHI) if asked for. Pages by key, so it holds no lock and little memory; rows written meanwhile may be missing.
 */
export async function* exportAll(
  db: Kysely<Tables>,
  { comments = false }: { readonly comments?: boolean } = {},
): AsyncGenerator<string, void, undefined> {
  for await (const page of pages((after) => issuedAfter(db, after), 'uuid')) {
    const cards = page.map(({ uuid }) => uuid);
    const [rules, opened] = [await rulesOf(db, cards), await openedOf(db, cards)];
    for (const { suggestions, memory_key: _, shadow, role, department, ...card } of page) {
      const links = opened(card.uuid);
      yield line('issued_card', {
        ...card,
        ...(role !== null && { role }),
        ...(department !== null && { department }),
        rules: rules(card.uuid),
        suggestions: JSON.parse(suggestions),
        ...(shadow === 1 && { shadow: true }),
        ...(links.length > 0 && { links_opened: links }),
      });
    }
  }
  for await (const page of pages((after) => feedbackAfter(db, after), 'id')) {
    for (const { accepted_suggestions, known, ...entry } of page) {
      yield line('feedback', {
        ...entry,
        accepted_suggestions: JSON.parse(accepted_suggestions),
        known: known === 1,
      });
    }
  }
  for await (const page of pages((after) => callsAfter(db, after), 'id')) {
    for (const { id: _, ...counted } of page) yield line('call_count', counted);
  }
  if (!comments) return;
  for await (const page of pages((after) => commentsAfter(db, after), 'digest')) {
    for (const { digest: _, ...comment } of page) yield line('feedback_comment', comment);
  }
}

async function* pages<K extends string, T extends Record<K, string>>(
  read: (after: string) => Promise<readonly T[]>,
  key: K,
): AsyncGenerator<readonly T[], void, undefined> {
  let after = '';
  for (;;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last[key];
  }
}

const issuedAfter = (db: Kysely<Tables>, after: string) =>
  db.selectFrom('issued_card').selectAll().where('uuid', '>', after).orderBy('uuid').limit(PAGE).execute();

const feedbackAfter = (db: Kysely<Tables>, after: string) =>
  db.selectFrom('feedback').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();

const callsAfter = (db: Kysely<Tables>, after: string) =>
  db.selectFrom('call_count').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();

const commentsAfter = (db: Kysely<Tables>, after: string) =>
  db.selectFrom('feedback_comment').selectAll().where('digest', '>', after).orderBy('digest').limit(PAGE).execute();

function line(table: string, row: object): string {
  return JSON.stringify({ table, ...row });
}
