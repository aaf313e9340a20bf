// The command line, `npx clearstage <command>` (bin/clearstage.mjs).
import { faultInWords } from './faults.ts';
import { createProgram } from './program.ts';

// whoever reads has read enough (`… | head`)
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${faultInWords(error)}\n`);
  process.exitCode = 1;
}
