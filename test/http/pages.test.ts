// What the server gives out for the pages, and what it keeps to itself.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { webRoutes, type WebOptions } from '../../src/http/pages.ts';

let root: string;
let server: Server | undefined;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'clearstage-routes-'));
  for (const folder of ['assets', 'console', 'trend', 'insights']) mkdirSync(join(root, folder));
  for (const file of ['console/index', 'trend/index', 'trend/launch', 'insights/index']) {
    writeFileSync(join(root, `${file}.html`), `<!doctype html>${file}`);
  }
  writeFileSync(join(root, 'assets/a-123.js'), 'export {};');
  writeFileSync(join(root, 'secret.txt'), 'secret');
});

afterEach(() => void server?.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function serve(options: Partial<WebOptions>): Promise<(path: string) => Promise<Response>> {
  const defaults = {
    root,
    console: true,
    patients: [],
    reading: {},
    insights: false,
    smart: { clientId: 'c', servers: [], origins: [], demo: false },
  };
  const app = express().use(webRoutes({ ...defaults, ...options }));
  const started = createServer(app);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return (path) => fetch(`http://127.0.0.1:${(started.address() as AddressInfo).port}${path}`);
}

describe('the pages’ routes', () => {
  test('the console is off unless enabled; the trend stays', async () => {
    const get = await serve({ console: false });
    expect((await get('/')).status).toBe(404);
    expect(await Promise.all(['/trend', '/smart/launch'].map(async (p) => (await get(p)).status))).toEqual([200, 200]);
  });

  test('the trend page is told what charts are read by, and asks again each time', async () => {
    const get = await serve({ reading: { settings: { pairingDays: 10 }, mark: 'abcdef01' } });
    const answer = await get('/trend/reading.json');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.json()).toEqual({ settings: { pairingDays: 10 }, mark: 'abcdef01' });
  });

  test('there are no demonstration patients outside demonstration mode', async () => {
    const get = await serve({});
    expect((await get('/demo/patients')).status).toBe(404);
    expect((await get('/demo/patients/mm-iss1')).status).toBe(404);
  });

  test('a demonstration patient is listed with its story and given out by its id', async () => {
    const bundle: fhir4.Bundle = { resourceType: 'Bundle', type: 'collection', entry: [] };
    const get = await serve({
      patients: [{ id: 'p', story: 'A story', hooks: ['patient-view'], contexts: {}, bundle }],
    });
    expect(await (await get('/demo/patients')).json()).toEqual([
      { id: 'p', story: 'A story', hooks: ['patient-view'], contexts: {} },
    ]);
    expect(await (await get('/demo/patients/p')).json()).toEqual(bundle);
    expect((await get('/demo/patients/q')).status).toBe(404);
    expect((await get('/demo/patients/constructor')).status).toBe(404);
  });

  test('the launched page may speak to the configured EHRs and nobody else; the console to this server only', async () => {
    const smart = {
      clientId: 'c',
      servers: ['https://ehr.example/fhir/r4'],
      origins: ['https://login.example'],
      demo: false,
    };
    const get = await serve({ smart });
    const reach = async (path: string) =>
      /connect-src ([^;]*)/.exec((await get(path)).headers.get('content-security-policy') ?? '')?.[1];
    expect(await reach('/trend')).toBe("'self' https://ehr.example https://login.example");
    expect(await reach('/smart/launch')).toBe("'self' https://ehr.example https://login.example");
    expect(await reach('/')).toBe("'self'");
  });

  test('a stranger may ask whether an EHR is configured, and learns of none', async () => {
    const smart = { clientId: 'c', servers: ['https://ehr.example/fhir/r4'], origins: [], demo: false };
    const get = await serve({ smart });
    const ask = async (query: string) => (await get(`/smart/config.json${query}`)).json();
    for (const iss of ['https://ehr.example/fhir/r4', 'https://ehr.example/fhir/r4/']) {
      expect(await ask(`?iss=${encodeURIComponent(iss)}`)).toEqual({ clientId: 'c', known: true });
    }
    for (const query of [
      '',
      '?iss=',
      '?iss=https://ehr.example',
      '?iss=a&iss=b',
      '?iss[]=https://ehr.example/fhir/r4',
    ]) {
      expect(await ask(query)).toEqual({ clientId: 'c', known: false });
    }
  });

  test('in the demonstration test EHRs may open the trend: those of this machine, and the public launcher', async () => {
    const get = await serve({ smart: { clientId: 'c', servers: [], origins: [], demo: true } });
    const known = async (iss: string) =>
      ((await (await get(`/smart/config.json?iss=${encodeURIComponent(iss)}`)).json()) as { known: boolean }).known;
    const launcher = 'https://launch.smarthealthit.org';
    for (const iss of ['http://127.0.0.1:3001/fhir', 'http://localhost:8080/v/r4/fhir', `${launcher}/v/r4/sim/x/fhir`])
      expect(await known(iss)).toBe(true);
    for (const iss of [
      'http://127.0.0.1.example.org/fhir',
      `${launcher}.example.org/fhir`,
      'http://10.0.0.1/',
      'x',
      '',
    ])
      expect(await known(iss)).toBe(false);
    const policy = (await get('/trend')).headers.get('content-security-policy');
    expect(policy).toContain(`connect-src 'self' http://127.0.0.1:* http://localhost:* ${launcher};`);
  });

  test('the counts’ page is there only where its counts are', async () => {
    expect((await (await serve({}))('/insights')).status).toBe(404);
    expect((await (await serve({ insights: true }))('/insights')).status).toBe(200);
  });

  test('named assets are kept for ever, pages are asked for again, nothing outside the built pages is given out', async () => {
    const get = await serve({});
    expect((await get('/assets/a-123.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/trend')).headers.get('cache-control')).toBe('no-cache');
    for (const path of ['/assets/..%2fsecret.txt', '/assets/%2e%2e/secret.txt', '/assets/', '/secret.txt']) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
