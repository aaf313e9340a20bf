// What becomes of calls, and of health, when ten times as many come as can be answered.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './load.mjs';

/** @typedef {{ planned: number, sent: number, accepted: number, refused: number, failed: number, p50: number, p99: number }} Flood */

const SECONDS = 5;
const CONNECTIONS = 400;
export const TIMES = 10;

/**
 * @param {import('./processes.mjs').Server} server answers `/health/ready`
 * @param {string} path
 * @param {string} body
 */
export async function overload(server, path, body) {
  const url = server.url + path;
  const flood = (/** @type {number} */ perSecond, /** @type {number} */ seconds, /** @type {number} */ connections) =>
    send({ url, body, perSecond, seconds, connections });
  await flood(200, 3, 8);
  // capacity: so much is asked that a few connections are never idle
  const capacity = (await flood(20_000, SECONDS, 16)).accepted / SECONDS;
  await server.usage();
  const probing = probe(`${server.url}/health/ready`);
  const over = await flood(capacity * TIMES, SECONDS, CONNECTIONS);
  const health = await probing.stop();
  const recoveredMs = await timeToNormal(url, body);
  const { longestTurnMs } = await server.usage();
  return {
    capacity,
    offered: over.planned / SECONDS,
    sent: over.sent / SECONDS,
    goodput: over.accepted / SECONDS / capacity,
    p50: over.p50,
    p99: over.p99,
    refused: over.refused / SECONDS,
    health: { slowest: Math.max(...health), median: median(health), asked: health.length },
    longestTurnMs,
    recoveredMs,
  };
}

/**
 * @param {{ url: string, body: string, perSecond: number, seconds: number, connections: number }} what
 * @returns {Promise<Flood>}
 */
async function send({ url, body, perSecond, seconds, connections }) {
  const child = fork(fileURLToPath(new URL('flood.mjs', import.meta.url)), {
    env: {
      ...process.env,
      URL: url,
      PER_SECOND: String(perSecond),
      SECONDS: String(seconds),
      CONNECTIONS: String(connections),
      BODY: body,
    },
  });
  const [told] = await once(child, 'message');
  return told;
}

/** Asks every 100 ms, on a connection each, as a balancer does. */
function probe(/** @type {string} */ url) {
  /** @type {number[]} */
  const times = [];
  const ended = new AbortController();
  const asking = (async () => {
    while (!ended.signal.aborted) {
      const began = performance.now();
      const answer = await fetch(url, { headers: { connection: 'close' } });
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

/**
 * Until ten calls in a row are answered, each within 50 ms; the flood itself has ended two seconds before.
 *
 * @param {string} url
 * @param {string} body
 */
async function timeToNormal(url, body) {
  const began = performance.now();
  for (let quick = 0; quick < 10;) {
    const asked = performance.now();
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await answer.text();
    quick = answer.status === 200 && performance.now() - asked < 50 ? quick + 1 : 0;
    if (performance.now() - began > 10_000) break;
  }
  return performance.now() - began;
}
