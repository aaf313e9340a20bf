// `clearstage evaluate`: what would be said of the patient in a file, and why.
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { HOOKS, type HookName } from '../contracts/hooks.ts';
import type { Evaluation, Located, Situation } from '../contracts/service.ts';
import { chartOf, parse } from './chart-file.ts';
import { configOption, servicesAt } from './site.ts';

interface Options {
  readonly hook: HookName;
  readonly asOf?: string;
  readonly json?: true;
  readonly config?: string;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('say what the services would answer for the patient in a FHIR Bundle, and why')
    .argument('<file>', 'a Bundle of one patient')
    .addOption(new Option('--hook <hook>', 'the hook to fire').choices(HOOKS).default('result-view'))
    .option('--as-of <instant>', 'the moment of reading, ISO 8601; now unless told')
    .option('--json', 'the whole evaluation as JSON')
    .addOption(configOption())
    .action((file: string, options: Options) => {
      const asOf = options.asOf === undefined ? Date.now() : Date.parse(options.asOf);
      if (Number.isNaN(asOf)) throw new Error(`--as-of: ${options.asOf} is not a date`);
      const { patientId, chart } = chartOf(parse(readFileSync(file, 'utf8'), file), file);
      const drafts = chart.resources.filter(isDraft);
      const situation = situationOf(options.hook, patientId, drafts);
      const service = servicesAt(options.config).serviceOf(options.hook);
      const evaluation = service.concerns(situation) ? service.evaluate(situation, chart, asOf) : undefined;
      const text = options.json ? JSON.stringify(evaluation ?? { cards: [] }, null, 2) : describe(evaluation);
      process.stdout.write(`${text}\n`);
    });
}

export function situationOf(hook: HookName, patientId: string, drafts: readonly Located[]): Situation {
  return { hook, patientId, userId: 'Practitioner/cli', results: [], draftOrders: drafts, selected: drafts };
}

function isDraft({ resource }: Located): boolean {
  return (
    (resource.resourceType === 'ServiceRequest' || resource.resourceType === 'MedicationRequest') &&
    resource.status === 'draft'
  );
}

function describe(evaluation: Evaluation | undefined): string {
  if (!evaluation) return 'Nothing of ours in this call: no card.';
  const cards = evaluation.cards.map((c) => `[${c.indicator}] ${c.summary}\n\n${c.detail ?? ''}\n`);
  const rules = evaluation.rules.map((r) => `${r.fired ? '✓' : '·'} ${r.id}: ${r.because}`);
  return [...(cards.length > 0 ? cards : ['No card.\n']), 'Rules', ...rules].join('\n');
}
