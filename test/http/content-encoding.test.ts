// Packed and marked bodies over real HTTP: read within the bound of what comes out, refused in words otherwise.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createByteBudget } from '../../src/http/byte-budget.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { outcomeOf } from '../support/outcome.ts';
import { hookCall } from '../support/requests.ts';

const VIEW = '/cds-services/b2m-patient-view';
const MAX = 100_000;
const CALL = Buffer.from(JSON.stringify(hookCall('patient-view')));
const BOMB = Buffer.from(JSON.stringify(hookCall('patient-view', { extension: { x: 'x'.repeat(50_000_000) } })));

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ maxBodyBytes: MAX });
});
afterAll(() => app.close());

function send(body: Buffer, encoding?: string): Promise<Response> {
  return fetch(app.url + VIEW, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(encoding !== undefined && { 'content-encoding': encoding }) },
    body: new Uint8Array(body),
  });
}

describe('a body packed by', () => {
  test.each([
    ['gzip', gzipSync(CALL)],
    ['x-gzip', gzipSync(CALL)],
    ['GZIP', gzipSync(CALL)],
    ['deflate', deflateSync(CALL)],
    ['deflate', deflateRawSync(CALL)],
    ['br', brotliCompressSync(CALL)],
    ['identity', CALL],
    ['', CALL],
  ])('%s is read', async (encoding, body) => {
    const answer = await send(body, encoding);
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as { cards: unknown[] }).cards).toHaveLength(1);
  });

  test('any of them is read by every endpoint of a service', async () => {
    const answer = await fetch(`${app.url}${VIEW}/explain`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(CALL)),
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['gzip', gzipSync(BOMB)],
    ['deflate', deflateSync(BOMB)],
    ['br', brotliCompressSync(BOMB)],
  ])('%s that unfolds beyond the bound is too large', async (encoding, body) => {
    expect(body.length).toBeLessThan(MAX);
    const outcome = await outcomeOf(await send(body, encoding));
    expect(outcome).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('gzip to the byte of the bound is read, and a byte more is not', async () => {
    const padded = (size: number): Buffer => gzipSync(Buffer.concat([CALL, Buffer.alloc(size - CALL.length, ' ')]));
    expect((await send(padded(MAX), 'gzip')).status).toBe(200);
    expect((await send(padded(MAX + 1), 'gzip')).status).toBe(413);
  });

  test.each([
    ['gzip', CALL],
    ['gzip', gzipSync(CALL).subarray(0, -12)],
    ['deflate', CALL],
    ['br', gzipSync(CALL)],
  ])('%s that is not what it says is refused', async (encoding, body) => {
    const outcome = await outcomeOf(await send(body, encoding));
    expect(outcome).toMatchObject({ status: 400, code: 'not-json' });
    expect(outcome.text).toMatch(/cannot be unpacked as its Content-Encoding says/);
  });

  test('many of them at once hold what comes out of them, and no more', async () => {
    const few = await startApp({ maxBodyBytes: MAX, holdBytes: createByteBudget(MAX * 2) });
    const one = gzipSync(CALL);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(few.url + VIEW, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
          body: new Uint8Array(one),
        }),
      ),
    );
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200));
    await few.close();
  });

  test.each(['zstd', 'compress', 'gzip, gzip', 'constructor'])(
    '%s is refused, with what is taken',
    async (encoding) => {
      const answer = await send(CALL, encoding);
      expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br');
      const outcome = await outcomeOf(answer);
      expect(outcome).toMatchObject({ status: 415, code: 'unsupported-encoding' });
      expect(outcome.text).toContain('one of gzip, deflate, br');
    },
  );
});

describe('a byte order mark', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), CALL]);
  test('in front of the body is passed over, packed or not', async () => {
    expect((await send(marked)).status).toBe(200);
    expect((await send(gzipSync(marked), 'gzip')).status).toBe(200);
  });

  test('alone, or twice, is no JSON', async () => {
    expect((await send(marked.subarray(0, 3))).status).toBe(400);
    expect((await send(Buffer.concat([marked.subarray(0, 3), marked]))).status).toBe(400);
  });
});
