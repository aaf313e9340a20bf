// `npm run overload`: what becomes of calls, and of health, when ten times as many come as can be answered.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIsStale, run } from '../steps.mjs';
import { hookCall } from './bodies.mjs';
import { median } from './load.mjs';
import { startServer } from './processes.mjs';

const SERVICE = '/cds-services/b2m-patient-view';
const TIMES = 10;
const SECONDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'clearstage-overload-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

if (buildIsStale()) run(process.execPath, ['tools/build.mjs']);
const config = join(folder, 'config.json');
writeFileSync(config, JSON.stringify({ auth: 'off' }));
const server = await startServer('our-server.mjs', {
  PORT: '0',
  HOST: '127.0.0.1',
  CLEARSTAGE_CONFIG: config,
  CLEARSTAGE_DATA_DIR: join(folder, 'data'),
  DATABASE_URL: '',
});
const { services } = await (await fetch(`${server.url}/cds-services`)).json();
const offered = services.filter((/** @type {{ id: string }} */ s) => SERVICE.endsWith(`/${s.id}`));
const body = JSON.stringify(hookCall(offered, 10, Date.now()));

await flood(200, 3, 8);
// capacity: so much is asked that a few connections are never idle
const most = await flood(20_000, SECONDS, 16);
const capacity = most.accepted / SECONDS;
const probing = probe();
const over = await flood(capacity * TIMES, SECONDS, 400);
const health = await probing.stop();
const recovered = await timeToNormal();
const goodput = over.accepted / SECONDS / capacity;

const rows = [
  ['capacity', `${Math.round(capacity)} calls/s`, ''],
  ['offered', `${Math.round(over.planned / SECONDS)} calls/s, ${Math.round(over.sent / SECONDS)} sent`, ''],
  ['answered beside capacity', `${Math.round(goodput * 100)} %`, '≥ 80 %'],
  ['of those taken', `p50 ${Math.round(over.p50)} ms, p99 ${Math.round(over.p99)} ms`, 'p99 ≤ 1,000 ms'],
  ['told at once to come again (503)', `${Math.round(over.refused / SECONDS)} calls/s`, ''],
  [
    'health, slowest of all',
    `${Math.round(Math.max(...health))} ms, median ${Math.round(median(health))} ms (${health.length} times asked)`,
    '≤ 200 ms',
  ],
  ['normal again after', `${Math.round(recovered)} ms`, '≤ 2,000 ms'],
];
console.log(`Node ${process.version}, ${cpus().length} cores, shared with what sends the calls\n`);
console.log('| what | measured | budget |\n| --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
await server.stop();

/**
 * @param {number} perSecond
 * @param {number} seconds
 * @param {number} connections
 * @returns {Promise<{ planned: number, sent: number, accepted: number, refused: number, failed: number, p50: number, p99: number }>}
 */
async function flood(perSecond, seconds, connections) {
  const child = fork(fileURLToPath(new URL('flood.mjs', import.meta.url)), {
    env: {
      ...process.env,
      URL: server.url + SERVICE,
      PER_SECOND: String(perSecond),
      SECONDS: String(seconds),
      CONNECTIONS: String(connections),
      BODY: body,
    },
  });
  const [told] = await once(child, 'message');
  return told;
}

/** Asks for readiness every 100 ms, on a connection each, as a balancer does. */
function probe() {
  /** @type {number[]} */
  const times = [];
  const ended = new AbortController();
  const asking = (async () => {
    while (!ended.signal.aborted) {
      const began = performance.now();
      const answer = await fetch(`${server.url}/health/ready`, { headers: { connection: 'close' } });
      times.push(answer.ok ? performance.now() - began : Number.POSITIVE_INFINITY);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async stop() {
      ended.abort();
      await asking;
      return times;
    },
  };
}

/** Until ten calls in a row are answered, each within 50 ms; the flood itself has ended two seconds before. */
async function timeToNormal() {
  const began = performance.now();
  for (let quick = 0; quick < 10;) {
    const asked = performance.now();
    const answer = await fetch(server.url + SERVICE, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await answer.text();
    quick = answer.status === 200 && performance.now() - asked < 50 ? quick + 1 : 0;
  }
  return performance.now() - began;
}
