// What is for the operator and not for the hook port's public side: metrics and health on a port of their own.
import type { RequestListener } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';
import type { Metrics } from '../ops/metrics.ts';
import { sendJson, sendProblem } from './reply.ts';

export interface OperationsDeps {
  readonly metrics: Metrics;
  readonly ready: () => boolean | Promise<boolean>;
  readonly newId: () => string;
}

export function createOperationsApp({ metrics, ready, newId }: OperationsDeps): RequestListener {
  const answers: Readonly<Record<string, () => Promise<readonly [type: string, text: string]>>> = {
    '/metrics': async () => [metrics.contentType, await metrics.text()],
    '/health/live': () => Promise.resolve(['application/json', '{"status":"live"}']),
    '/health/ready': async () => {
      if (await ready()) return ['application/json', '{"status":"ready"}'];
      throw new CdsProblem('unavailable', { detail: 'this server is starting, stopping or lacks its store' });
    },
  };
  return (req, res) => {
    const to = { requestId: newId() };
    const [path = ''] = (req.url ?? '').split('?');
    const answer = Object.hasOwn(answers, path) && req.method === 'GET' ? answers[path] : undefined;
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
