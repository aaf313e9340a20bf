// `clearstage evaluate`: what would be said of the patient in a file, and why.
import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { HOOKS, type HookName } from '../contracts/hooks.ts';
import { isObject } from '../contracts/json.ts';
import type { Located, Situation } from '../contracts/service.ts';
import { collect } from '../protocol/collection.ts';
import { evaluationText, type Terminal } from './card-text.ts';
import { chartOf, parse } from './chart-file.ts';
import { instant } from './options.ts';
import { configOption, servicesAt } from './site.ts';

interface Options {
  readonly hook: HookName;
  readonly draft?: readonly string[];
  readonly asOf?: string;
  readonly json?: true;
  readonly config?: string;
}

/** Where it is printed: a terminal has columns. */
type Screen = NodeJS.WritableStream & { readonly columns?: number };

const ORDER_HOOKS: readonly HookName[] = ['order-sign', 'order-select'];
/** Lines longer than this are hard to read on any screen. */
const MOST_COLUMNS = 100;

export function evaluateCommand(out: Screen = process.stdout): Command {
  return new Command('evaluate')
    .description('say what the services would answer for the patient in a FHIR Bundle, and why')
    .argument('<file>', 'a Bundle of one patient')
    .addOption(
      new Option('--hook <hook>', 'the hook to fire; with --draft order-sign unless told')
        .choices(HOOKS)
        .default('result-view'),
    )
    .option(
      '--draft <file...>',
      'orders being drafted: a resource, a Bundle, or a hook request with draftOrders; those of status draft in the Bundle unless told',
    )
    .option('--as-of <instant>', 'the moment of reading, ISO 8601; now unless told')
    .option('--json', 'the whole evaluation as JSON')
    .addOption(configOption())
    .action((file: string, options: Options, command: Command) => {
      const asOf = options.asOf === undefined ? Date.now() : instant('--as-of', options.asOf);
      const { patientId, chart } = chartOf(parse(readFileSync(file, 'utf8'), file), file);
      const isHookTold = command.getOptionValueSource('hook') !== 'default';
      const hook = options.draft && !isHookTold ? 'order-sign' : options.hook;
      const drafts = options.draft?.flatMap((path) => draftsIn(path, patientId)) ?? chart.resources.filter(isDraft);
      const situation = situationOf(hook, patientId, drafts);
      const service = servicesAt(options.config).serviceOf(hook);
      const evaluation = service.concerns(situation) ? service.evaluate(situation, chart, asOf) : undefined;
      const text = options.json
        ? JSON.stringify(evaluation ?? { cards: [] }, null, 2)
        : evaluation
          ? evaluationText(evaluation, terminalOf(out))
          : nothing(hook, drafts);
      out.write(`${text}\n`);
    });
}

function terminalOf(stream: Screen): Terminal {
  return {
    width: Math.min(stream.columns ?? 80, MOST_COLUMNS),
    // plain where the stream is no terminal, or NO_COLOR says so
    paint: (colour, text) => styleText(colour, text, { stream }),
  };
}

function nothing(hook: HookName, drafts: readonly Located[]): string {
  const hint =
    ORDER_HOOKS.includes(hook) && drafts.length === 0 ? ' Name what is being ordered: --draft order.json' : '';
  return `Nothing of ours in this call: no card.${hint}`;
}

function draftsIn(path: string, patientId: string): readonly Located[] {
  const value = parse(readFileSync(path, 'utf8'), path);
  const context = isObject(value) ? value['context'] : undefined;
  const drafted = isObject(context) ? context['draftOrders'] : value;
  const place = 'context.draftOrders';
  const { resources, foreign } = collect(drafted, { place, from: place, patient: { id: patientId } });
  if (foreign.length > 0) throw new Error(`${path}: ${foreign.join(', ')} is another patient's, or nobody's`);
  if (resources.length === 0)
    throw new Error(`${path}: expected an order, a Bundle of orders, or a request with draftOrders`);
  return resources;
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
