// `npm run overload`: what becomes of calls, and of health, when ten times as many come as can be answered; beside a bare
// Express handler that refuses nobody.
import { hookCall } from './bodies.mjs';
import { overload, TIMES } from './flooded.mjs';
import { answerOf, buildIfStale, offeredBy, startOurs, VIEW } from './ours.mjs';
import { startServer } from './processes.mjs';
import { machine, table } from './tables.mjs';

/** @typedef {Awaited<ReturnType<typeof overload>>} Overloaded */

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureOverload() {
  const server = await startOurs({ auth: 'off' });
  const body = JSON.stringify(hookCall(await offeredBy(server), 10, Date.now()));
  const bare = await startServer('bare-server.mjs', { BARE: JSON.stringify({ card: await answerOf(server, body) }) });
  const ours = await overload(server, VIEW, body);
  const theirs = await overload(bare, VIEW, body);
  await Promise.all([server.stop(), bare.stop()]);
  /** @type {[what: string, told: (o: Overloaded) => string, budget?: string, isMet?: (o: Overloaded) => boolean][]} */
  const rows = [
    ['capacity', (o) => `${Math.round(o.capacity)} calls/s`],
    ['offered, sent', (o) => `${Math.round(o.offered)} calls/s, ${Math.round(o.sent)} calls/s`],
    ['answered beside capacity', (o) => `${Math.round(o.goodput * 100)} %`, '≥ 80 %', (o) => o.goodput >= 0.8],
    ['of those taken, half within', (o) => `${Math.round(o.p50)} ms`],
    ['of those taken, 99 % within', (o) => `${Math.round(o.p99)} ms`, '≤ 1,000 ms', (o) => o.p99 <= 1_000],
    ['told to come again (503)', (o) => `${Math.round(o.refused)} calls/s`],
    [
      'health: slowest, median, times asked',
      ({ health }) => `${Math.round(health.slowest)} ms, ${Math.round(health.median)} ms, ${health.asked}`,
      '≤ 200 ms',
      (o) => o.health.slowest <= 200,
    ],
    ['longest turn of the event loop, by processor time', (o) => `${Math.round(o.longestTurnMs)} ms`],
    ['normal again after', (o) => `${Math.round(o.recoveredMs)} ms`, '≤ 2,000 ms', (o) => o.recoveredMs <= 2_000],
  ];
  const text = table(
    [`at ${TIMES} × capacity`, 'ClearStage', 'bare Express', 'budget', ''],
    rows.map(([what, told, budget = '', isMet = () => true]) => [
      what,
      told(ours),
      told(theirs),
      budget,
      isMet(ours) ? '' : 'missed',
    ]),
  );
  return { text, met: rows.every(([, , , isMet = () => true]) => isMet(ours)) };
}

if (process.argv[1]?.endsWith('overload.mjs')) {
  buildIfStale();
  const { text } = await measureOverload();
  console.log(`${machine()}\n\n${text}`);
}
