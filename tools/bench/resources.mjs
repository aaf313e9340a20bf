// What else a server costs: asking a FHIR server, more clients and more rules, the start, memory.
import { hookCall } from './bodies.mjs';
import { startFhirServer } from './fhir-server.mjs';
import { measure, median, sequential } from './load.mjs';
import { answerOf, offeredBy, startOurs, VIEW } from './ours.mjs';
import { table } from './tables.mjs';
import { createSigner } from './tokens.mjs';

const BASE_URL = 'https://bench.example';
const FHIR_DELAY_MS = 50;

/** @typedef {[what: string, measured: string, budget: string, met: boolean]} Row */

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureResources() {
  const fhir = await startFhirServer(FHIR_DELAY_MS);
  const ours = await startOurs({ auth: 'off', fhirServers: [fhir.url] });
  const body = JSON.stringify(hookCall(await offeredBy(ours), 10, Date.now()));
  /** @type {Row[]} */
  const rows = [
    await fallback(ours, body, fhir.url),
    await manyClients(body),
    await tenTimesTheRules(body),
    await start(body),
    await memory(ours, body),
  ];
  await ours.stop();
  fhir.close();
  const text = table(
    ['what', 'measured', 'budget', ''],
    rows.map(([what, measured, budget, met]) => [what, measured, budget, met ? '' : 'missed']),
  );
  return { text, met: rows.every(([, , , met]) => met) };
}

/**
 * @param {import('./processes.mjs').Server} server
 * @param {string} body
 * @param {string} fhirServer
 * @returns {Promise<Row>}
 */
async function fallback(server, body, fhirServer) {
  const { prefetch: _, ...rest } = JSON.parse(body);
  const asking = JSON.stringify({ ...rest, fhirServer });
  await sequential(server, VIEW, asking, 5);
  const without = await sequential(server, VIEW, body, 30);
  const withFhir = await sequential(server, VIEW, asking, 30);
  const ratio = (withFhir - without) / FHIR_DELAY_MS;
  const told = `${ratio.toFixed(2)} × (${(withFhir - without).toFixed(1)} ms for queries of ${FHIR_DELAY_MS} ms)`;
  return ['FHIR fallback: what it adds, beside the slowest query', told, '≤ 1.2 ×', ratio <= 1.2];
}

/**
 * @param {string} body
 * @returns {Promise<Row>}
 */
async function manyClients(body) {
  const costs = [];
  for (const count of [1, 200]) {
    const signers = await Promise.all(
      Array.from({ length: count }, (_, i) => createSigner(BASE_URL + VIEW, `https://ehr${i}.example`)),
    );
    const clients = signers.map((s, i) => ({ name: `c${i}`, issuer: s.issuer, jwks: s.jwks, fhirServers: [] }));
    const server = await startOurs({ publicBaseUrl: BASE_URL, auth: 'required', clients });
    const tokens = {
      /** @param {number} n */
      sign: async (n) => (await Promise.all(signers.map((s) => s.sign(Math.ceil(n / count))))).flat(),
    };
    costs.push(await costOf({ server, path: VIEW, body, tokens }, 2_000, 600));
    await server.stop();
  }
  const { told } = beside(costs);
  return ['200 clients with keys of their own beside one: processor time of a call with a token', told, '', true];
}

/**
 * @param {string} body
 * @returns {Promise<Row>}
 */
async function tenTimesTheRules(body) {
  const costs = [];
  for (const times of ['1', '10']) {
    const server = await startOurs({ auth: 'off' }, { BENCH_RULES_TIMES: times });
    await answerOf(server, body);
    costs.push(await costOf({ server, path: VIEW, body }, 3_000, 800));
    await server.stop();
  }
  const { ratio, told } = beside(costs);
  return ['every rule ten times: processor time of a call, cards and all', told, '< 10 ×', ratio < 10];
}

/**
 * Processor time of a call when it is warm, milliseconds: the median of three runs.
 *
 * @param {import('./load.mjs').Target} target
 * @param {number} warmUp calls
 * @param {number} calls of a run
 */
async function costOf(target, warmUp, calls) {
  await measure({ ...target, calls: warmUp }, 0);
  const runs = [];
  for (let i = 0; i < 3; i++) runs.push(await measure({ ...target, calls }, 0));
  return median(runs.map((r) => r.cpuMsPerCall));
}

/** The second of two costs beside the first, and how that is told. */
function beside(/** @type {readonly number[]} */ [one = 1, other = 1]) {
  const ratio = other / one;
  return { ratio, told: `${ratio.toFixed(2)} × (${one.toFixed(2)} and ${other.toFixed(2)} ms a call)` };
}

/**
 * @param {string} body
 * @returns {Promise<Row>}
 */
async function start(body) {
  const times = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const fresh = await startOurs({ auth: 'off' });
    await answerOf(fresh, body);
    times.push(performance.now() - began);
    await fresh.stop();
  }
  const ms = median(times);
  return ['start to first answer, embedded store included', `${(ms / 1000).toFixed(2)} s`, '≤ 1.5 s', ms <= 1_500];
}

/**
 * @param {import('./processes.mjs').Server} server
 * @param {string} body
 * @returns {Promise<Row>}
 */
async function memory(server, body) {
  const seconds = process.argv.includes('--long') ? 600 : 15;
  const target = { server, path: VIEW, body };
  await measure(target, seconds / 3);
  const before = await server.usage();
  await measure(target, seconds);
  const after = await server.usage();
  const growth = after.heapMb - before.heapMb;
  const told = `heap ${before.heapMb.toFixed(1)} → ${after.heapMb.toFixed(1)} MB, resident ${after.rssMb.toFixed(0)} MB`;
  return [`memory after ${seconds} s of load`, told, 'flat', growth < 5];
}
