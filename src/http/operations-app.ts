// What is for the operator and not for the hook port's public side: metrics, health and reload on a port of their own.
import type { RequestListener } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';
import type { Metrics } from '../ops/metrics.ts';
import { sendJson, sendProblem } from './reply.ts';
import { pathOf } from './request-line.ts';

export interface OperationsDeps {
  readonly metrics: Metrics;
  readonly ready: () => boolean | Promise<boolean>;
  /** Reads the configuration again; resolves with what is to be told, or the faults that left the old one in force. */
  readonly reload: () => Promise<{ readonly ok: boolean; readonly faults?: readonly string[] }>;
  readonly newId: () => string;
}

type Answer = () => Promise<readonly [type: string, text: string]>;

export function createOperationsApp({ metrics, ready, reload, newId }: OperationsDeps): RequestListener {
  const answers: Readonly<Record<string, Answer>> = {
    'GET /metrics': async () => [metrics.contentType, await metrics.text()],
    'GET /health/live': () => Promise.resolve(['application/json', '{"status":"live"}']),
    'GET /health/ready': async () => {
      if (await ready()) return ['application/json', '{"status":"ready"}'];
      throw new CdsProblem('unavailable', { detail: 'this server is starting, stopping or lacks its store' });
    },
    'POST /admin/reload': async () => {
      const { ok, faults = [], ...told } = await reload();
      if (ok) return ['application/json', JSON.stringify({ status: 'reloaded', ...told })];
      throw new CdsProblem('configuration-refused', { detail: faults.join('; ') });
    },
  };
  return (req, res) => {
    const to = { requestId: newId() };
    const asked = `${req.method} ${pathOf(req.url)}`;
    const answer = Object.hasOwn(answers, asked) ? answers[asked] : undefined;
    if (!answer) {
      sendProblem(res, new CdsProblem('unknown-path', { detail: 'there is nothing at this path' }), to);
      return;
    }
    answer().then(
      ([type, text]) => sendJson(res, 200, text, to, { 'content-type': type }),
      (error: unknown) =>
        sendProblem(
          res,
          error instanceof CdsProblem ? error : new CdsProblem('internal-error', { detail: 'this server has a fault' }),
          to,
        ),
    );
  };
}
