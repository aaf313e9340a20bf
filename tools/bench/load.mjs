// Load on a server, another patient with each call as EHRs send them; and two servers measured turn by turn, so that a
// busy machine is busy for both.
import autocannon from 'autocannon';

/** @typedef {import('./processes.mjs').Server} Server */
/** @typedef {{ sign(count: number): Promise<string[]> }} Signer */
/** @typedef {{ server: Server, path: string, body: string, calls?: number, tokens?: Signer, connections?: number }} Target */
/** @typedef {{ perSecond: number, cpuMsPerCall: number, p50: number, p99: number }} Measured */

const CONNECTIONS = 8;
const WARM_UP_CALLS = 6_000;

/**
 * @param {Target} target with `calls`, so many calls instead of so many seconds
 * @param {number} seconds
 * @returns {Promise<Measured>}
 */
export async function measure({ server, path, body, calls, tokens, connections = CONNECTIONS }, seconds) {
  const headers = { 'content-type': 'application/json' };
  // a connection more may ask for one when the last call is under way
  const signed = tokens ? await tokens.sign((calls ?? 0) + connections) : [];
  const prepared = (/** @type {object} */ request) => ({
    ...request,
    headers: tokens ? { ...headers, authorization: `Bearer ${signed.pop()}` } : headers,
    body: another(body),
  });
  const before = await server.usage();
  const began = performance.now();
  const result = await autocannon({
    url: server.url + path,
    method: 'POST',
    body,
    headers,
    connections,
    ...(calls ? { amount: calls } : { duration: seconds }),
    requests: [{ setupRequest: prepared }],
  });
  const elapsed = (performance.now() - began) / 1000;
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${path}: ${result.non2xx} answers were not 2xx, ${result.errors} calls failed`);
  }
  const done = result['2xx'];
  return {
    perSecond: done / (calls ? elapsed : result.duration),
    cpuMsPerCall: (after.cpuMs - before.cpuMs) / done,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/**
 * The least processor time that a call takes among some made one after the other, milliseconds.
 *
 * @param {Target} target
 * @param {number} calls
 */
export async function least({ server, path, body }, calls) {
  let ms = Number.POSITIVE_INFINITY;
  for (let i = 0; i < calls; i++) {
    const before = await server.usage();
    await post(server.url + path, another(body));
    const after = await server.usage();
    ms = Math.min(ms, after.cpuMs - before.cpuMs);
  }
  return ms;
}

let patients = 0;

/** The same body about somebody else. */
function another(/** @type {string} */ body) {
  return body.replace('"family":"Bench"', `"family":"B${String(patients++).padStart(9, '0')}"`);
}

/**
 * @param {Target} ours
 * @param {Target} bare
 * @param {{ rounds: number, seconds: number }} how
 */
export async function compare(ours, bare, { rounds, seconds }) {
  // by calls, not by time: on a slow machine two seconds are not enough for the compiler to have seen it all
  await measure({ ...ours, calls: WARM_UP_CALLS }, 0);
  await measure({ ...bare, calls: WARM_UP_CALLS }, 0);
  const pairs = [];
  for (let i = 0; i < rounds; i++) pairs.push([await measure(ours, seconds), await measure(bare, seconds)]);
  return {
    ours: medianOf(pairs.map(([a]) => a)),
    bare: medianOf(pairs.map(([, b]) => b)),
    throughputRatio: median(pairs.map(([a, b]) => a.perSecond / b.perSecond)),
    cpuRatio: median(pairs.map(([a, b]) => b.cpuMsPerCall / a.cpuMsPerCall)),
  };
}

/**
 * The median time of calls made one after the other, milliseconds.
 *
 * @param {Server} server
 * @param {string} path
 * @param {string} body
 * @param {number} calls
 */
export async function sequential(server, path, body, calls) {
  const times = [];
  for (let i = 0; i < calls; i++) {
    const began = performance.now();
    await post(server.url + path, another(body));
    times.push(performance.now() - began);
  }
  return median(times);
}

/**
 * @param {string} url
 * @param {string} body
 */
async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {readonly Measured[]} all */
function medianOf(all) {
  const of = (/** @type {keyof Measured} */ name) => median(all.map((m) => m[name]));
  return { perSecond: of('perSecond'), cpuMsPerCall: of('cpuMsPerCall'), p50: of('p50'), p99: of('p99') };
}
