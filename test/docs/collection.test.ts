// The collection of calls, run by Postman's own runner against the demonstration.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { start, type Running } from '../../src/server.ts';
import { collectionText } from '../../tools/collection.ts';

// a start and a runner on a busy machine
jest.setTimeout(120_000);

const ROOT = join(import.meta.dirname, '../..');
const FILE = 'docs/collection/clearstage.postman_collection.json';
const folder = mkdtempSync(join(tmpdir(), 'clearstage-collection-'));
let running: Running;
let fhirServer: string | undefined;
beforeAll(async () => {
  running = await start({ PORT: '0', CLEARSTAGE_DATA_DIR: folder, LOG_LEVEL: 'silent' });
  fhirServer = await running.demoFhir;
});
afterAll(async () => {
  await running.close(0);
  rmSync(folder, { recursive: true, force: true });
});

interface Report {
  readonly run: {
    readonly stats: Readonly<Record<string, { readonly total: number; readonly failed: number }>>;
    readonly failures: readonly {
      readonly source?: { readonly name?: string };
      readonly error: { readonly message: string };
    }[];
    readonly executions: readonly {
      readonly item: { readonly name: string };
      readonly response?: { readonly code: number };
    }[];
  };
}

/** The command of the page beside it, with this run's addresses and report. */
async function run(): Promise<Report['run']> {
  const [, command = ''] =
    /```sh\n(npx newman[^\n]+)/.exec(readFileSync(join(ROOT, 'docs/collection/README.md'), 'utf8')) ?? [];
  const report = join(folder, 'report.json');
  const further = [
    '--env-var',
    `baseUrl=${running.url}`,
    '--env-var',
    `fhirServer=${fhirServer}`,
    '--reporters',
    'json',
    '--reporter-json-export',
    report,
  ];
  const words = [...command.split(' ').slice(2), ...further];
  const newman = join(ROOT, 'node_modules/newman/bin/newman.js');
  await promisify(execFile)(process.execPath, [newman, ...words], { cwd: ROOT }).catch(() => undefined);
  return (JSON.parse(readFileSync(report, 'utf8')) as Report).run;
}

test('is written from the stories of today: else `npm run docs`', async () => {
  expect(readFileSync(join(ROOT, FILE), 'utf8')).toBe(await collectionText());
});

test('every call is answered as it says, and a second run as the first', async () => {
  for (const time of ['first', 'second']) {
    const { stats, failures, executions } = await run();
    expect([time, failures.map(({ source, error }) => `${source?.name}: ${error.message}`)]).toEqual([time, []]);
    expect(stats['requests']).toMatchObject({ total: executions.length, failed: 0 });
    expect(executions.map(({ response }) => response?.code)).toEqual(expect.arrayContaining([200, 400, 404, 412, 415]));
    // none without a test
    expect(stats['assertions']?.total).toBeGreaterThan(executions.length);
  }
});
