// What is long goes packed to who can unpack it; a hook's answer never, whatever it is asked for.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hookRequest, startClearStage, type ClearStage } from '../support/server.ts';

const webRoot = mkdtempSync(join(tmpdir(), 'clearstage-packed-'));
let server: ClearStage;
beforeAll(async () => {
  // pages as vite builds them, long enough to be packed
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'assets/page.js'), `// ${'x'.repeat(50_000)}`);
  for (const page of ['console/index', 'insights/index', 'trend/index', 'trend/launch']) {
    mkdirSync(join(webRoot, dirname(page)), { recursive: true });
    const html = `<html><script src="/assets/page.js"></script>${' '.repeat(5_000)}</html>`;
    writeFileSync(join(webRoot, `${page}.html`), html);
  }
  server = await startClearStage({ webRoot });
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(webRoot, { recursive: true });
});

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it goes over the line: fetch would unpack it. */
function ask(path: string, accept: string | undefined, body?: object): Promise<Answer> {
  return new Promise((done, failed) => {
    const headers = {
      ...(accept !== undefined && { 'accept-encoding': accept }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const sent = request(`${server.url}${path}`, { method: body ? 'POST' : 'GET', headers, agent: false }, (answer) => {
      buffer(answer).then((bytes) => done({ headers: answer.headers, body: bytes }), failed);
    });
    sent.on('error', failed).end(body && JSON.stringify(body));
  });
}

const LONG = ['/cds-services', '/openapi.json', '/knowledge', '/knowledge/fhir', '/metrics', '/demo/patients'];

test.each(LONG)('%s is packed for who asks, and the same for who does not', async (path) => {
  const plain = await ask(path, undefined);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers.vary).toMatch(/accept-encoding/i);
  const [gzip, brotli] = [await ask(path, 'gzip'), await ask(path, 'gzip, br')];
  expect([gzip, brotli].map((a) => a.headers['content-encoding'])).toEqual(['gzip', 'br']);
  expect(gzip.body.length).toBeLessThan(plain.body.length / 2);
  // metrics tell another moment each time
  if (path === '/metrics') return;
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
});

test.each(['/', '/insights', '/trend', '/smart/launch'])(
  'the page %s and what it loads arrive whole, packed',
  async (path) => {
    const { headers, body } = await ask(path, 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    const html = gunzipSync(body).toString();
    expect(html).toContain('</html>');
    const script = /src="([^"]+\.js)"/.exec(html)?.[1] ?? '';
    const [packed, plain] = [await ask(script, 'gzip'), await ask(script, undefined)];
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  },
);

test('a hook is answered as it is', async () => {
  const body = await hookRequest(server, 'mm-iss2', 'patient-view', { prefetch: true });
  const { headers, body: bytes } = await ask('/cds-services/b2m-patient-view', 'gzip, br', body);
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(bytes.toString())).toHaveProperty('cards');
});
