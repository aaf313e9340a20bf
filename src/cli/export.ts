// `clearstage export`: what is stored about cards and feedback, as lines of JSON.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Command } from 'commander';

import { ConfigError } from '../config/config.ts';
import { readEnvironment } from '../config/environment.ts';
import { openDatabase } from '../store/database.ts';
import { exportAll } from '../store/export.ts';
import { SQLITE_FILE } from '../store/sqlite.ts';

export function exportCommand(env: NodeJS.ProcessEnv = process.env, out: Writable = process.stdout): Command {
  return new Command('export')
    .description('write what is stored about cards and feedback, one JSON object a line (fields: docs/data.md)')
    .option('--comments', 'also what clinicians wrote: free text, to be treated as patient data')
    .addHelpText('after', '\nReads the database the server uses: DATABASE_URL, or CLEARSTAGE_DATA_DIR.')
    .action(async ({ comments = false }: { readonly comments?: boolean }) => {
      const { environment, faults } = readEnvironment(env);
      const { databaseUrl: url, dataDir } = environment;
      const file = join(dataDir, SQLITE_FILE);
      const missing = url === undefined && !existsSync(file);
      if (missing) throw new ConfigError([...faults, `CLEARSTAGE_DATA_DIR: there is no database at ${file}`]);
      if (faults.length > 0) throw new ConfigError(faults);
      const { db } = await openDatabase({ url, dataDir, log: { write: () => undefined } });
      try {
        await pipeline(Readable.from(lines(exportAll(db, { comments }))), out, { end: out !== process.stdout });
      } finally {
        await db.destroy();
      }
    });
}

async function* lines(objects: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const object of objects) yield `${object}\n`;
}
