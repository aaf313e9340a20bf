// All commands of `npx clearstage`, each from a file of its own, with examples.
import { Command } from 'commander';

import { serverVersion } from '../version.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { evaluateCommand } from './evaluate.ts';
import { withExamples } from './examples.ts';
import { exportCommand } from './export.ts';
import { keyCommand } from './key.ts';
import { mergeCommand } from './merge.ts';
import { reviewCommand } from './review.ts';
import { sampleCommand } from './sample.ts';
import { simulateCommand } from './simulate.ts';
import { synthesizeCommand } from './synthesize.ts';
import { tokenCommand } from './token.ts';

export function createProgram(): Command {
  const commands = [
    withExamples(
      checkCommand(),
      '--fhir https://ehr.example.org/fhir --token "$TOKEN" --patient 123 --config config.json',
      '--export bulk-data/ --config config.json',
    ),
    withExamples(
      tokenCommand(),
      '--aud http://127.0.0.1:3000/cds-services/b2m-patient-view',
      '--only token --key KEY.json --issuer https://ehr.example.org --aud https://cds.example.org/cds-services/b2m-result-view',
    ),
    withExamples(keyCommand(), '> key.json', '--alg RS384 > key.json'),
    withExamples(
      evaluateCommand(),
      'fixtures/patients/mm-iss3-egfr20.bundle.json --as-of 2026-11-01T09:00:00Z',
      'fixtures/patients/order-b2m-nothing-recent.bundle.json --draft fixtures/hooks/order-b2m-nothing-recent.order-sign.json --as-of 2026-11-01T09:00:00Z',
      'chart.bundle.json --hook patient-view --config config.json --json',
    ),
    withExamples(
      simulateCommand(),
      'bulk-data/ --out run/ --config config.json',
      'bulk-data/ --out run/ --compare changed.json',
    ),
    withExamples(mergeCommand(), 'run/1 run/2 --out run/all'),
    withExamples(sampleCommand(), 'cases/ --out review/'),
    withExamples(reviewCommand(), 'run/review-miller.json run/review-jones.json'),
    withExamples(synthesizeCommand(), '--out made-up/ --patients 200 --population clinic'),
    withExamples(exportCommand(), '> stored.ndjson'),
    withExamples(backupCommand(), '/backup/clearstage.db'),
  ];
  const program = new Command('clearstage')
    .description('ClearStage, a CDS Hooks service for beta-2 microglobulin: tools for those who connect it')
    .version(serverVersion(), '-v, --version', 'the version of this server');
  for (const command of commands) program.addCommand(command);
  return program;
}
