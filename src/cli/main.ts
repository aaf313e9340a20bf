// The command line, `npx clearstage <command>` (bin/clearstage.mjs): each command is a file of its own.
import { Command } from 'commander';

import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { evaluateCommand } from './evaluate.ts';
import { exportCommand } from './export.ts';
import { keyCommand } from './key.ts';
import { mergeCommand } from './merge.ts';
import { reviewCommand } from './review.ts';
import { sampleCommand } from './sample.ts';
import { simulateCommand } from './simulate.ts';
import { synthesizeCommand } from './synthesize.ts';
import { tokenCommand } from './token.ts';

const program = new Command('clearstage')
  .description('ClearStage, a CDS Hooks service for beta-2 microglobulin: tools for those who connect it')
  .addCommand(checkCommand())
  .addCommand(tokenCommand())
  .addCommand(keyCommand())
  .addCommand(evaluateCommand())
  .addCommand(simulateCommand())
  .addCommand(mergeCommand())
  .addCommand(sampleCommand())
  .addCommand(reviewCommand())
  .addCommand(synthesizeCommand())
  .addCommand(exportCommand())
  .addCommand(backupCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
