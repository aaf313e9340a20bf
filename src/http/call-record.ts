// What the metrics, the trace and the log are told of a hook call that was answered: one line, and never a patient.
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { describeSpan, tracePhases } from '../ops/tracing.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import type { Invocation } from '../protocol/invocation.ts';

export interface AnsweredExchange {
  readonly requestId: string;
  readonly endpoint: Endpoint;
  /** Its name in the configuration. */
  readonly client: string;
  /** From the first byte to the answer, milliseconds; of it until the caller was known. */
  readonly ms: number;
  readonly authenticateMs: number;
}

export interface CallRecordDeps {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Nobody is shown a card: what was withheld would have been. */
  readonly shadow?: boolean;
}

export function recordInvocation(invocation: Invocation, exchange: AnsweredExchange, deps: CallRecordDeps): void {
  const { requestId, endpoint, client, ms } = exchange;
  const { id, service, wireHook } = endpoint;
  const { cards, withheld, faults, ignored, unrecognised, foreign, hookInstance } = invocation;
  count(invocation, exchange, deps);
  describeSpan({
    'clearstage.hook_instance': hookInstance,
    'clearstage.cards': cards,
    'clearstage.withheld': withheld,
  });
  tracePhases({ authenticate: exchange.authenticateMs, ...invocation.phases }, ms, Date.now());
  deps.log.write('info', 'service invoked', {
    requestId,
    service: id,
    hook: wireHook,
    hookInstance,
    version: service.version,
    client,
    status: 200,
    cards,
    ms: roundedMs(ms),
    ...(withheld > 0 && { withheld }),
    ...(foreign > 0 && { foreign }),
    ...(ignored.length > 0 && { ignored }),
    ...(unrecognised.length > 0 && { unrecognised }),
    faults,
  });
}

function count(invocation: Invocation, exchange: AnsweredExchange, { metrics, shadow }: CallRecordDeps): void {
  const { endpoint, ms, authenticateMs } = exchange;
  const { id } = endpoint;
  const { cards, withheld, rules, faults = {}, phases } = invocation;
  metrics.called(id, cards > 0 ? 'cards' : shadow && withheld > 0 ? 'shadowed' : 'silent', ms / 1000);
  for (const indicator of invocation.indicators) metrics.card(id, indicator);
  for (const because of invocation.withheldBecause) metrics.withheld(id, because);
  metrics.phase(id, 'authenticate', authenticateMs / 1000);
  metrics.phase(id, 'validate', phases.validate / 1000);
  metrics.phase(id, 'gather', phases.gather / 1000);
  metrics.phase(id, 'evaluate', phases.evaluate / 1000);
  for (const rule of rules) metrics.rule(id, rule.id, rule.fired ? 'fired' : rule.silenced ? 'silenced' : 'silent');
  for (const [key, fault] of Object.entries(faults)) metrics.unavailable(id, key, fault);
}

/** As the log has times: milliseconds, to the hundredth. */
export function roundedMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
