// `clearstage backup`: the embedded database as one file, beside the running server, and the key that belongs to it.
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Command } from 'commander';
import { sql } from 'kysely';

import { ConfigError } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import { MEMORY_KEY_FILE } from '../config/memory-secret.ts';
import { openDatabase } from '../store/database.ts';
import { SQLITE_FILE } from '../store/sqlite.ts';

export function backupCommand(
  env: NodeJS.ProcessEnv = process.env,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Command {
  return new Command('backup')
    .description('write the embedded database into one file, while the server runs (docs/backup.md)')
    .argument('<file>', 'where to; must not exist yet')
    .addHelpText('after', `\nThe memory key goes into <file>.${MEMORY_KEY_FILE}. PostgreSQL has pg_dump for this.`)
    .action(async (file: string) => {
      const { environment, faults } = readEnvironment(env);
      const { databaseUrl, dataDir } = environment;
      const source = join(dataDir, SQLITE_FILE);
      const key = join(dataDir, MEMORY_KEY_FILE);
      const keyCopy = `${file}.${MEMORY_KEY_FILE}`;
      const embedded = existsSync(source) ? [] : [`CLEARSTAGE_DATA_DIR: there is no database at ${source}`];
      const all = [
        ...faults,
        ...(databaseUrl === undefined ? embedded : ['DATABASE_URL: PostgreSQL is backed up by its own pg_dump']),
        ...[file, keyCopy].flatMap((target) => (existsSync(target) ? [`${target}: exists already`] : [])),
      ];
      if (all.length > 0) throw new ConfigError(all);

      const { db } = await openDatabase({ url: undefined, dataDir, log: { write: () => undefined } });
      try {
        // clinicians' comments are in it; SQLite writes into an empty file as it is
        writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
        await sql`vacuum into ${file}`.execute(db);
      } finally {
        await db.destroy();
      }
      write(`database  ${file}\n`);
      if (existsSync(key)) {
        copyFileSync(key, keyCopy);
        write(`key       ${keyCopy}\n`);
      } else {
        write('key       none in the data directory: it is derived from memory.secret of the configuration\n');
      }
    });
}
