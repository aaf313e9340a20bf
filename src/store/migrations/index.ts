// Every migration by name, in order; a migration that has shipped is never edited.

import { Migrator } from 'kysely';
import type { Kysely, Migration } from 'kysely';
import * as initial from './0001-initial.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = { '0001-initial': initial };

/** Brings the schema up to date; safe when several replicas do it at once. Throws what the database threw. */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
