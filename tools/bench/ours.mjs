// Our server as the benchmarks start it: the built one, with a folder of its own that goes when the benchmark ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIsStale, run } from '../steps.mjs';
import { startServer } from './processes.mjs';

export const VIEW = '/cds-services/b2m-patient-view';

const folder = mkdtempSync(join(tmpdir(), 'clearstage-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export function buildIfStale() {
  if (buildIsStale()) run(process.execPath, ['tools/build.mjs']);
}

let started = 0;

/**
 * @param {object} config
 * @param {Record<string, string>} [env]
 */
export function startOurs(config, env = {}) {
  const name = `ours-${started++}`;
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  return startServer('our-server.mjs', {
    PORT: '0',
    HOST: '127.0.0.1',
    CLEARSTAGE_CONFIG: file,
    CLEARSTAGE_DATA_DIR: join(folder, name),
    DATABASE_URL: '',
    ...env,
  });
}

/**
 * The entries of discovery for the service that is measured: whose keys are to be filled.
 *
 * @param {import('./processes.mjs').Server} server
 */
export async function offeredBy(server) {
  const { services } = await (await fetch(`${server.url}/cds-services`)).json();
  return services.filter((/** @type {{ id: string }} */ s) => VIEW.endsWith(`/${s.id}`));
}

/**
 * @param {import('./processes.mjs').Server} server
 * @param {string} text
 */
export async function answerOf(server, text) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(server.url + VIEW, { method: 'POST', headers, body: text });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}
