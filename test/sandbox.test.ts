// The CDS Hooks Sandbox's own requests, as captured, are answered; its odd ones do no harm.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startClearStage } from './support/server.ts';
import type { ClearStage } from './support/server.ts';

const folder = join(import.meta.dirname, '../fixtures/sandbox');
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

interface Body {
  readonly hook: string;
}
interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const bodies = readdirSync(folder)
  .filter((file) => file.endsWith('.body.json'))
  .map((file) => [file, read(file) as Body] as const)
  // one of them records what a template became, not a call
  .filter(([, body]) => body.hook);
const exchanges = readdirSync(folder)
  .filter((file) => file.endsWith('.exchange.json'))
  .flatMap((file) =>
    [read(file) as Exchange | Exchange[]].flat().map((exchange) => [`${file} ${exchange.method}`, exchange] as const),
  );

let server: ClearStage;
beforeAll(async () => {
  server = await startClearStage({ clock: () => Date.parse('2026-11-21T22:00:00Z') });
});
afterAll(() => server.close());

/** Sends what was captured, with the headers that matter. */
function send({ method, url, headers, body }: Exchange): Promise<Response> {
  const kept = ['accept', 'content-type', 'origin', 'access-control-request-method', 'access-control-request-headers'];
  return fetch(server.url + url, {
    method,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

describe('the captured requests', () => {
  test('are all here', () => {
    expect(bodies.length).toBeGreaterThanOrEqual(10);
    expect(exchanges.length).toBeGreaterThanOrEqual(10);
  });

  test.each(bodies)('%s gets cards, or a fault that is named', async (file, body) => {
    const url = `/cds-services/b2m-${body.hook}`;
    const response = await send({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body });
    const answer = (await response.json()) as { cards?: unknown; resourceType?: string };
    if (response.status === 200) expect(answer.cards).toEqual(expect.any(Array));
    else {
      expect([400, 412]).toContain(response.status);
      expect(answer.resourceType).toBe('OperationOutcome');
    }
    // What the Sandbox shows at its start must not look like a fault.
    if (/^(patient-view|order-sign)\.body/.test(file)) expect(response.status).toBe(200);
  });

  test.each(exchanges)('%s passes as the Sandbox sends it', async (name, exchange) => {
    const response = await send(exchange);
    await response.arrayBuffer();
    if (name.includes('called-with-hook-order-sign') && exchange.method === 'POST') expect(response.status).toBe(400);
    else expect(response.status).toBeLessThan(300);
    expect(response.headers.get('access-control-allow-origin')).toMatch(/^(\*|http:\/\/127\.0\.0\.1:18081)$/);
    if (exchange.method === 'OPTIONS') {
      expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    }
  });
});
