// Rows handed to the database as one JSON parameter: the statement is the same whatever their number, so it is compiled once.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

/**
 * A source for `from`, with one column, `value`: the row as a JSON array, whose nth cell is `value->>n` (text; cast
 * what is a number).
 */
export function rowsOf(kind: Database['kind'], rows: readonly (readonly unknown[])[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows);
  return kind === 'sqlite' ? sql`json_each(${json})` : sql`jsonb_array_elements(${json}::jsonb) as row(value)`;
}
