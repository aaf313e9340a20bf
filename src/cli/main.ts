// The command line, `npx clearstage <command>` (bin/clearstage.mjs).
import { faultInWords } from './faults.ts';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${faultInWords(error)}\n`);
  process.exitCode = 1;
}
