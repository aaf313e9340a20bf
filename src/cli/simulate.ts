// `clearstage simulate`: how often would it speak here? Replays a site's own patients before anybody sees a card.
import { Command } from 'commander';
import { entryOf } from '../clinical/facts/observation.ts';
import type { HookName } from '../contracts/hooks.ts';
import type { Evaluation } from '../contracts/service.ts';
import { chartAt, chartsIn, type PatientChart } from './chart-file.ts';
import { situationOf } from './evaluate.ts';
import { configOption, servicesAt, type SiteServices } from './site.ts';

/** What was fired and what was said. */
export interface Tally {
  patients: number;
  readonly hooks: Record<string, { calls: number; withCard: number; cards: number }>;
  readonly indicators: Record<string, number>;
  /** Calls in which each rule spoke. */
  readonly rules: Record<string, number>;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'replay patients and count what would be said: result-view at each serum B2M in their history, patient-view at the end',
    )
    .argument('<paths...>', 'Bundles of one patient (*.bundle.json), NDJSON with a Bundle a line, or folders of these')
    .option('--as-of <instant>', 'the end of the replay, ISO 8601; now unless told')
    .option('--json', 'the counts as JSON')
    .addOption(configOption())
    .action(async (paths: string[], options: { asOf?: string; json?: true; config?: string }) => {
      const end = options.asOf === undefined ? Date.now() : Date.parse(options.asOf);
      if (Number.isNaN(end)) throw new Error(`--as-of: ${options.asOf} is not a date`);
      const site = servicesAt(options.config);
      const tally = emptyTally();
      for await (const patient of chartsIn(paths)) replay(patient, end, tally, site);
      process.stdout.write(`${options.json ? JSON.stringify(tally, null, 2) : report(tally)}\n`);
    });
}

export function emptyTally(): Tally {
  return { patients: 0, hooks: {}, indicators: {}, rules: {} };
}

/** Fires the hooks a chart would have seen, each with what was on record at that moment. */
export function replay(patient: PatientChart, end: number, tally: Tally, site: SiteServices): void {
  tally.patients++;
  for (const at of b2mTimes(patient, end, site)) count('result-view', fire('result-view', patient, at, site), tally);
  count('patient-view', fire('patient-view', patient, end, site), tally);
}

/** When each serum B2M became known, one time for one moment. */
function b2mTimes({ chart }: PatientChart, end: number, { localCodes }: SiteServices): readonly number[] {
  const times = chart.resources.flatMap(({ resource }) => {
    if (resource.resourceType !== 'Observation') return [];
    const entry = entryOf(resource.code, localCodes)?.entry;
    if (!entry || !('analyte' in entry) || entry.analyte !== 'b2m-serum') return [];
    const at = Date.parse(resource.issued ?? resource.effectiveDateTime ?? '');
    return Number.isNaN(at) || at > end ? [] : [at];
  });
  return [...new Set(times)].sort((a, b) => a - b);
}

function fire(hook: HookName, { patientId, chart }: PatientChart, at: number, site: SiteServices): Evaluation {
  return site.serviceOf(hook).evaluate(situationOf(hook, patientId, []), chartAt(chart, at), at);
}

function count(hook: HookName, { cards, rules }: Evaluation, tally: Tally): void {
  const line = (tally.hooks[hook] ??= { calls: 0, withCard: 0, cards: 0 });
  line.calls++;
  line.cards += cards.length;
  if (cards.length > 0) line.withCard++;
  for (const { indicator } of cards) tally.indicators[indicator] = (tally.indicators[indicator] ?? 0) + 1;
  for (const { id, fired } of rules) tally.rules[id] = (tally.rules[id] ?? 0) + (fired ? 1 : 0);
}

function report(tally: Tally): string {
  const calls = Object.values(tally.hooks).reduce((sum, h) => sum + h.calls, 0);
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
  return [
    `${tally.patients} patients, ${calls} hook calls`,
    '',
    ...Object.entries(tally.hooks).map(
      ([hook, h]) =>
        `${hook.padEnd(14)} ${String(h.calls).padStart(7)} calls, a card in ${percent(h.withCard, h.calls)}, ${h.cards} cards`,
    ),
    '',
    ...Object.entries(tally.indicators).map(([name, n]) => `${name.padEnd(14)} ${String(n).padStart(7)} cards`),
    '',
    'Rules, by share of calls in which they spoke',
    ...Object.entries(tally.rules)
      .sort((a, b) => b[1] - a[1])
      .map(([id, n]) => `${id.padEnd(24)} ${percent(n, calls).padStart(8)} (${n})`),
  ].join('\n');
}
