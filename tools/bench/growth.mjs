// How the cost of a call grows with the chart. What grows and how, as V8 counts operations (the same on every machine); how
// long it takes, by processor time of the server's process, the least of some calls.
import { execFileSync } from 'node:child_process';
import { root } from '../steps.mjs';
import { startOurs, offeredBy, VIEW } from './ours.mjs';
import { hookCall } from './bodies.mjs';
import { least, measure } from './load.mjs';
import { table } from './tables.mjs';

const N = 1_000;
const MOST = 2.5;
const SHOWN = 4;

/** @typedef {{ name: string, once: number, twice: number }} Grown */

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureGrowth() {
  const server = await startOurs({ auth: 'off' });
  const offered = await offeredBy(server);
  // compiled before it is measured
  await measure({ server, path: VIEW, body: JSON.stringify(hookCall(offered, 10, Date.now())), calls: 4_000 }, 0);
  const rows = [];
  let half = 0;
  for (const [n, what] of /** @type {const} */ ([
    [10, 'mixed'],
    [100, 'mixed'],
    [1_000, 'mixed'],
    [10_000, 'mixed'],
    [10_000, 'half'],
  ])) {
    const body = JSON.stringify(hookCall(offered, n, Date.now(), what === 'half' ? 2 : undefined));
    const ms = await least({ server, path: VIEW, body }, n < 1_000 ? 50 : 5);
    if (what === 'half') half = ms;
    const name = what === 'half' ? 'half B2M, half creatinine (budget 400 ms)' : 'B2M, creatinine, albumin and LDH';
    rows.push([`${n.toLocaleString('en')}: ${name}`, `${(body.length / 1024).toFixed(0)} KB`, `${ms.toFixed(1)} ms`]);
  }
  await server.stop();

  const args = ['--import', 'tsx', 'test/growth/grown-child.ts', String(N)];
  /** @type {Grown[]} */
  const grown = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }));
  const isPair = ({ name }) => name.includes(' and ') && !name.startsWith('panels');
  const ratio = ({ once, twice }) => twice / once;
  const pairs = grown.filter(isPair).sort((a, b) => ratio(b) - ratio(a));
  const shown = [...pairs.slice(0, SHOWN), ...grown.filter((g) => !isPair(g))];
  const text = [
    table(['Observations in one call', 'body', 'processor time of a call'], rows),
    `Operations for ${N.toLocaleString('en')} and for ${(2 * N).toLocaleString('en')} of something (feedback: 100 and 200 entries, the most there may be). Of ${pairs.length} pairs of analytes the ${SHOWN} that grow most; twice as much may take ${MOST} times the operations:`,
    table(
      ['full of', 'once', 'twice', 'ratio'],
      shown.map((g) => [g.name, g.once.toLocaleString('en'), g.twice.toLocaleString('en'), `${ratio(g).toFixed(2)} ×`]),
    ),
  ].join('\n\n');
  return { text, met: half < 400 && grown.every((g) => ratio(g) < MOST) };
}
