// `node --import tsx test/growth/grown-child.ts 1000`: operations for so much of each thing and for twice as much, as JSON.
import type { Chart } from './charts.ts';
import { createCounter } from './operations.ts';

const counter = await createCounter();
const { ANALYTE_NAMES, half, OTHERS } = await import('./charts.ts');
const { callAbout, evaluateCall, readEntries } = await import('./work.ts');

const n = Number(process.argv[2] ?? 1_000);
/** Entries of one feedback call at most. */
const ENTRIES = 200;

const things: [name: string, chart: Chart][] = [
  ...['b2m-serum', 'creatinine-serum'].flatMap((one) =>
    ANALYTE_NAMES.map((other): [string, Chart] => [`${one} and ${other}`, half(one, other)]),
  ),
  ...Object.entries(OTHERS),
];

// what is computed once for all calls is not the chart's
for (const [, chart] of things) await evaluateCall(callAbout(chart(10)));

const grown: { readonly name: string; readonly once: number; readonly twice: number }[] = [];
for (const [name, chart] of things) {
  const once = await cost(chart(n));
  grown.push({ name, once, twice: await cost(chart(2 * n)) });
}
grown.push({
  name: 'feedback entries',
  once: await counter.of(() => readEntries(ENTRIES / 2)),
  twice: await counter.of(() => readEntries(ENTRIES)),
});
process.stdout.write(`${JSON.stringify(grown)}\n`);

function cost(resources: readonly object[]): Promise<number> {
  const body = callAbout(resources);
  return counter.of(() => evaluateCall(body));
}
