// `npm run endure`: minutes (`npm run endure -- 3600` for an hour) of mixed traffic while the FHIR server, the database, the disk,
// the clock and the server itself fail and come back. Ends with 1 when anything was lost or answered wrongly. `--write` puts it
// into docs/performance.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../steps.mjs';
import { writeDown } from './document.mjs';
import { DECKFUL, startTraffic } from './endure/traffic.mjs';
import { troubles } from './endure/troubles.mjs';
import { startFhirServer } from './fhir-server.mjs';
import { buildIfStale, offeredBy, startOurs, VIEW } from './ours.mjs';
import { machine, table } from './tables.mjs';
import { createSigner } from './tokens.mjs';

const BASE_URL = 'https://endure.example';
const SECONDS = 300;
/** All troubles once within so many seconds. */
const ROUND_SECONDS = 120;
const HEALTH_EVERY_MS = 100;

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureEndurance({ seconds = SECONDS } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-endure-'));
  const [fhir, port, caller, feedback] = await Promise.all([
    freePort().then((free) => startFhirServer(20, free)),
    freePort(),
    createSigner(BASE_URL + VIEW),
    createSigner(`${BASE_URL + VIEW}/feedback`, 'https://ehr.example', 'feedback'),
  ]);
  const jwks = { keys: [...caller.jwks.keys, ...feedback.jwks.keys] };
  const config = {
    auth: 'required',
    publicBaseUrl: BASE_URL,
    clients: [{ name: 'EHR', issuer: caller.issuer, jwks, fhirServers: [fhir.url] }],
    allowInsecure: true,
    fhir: { allowPrivateNetworks: true, timeoutMs: 1_000 },
    memory: { enabled: true },
  };
  const launch = () => startOurs(config, { PORT: String(port), CLEARSTAGE_DATA_DIR: folder });
  const world = { url: `http://127.0.0.1:${port}`, isDown: false, stops: 0, clockIsWrong: false };
  const site = {
    server: await launch(),
    database: join(folder, 'clearstage.db'),
    fhir,
    async restart(/** @type {'SIGKILL' | 'SIGTERM'} */ signal) {
      world.isDown = true;
      world.stops++;
      site.server.child.kill(signal);
      await site.server.ended;
      site.server = await launch();
      world.isDown = false;
    },
    async jump(/** @type {number} */ aheadMs) {
      world.clockIsWrong = true;
      await site.server.ask({ aheadMs });
      world.clockIsWrong = aheadMs !== 0;
    },
  };
  const traffic = startTraffic(world, {
    services: await offeredBy(site.server),
    sign: async () => (await caller.sign(1))[0] ?? '',
    signFeedback: async () => (await feedback.sign(1))[0] ?? '',
    fhirServer: fhir.url,
  });
  const health = watchHealth(world);
  const rounds = Math.max(1, Math.round(seconds / ROUND_SECONDS));
  const nights = Array.from({ length: rounds }, () => troubles(site)).flat();
  /** @type {string[][]} */
  const phases = [];
  const memory = [];
  for (const { name, begin, end } of nights) {
    health.begin();
    const before = traffic.answered();
    const began = performance.now();
    await begin?.();
    await new Promise((resolve) => setTimeout(resolve, (seconds * 1_000) / nights.length));
    // however slow the machine: each kind has been answered, and is again
    if (!begin) await until(() => traffic.answered() - before >= DECKFUL);
    await end?.();
    const { rssMb } = await site.server.usage();
    memory.push(rssMb);
    const perSecond = ((traffic.answered() - before) * 1_000) / (performance.now() - began);
    phases.push([name, perSecond.toFixed(0), ...health.tell(), `${rssMb.toFixed(0)} MB`]);
  }
  await traffic.stop();
  const readyAtEnd = (await fetch(`${world.url}/health/ready`)).ok;
  await health.stop();
  site.server.child.kill('SIGTERM');
  await site.server.ended;
  fhir.close();
  const stored = feedbackIn(folder);
  const missing = [...traffic.acknowledged].filter((card) => !stored.has(card));
  rmSync(folder, { recursive: true, force: true });
  return report({ traffic, phases, missing, readyAtEnd, seconds, rounds });
}

function report({ traffic, phases, missing, readyAtEnd, seconds, rounds }) {
  const counts = [...traffic.counts];
  const sum = (/** @type {'lost' | 'wrong'} */ name) => counts.reduce((all, [, c]) => all + c[name], 0);
  const met = sum('lost') === 0 && sum('wrong') === 0 && missing.length === 0 && readyAtEnd;
  const text = [
    `${seconds} s, every trouble ${rounds === 1 ? 'once' : `${rounds} times`}. Feedback acknowledged: ${traffic.acknowledged.size}; of that not found in the database afterwards: **${missing.length}**. Ready at the end: ${readyAtEnd ? 'yes' : '**no**'}.`,
    table(
      [
        'call',
        'sent',
        'answered',
        'refused, told when to come again',
        'cut off by a kill or a restart',
        'lost',
        'answered wrongly',
      ],
      counts.map(([kind, c]) => [kind, ...[c.sent, c.answered, c.refused, c.cut, c.lost, c.wrong].map(String)]),
    ),
    table(['while', 'answered a second', 'slowest answer of health', 'not ready, or away', 'memory'], phases),
    ...(traffic.unexpected.length > 0
      ? [`Unexpected: ${[...new Set(traffic.unexpected)].slice(0, 10).join('; ')}`]
      : []),
  ].join('\n\n');
  return { text, met };
}

function watchHealth(/** @type {{ url: string, isDown: boolean }} */ world) {
  let slowest = 0;
  let asked = 0;
  let notReady = 0;
  const ended = new AbortController();
  const asking = (async () => {
    while (!ended.signal.aborted) {
      const began = performance.now();
      let isReady = false;
      try {
        const live = await fetch(`${world.url}/health/live`);
        await live.text();
        slowest = Math.max(slowest, performance.now() - began);
        const ready = await fetch(`${world.url}/health/ready`);
        await ready.text();
        isReady = ready.ok;
      } catch {
        // away: not ready
      }
      // both at once: what is asked as one trouble ends is counted in the next as a whole
      asked++;
      if (!isReady) notReady++;
      await new Promise((resolve) => setTimeout(resolve, HEALTH_EVERY_MS));
    }
  })();
  return {
    begin() {
      [slowest, asked, notReady] = [0, 0, 0];
    },
    tell: () => [`${slowest.toFixed(0)} ms`, `${notReady} of ${asked}`],
    async stop() {
      ended.abort();
      await asking;
    },
  };
}

/** @returns {Set<string>} cards with feedback */
function feedbackIn(/** @type {string} */ folder) {
  const env = { ...process.env, CLEARSTAGE_DATA_DIR: folder, DATABASE_URL: '' };
  const args = [join(root, 'bin/clearstage.mjs'), 'export'];
  const text = execFileSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return new Set(rows.filter(({ table: name }) => name === 'feedback').map(({ card }) => card));
}

async function until(/** @type {() => boolean} */ holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Below those that the system gives to whoever asks for any: it is still free when the server comes back. */
const PORTS = { from: 20_000, to: 32_000 };

/** @returns {Promise<number>} */
function freePort() {
  const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}

if (process.argv[1]?.endsWith('endure.mjs')) {
  buildIfStale();
  const [first] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const { text, met } = await measureEndurance({ seconds: Number(first ?? SECONDS) });
  const where = machine();
  console.log(`${where}\n\n${text}`);
  if (process.argv.includes('--write')) await writeDown([['endurance', text]], where);
  process.exit(met ? 0 : 1);
}
