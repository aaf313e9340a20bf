// Every migration by name, in order; a migration that has shipped is never edited.

import { Migrator, sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import * as initial from './0001-initial.ts';
import * as shadow from './0002-shadow.ts';
import * as insights from './0003-insights.ts';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-shadow': shadow,
  '0003-insights': insights,
};

/**
 * Brings the schema up to date; safe when several replicas do it at once. What a newer version has done stays: it only
 * adds, so this version goes on beside it, or after a step back.
 *
 * @param migrations ours, when absent
 * @returns the names of migrations on record that this version does not know. Throws what the database threw
 */
export async function migrate<T>(db: Kysely<T>, migrations = MIGRATIONS): Promise<readonly string[]> {
  const newer = await newerOnRecord(db, migrations);
  // the library takes a migration it does not know for damage
  const nothing = Object.fromEntries(newer.map((name) => [name, { up: () => Promise.resolve() }]));
  const provider = { getMigrations: () => Promise.resolve({ ...migrations, ...nothing }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return newer;
}

const RECORD = 'kysely_migration';

async function newerOnRecord<T>(db: Kysely<T>, migrations: typeof MIGRATIONS): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === RECORD)) return [];
  const last = Object.keys(migrations).sort().at(-1) ?? '';
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(RECORD)} order by name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => name > last);
}
