// `npm run bench`: our hook call beside a bare Express handler, in one run, on one machine, with the same body.
// `--long` holds the load of the memory test for ten minutes; `--check` ends with 1 when a budget is missed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIsStale, run } from '../steps.mjs';
import { hookCall } from './bodies.mjs';
import { startFhirServer } from './fhir-server.mjs';
import { compare, measure, median, sequential } from './load.mjs';
import { startServer } from './processes.mjs';
import { createSigner } from './tokens.mjs';

const SERVICE = '/cds-services/b2m-patient-view';
const BASE_URL = 'https://bench.example';
const FHIR_DELAY_MS = 50;
const long = process.argv.includes('--long');
const folder = mkdtempSync(join(tmpdir(), 'clearstage-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @type {[what: string, measured: string, budget: string, met: boolean][]} */
const results = [];

if (buildIsStale()) run(process.execPath, ['tools/build.mjs']);
const now = Date.now();
const fhir = await startFhirServer(FHIR_DELAY_MS);
const ours = await startOurs('open', { auth: 'off', fhirServers: [fhir.url], memory: { enabled: true } });
const { services } = await (await fetch(`${ours.url}/cds-services`)).json();
const offered = services.filter((/** @type {{ id: string }} */ s) => SERVICE.endsWith(`/${s.id}`));
const body = JSON.stringify(hookCall(offered, 10, now));
const card = await answerOf(ours, body);
console.error(`body ${body.length} bytes, answer ${JSON.stringify(card).length} bytes, ${card.cards.length} card(s)`);

await hookCallBesideExpress();
await withTokens();
await manyObservations();
await fhirFallback();
await startToFirstAnswer();
await memory();
await ours.stop();
fhir.close();
report();

async function hookCallBesideExpress() {
  const bare = await startServer('bare-server.mjs', { BARE: JSON.stringify({ card }) });
  const target = { path: SERVICE, body };
  const r = await compare({ server: ours, ...target }, { server: bare, ...target }, { rounds: 5, seconds: 3 });
  results.push([
    'hook call, 10 Observations, another patient each time: throughput beside bare Express',
    `${r.throughputRatio.toFixed(2)} × (${Math.round(r.ours.perSecond)} and ${Math.round(r.bare.perSecond)} calls/s)`,
    '≥ 0.7 ×',
    r.throughputRatio >= 0.7,
  ]);
  results.push([
    'the same by processor time',
    `${r.cpuRatio.toFixed(2)} × (${r.ours.cpuMsPerCall.toFixed(3)} and ${r.bare.cpuMsPerCall.toFixed(3)} ms a call)`,
    '',
    true,
  ]);
  results.push(['latency of a hook call, 8 connections', `p50 ${r.ours.p50} ms, p99 ${r.ours.p99} ms`, '', true]);
  await bare.stop();
}

async function withTokens() {
  const signer = await createSigner(BASE_URL + SERVICE);
  const clients = [{ name: 'bench', issuer: signer.issuer, jwks: signer.jwks, fhirServers: [] }];
  const guarded = await startOurs('guarded', { publicBaseUrl: BASE_URL, auth: 'required', clients });
  const verifying = JSON.stringify({ card, jwks: signer.jwks, audience: BASE_URL + SERVICE });
  const bare = await startServer('bare-server.mjs', { BARE: verifying });
  const target = { path: SERVICE, body, calls: 1_000, tokens: signer };
  const r = await compare({ server: guarded, ...target }, { server: bare, ...target }, { rounds: 5, seconds: 0 });
  await Promise.all([guarded.stop(), bare.stop()]);
  results.push([
    'the same with an ES384 token verified by both',
    `${r.throughputRatio.toFixed(2)} × (${Math.round(r.ours.perSecond)} and ${Math.round(r.bare.perSecond)} calls/s)`,
    '≥ 0.9 ×',
    r.throughputRatio >= 0.9,
  ]);
}

async function manyObservations() {
  const large = JSON.stringify(hookCall(offered, 1_000, now));
  await measure({ server: ours, path: SERVICE, body: large }, 2);
  const few = await measure({ server: ours, path: SERVICE, body }, 3);
  const many = await measure({ server: ours, path: SERVICE, body: large }, 5);
  const cost = many.cpuMsPerCall / few.cpuMsPerCall;
  const size = large.length / body.length;
  results.push([
    '1,000 Observations: processor time beside body, each × that of 10',
    `${cost.toFixed(1)} × for ${size.toFixed(1)} × the bytes (${many.cpuMsPerCall.toFixed(1)} ms a call)`,
    'no faster than the body',
    cost <= size,
  ]);
}

async function fhirFallback() {
  const { prefetch: _, ...rest } = JSON.parse(body);
  const asking = JSON.stringify({ ...rest, fhirServer: fhir.url });
  await sequential(ours, SERVICE, asking, 5);
  const without = await sequential(ours, SERVICE, body, 30);
  const withFhir = await sequential(ours, SERVICE, asking, 30);
  const ratio = (withFhir - without) / FHIR_DELAY_MS;
  results.push([
    'FHIR fallback: latency it adds beside the slowest query',
    `${ratio.toFixed(2)} × (${(withFhir - without).toFixed(1)} ms for queries of ${FHIR_DELAY_MS} ms)`,
    '≤ 1.2 ×',
    ratio <= 1.2,
  ]);
}

async function startToFirstAnswer() {
  const times = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const fresh = await startOurs(`start-${i}`, { auth: 'off' });
    await answerOf(fresh, body);
    times.push(performance.now() - began);
    await fresh.stop();
  }
  const ms = median(times);
  results.push([
    'start to first answer, embedded store included',
    `${(ms / 1000).toFixed(2)} s`,
    '≤ 1.5 s',
    ms <= 1_500,
  ]);
}

async function memory() {
  const seconds = long ? 600 : 20;
  const target = { server: ours, path: SERVICE, body };
  await measure(target, seconds / 4);
  const before = await ours.usage();
  await measure(target, seconds);
  const after = await ours.usage();
  const growth = after.heapMb - before.heapMb;
  results.push([
    `memory after ${seconds} s of load`,
    `heap ${before.heapMb.toFixed(1)} → ${after.heapMb.toFixed(1)} MB, resident ${after.rssMb.toFixed(0)} MB`,
    'flat',
    growth < 5,
  ]);
}

/**
 * @param {string} name
 * @param {object} config
 */
function startOurs(name, config) {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  return startServer('our-server.mjs', {
    PORT: '0',
    HOST: '127.0.0.1',
    CLEARSTAGE_CONFIG: file,
    CLEARSTAGE_DATA_DIR: join(folder, name),
    DATABASE_URL: '',
  });
}

/**
 * @param {import('./processes.mjs').Server} server
 * @param {string} text
 */
async function answerOf(server, text) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(server.url + SERVICE, { method: 'POST', headers, body: text });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

function report() {
  const rows = results.map(
    ([what, measured, budget, met]) => `| ${what} | ${measured} | ${budget} | ${met ? '' : 'missed'} |`,
  );
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log(['| what | measured | budget | |', '| --- | --- | --- | --- |', ...rows].join('\n'));
  const missed = results.some(([, , , met]) => !met);
  process.exitCode = process.argv.includes('--check') && missed ? 1 : 0;
}
