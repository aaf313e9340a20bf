// The operator's port: what fails there is told to the log, by its place and never by its message.
import { afterEach, expect, test } from '@jest/globals';
import { listen, type RunningServer } from '../../src/http/http-server.ts';
import { createOperationsApp, type OperationsDeps } from '../../src/http/operations-app.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

let running: RunningServer | undefined;
afterEach(() => running?.close(0));

async function started(parts: Partial<OperationsDeps>): Promise<{ readonly url: string; readonly lines: string[] }> {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const app = createOperationsApp({
    metrics: createMetrics(false),
    ready: () => true,
    reload: () => Promise.resolve({ ok: true }),
    newId: () => 'request-1',
    log,
    ...parts,
  });
  running = await listen(app, { host: '127.0.0.1', port: 0 });
  return { url: `http://127.0.0.1:${running.port}`, lines };
}

test('a fault of ours is a 500, and one line of the log says where', async () => {
  const { url, lines } = await started({ reload: () => Promise.reject(new TypeError('of Jane Doe')) });
  const answer = await fetch(`${url}/admin/reload`, { method: 'POST' });
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 'error', event: 'request refused', requestId: 'request-1', status: 500, error: { type: 'TypeError' } },
  ]);
  expect(lines.join('')).not.toContain('Jane Doe');
});

test('what is refused for a reason, and what is not ready, is no fault: the log stays silent', async () => {
  const reload = () => Promise.resolve({ ok: false, faults: ['clients: is missing'] });
  const { url, lines } = await started({ reload, ready: () => false });
  expect((await fetch(`${url}/admin/reload`, { method: 'POST' })).status).toBe(422);
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  expect(lines).toEqual([]);
});
