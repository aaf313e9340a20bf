// docs/integration.md followed to the letter in a fresh clone: every command of it is run, in its order, as it is written.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadDemoData } from '../../src/demo/patients.ts';
import { startDemoFhirServer, type DemoFhirServer } from '../../src/demo/fhir-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/integration.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'clearstage-steps-'));
const clone = join(folder, 'clearstage');
const config = join(clone, 'config.json');

/** What the page tells to type, block after block; the commands of a block that go over several lines are one each. */
const blocks = [...page.matchAll(/```(?:sh|bash)\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const blockWith = (words: string): string => blocks.find((text) => text.includes(words)) ?? '';

// no registry: nothing of this may need the network, as the engineer's second shell may have none
const env: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: folder,
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
};
const shell = (command: string, more: NodeJS.ProcessEnv = {}) =>
  promisify(execFile)('sh', ['-ec', command], { cwd: clone, env: { ...env, ...more } });

let server: ChildProcess | undefined;
let fhir: DemoFhirServer;

beforeAll(async () => {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of execFileSync('git', listing, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  const { resources } = loadDemoData(Date.now());
  fhir = await startDemoFhirServer({ port: 0, resources });
});

afterAll(async () => {
  server?.kill('SIGKILL');
  await fhir.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every step that is named here is on the page, and the page has no other', () => {
  const steps = ['git clone', 'CLEARSTAGE_CONFIG=', 'npx clearstage token', 'token=$(', 'npx clearstage check'];
  for (const words of [...steps, 'npx clearstage evaluate']) expect(blockWith(words)).not.toBe('');
  expect(blocks).toHaveLength(6);
});

test('install and build: the command line works before a build and after each', async () => {
  const [gitClone, cd, install, ...rest] = blockWith('git clone').trim().split('\n');
  expect([gitClone?.split(' ').slice(0, 2).join(' '), cd, install]).toEqual(['git clone', 'cd clearstage', 'npm ci']);
  const before = await shell('npx clearstage --help');
  expect(before.stdout).toMatch(/^Usage: clearstage/);
  expect(before.stderr).toContain('Building');
  for (const command of rest) await shell(command);
  const after = await shell('npx clearstage --help');
  expect([after.stdout, after.stderr]).toEqual([before.stdout, '']);
}, 180_000);

test('first call: key, token, client, server and curl', async () => {
  writeFileSync(config, /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  const { stdout } = await shell(blockWith('npx clearstage token'));
  // by hand, says the page: the client that was printed goes beside the other
  const client = JSON.parse(/For "clients"[^\n]*\n\n([\s\S]*)/.exec(stdout)?.[1] ?? '') as object;
  const file = JSON.parse(readFileSync(config, 'utf8')) as { clients: object[] };
  writeFileSync(config, JSON.stringify({ ...file, clients: [...file.clients, client] }));

  const port = await freePort();
  server = spawn('sh', ['-c', blockWith('dist/src/main.js').replace('node ', 'exec node ')], {
    cwd: clone,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  server.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('"server started"')) await new Promise((resolve) => setTimeout(resolve, 50));

  const call = blockWith('token=$(').replace('127.0.0.1:3000', `127.0.0.1:${port}`);
  for (const attempt of ['first', 'second']) {
    const answer = await shell(call);
    expect([attempt, answer.stdout.split('\r\n')[0]]).toEqual([attempt, 'HTTP/1.1 200 OK']);
    expect(answer.stdout.endsWith('{"cards":[]}')).toBe(true);
  }
}, 180_000);

test('the preflight looks at a FHIR server, and charts on disk are read', async () => {
  const check = blockWith('npx clearstage check').replace('https://ehr.example.org/fhir', fhir.baseUrl);
  const asked = check.replace('123', 'mm-iss3-egfr20').replace('456', 'mm-no-albumin');
  // exits with 1 when something stands against it
  const { stdout } = await shell(asked, { ACCESS_TOKEN: 'opaque' });
  expect(stdout).toContain('Nothing stands against going live.');
  mkdirSync(join(clone, 'charts'));
  const chart = join(clone, 'fixtures/patients/mm-iss3-egfr20.bundle.json');
  cpSync(chart, join(clone, 'chart.bundle.json'));
  cpSync(chart, join(clone, 'charts/one.bundle.json'));
  const read = await shell(blockWith('npx clearstage evaluate'));
  expect(read.stdout).toContain('ISS');
  expect(read.stdout).toMatch(/1 patient/);
}, 180_000);

test('as in the image, the command runs from the path, writes nothing, and needs neither source nor tools', async () => {
  const image = join(folder, 'app');
  const [, source, target] = /ln -s \/app\/(\S+) \/usr\/local\/bin\/(\S+)/.exec(
    readFileSync(join(ROOT, 'Dockerfile'), 'utf8'),
  ) ?? ['', '', ''];
  for (const part of ['bin', 'dist', 'package.json', 'node_modules']) symlinkOrCopy(part, image);
  const path = join(folder, 'path');
  mkdirSync(path);
  symlinkSync(join(image, source ?? ''), join(path, target ?? ''));
  await promisify(execFile)('chmod', ['-R', 'a-w', join(image, 'bin'), join(image, 'dist')]);
  const { stdout, stderr } = await shell('cd / && clearstage --help', { PATH: `${path}:${process.env['PATH']}` });
  expect([stdout.split(' ')[0], stderr]).toEqual(['Usage:', '']);
  await promisify(execFile)('chmod', ['-R', 'u+w', join(image, 'bin'), join(image, 'dist')]);
});

function symlinkOrCopy(part: string, image: string): void {
  mkdirSync(image, { recursive: true });
  if (part === 'node_modules') symlinkSync(join(ROOT, part), join(image, part));
  else cpSync(join(clone, part), join(image, part), { recursive: true });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
