// What is for the operator and not for the hook port's public side: metrics, health and reload on a port of their own.
import type { RequestListener } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';
import { describeError, type Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { createHealth, type Health } from './health.ts';
import { toProblem } from './hook-endpoints.ts';
import { sendJson, sendProblem } from './reply.ts';
import { pathOf } from './request-line.ts';

export interface OperationsDeps {
  readonly metrics: Metrics;
  readonly ready: () => boolean | Promise<boolean>;
  /** Reads the configuration again; resolves with what is to be told, or the faults that left the old one in force. */
  readonly reload: () => Promise<{ readonly ok: boolean; readonly faults?: readonly string[] }>;
  readonly newId: () => string;
  readonly log: Pick<Log, 'write'>;
}

type Answer = Health['answer'];

export function createOperationsApp({ metrics, ready, reload, newId, log }: OperationsDeps): RequestListener {
  const { answer: health } = createHealth({ ready });
  const answers: Readonly<Record<string, Answer>> = {
    'GET /metrics': async (_req, res, to) =>
      sendJson(res, 200, await metrics.text(), to, { 'content-type': metrics.contentType }),
    'GET /health/live': health,
    'GET /health/ready': health,
    'POST /admin/reload': async (_req, res, to) => {
      const { ok, faults = [], ...told } = await reload();
      if (!ok) throw new CdsProblem('configuration-refused', { detail: faults.join('; ') });
      sendJson(res, 200, JSON.stringify({ status: 'reloaded', ...told }), to);
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
    answer(req, res, to).catch((error: unknown) => {
      const problem = toProblem(error);
      // what is no problem of the caller's is told to nobody else
      if (problem !== error) log.write('error', 'request refused', { ...to, status: 500, error: describeError(error) });
      sendProblem(res, problem, to);
    });
  };
}
