// OpenTelemetry tracing: a span for each hook call and its phases; without an SDK all of it does nothing.
import { context, SpanStatusCode, trace } from '@opentelemetry/api';

export interface CallSpan {
  readonly service: string;
  readonly hookInstance?: string;
  readonly client: string;
  readonly cards: number;
  readonly withheld: number;
  /** Milliseconds of the phases, in their order. */
  readonly phases: Readonly<Record<string, number>>;
  readonly ms: number;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** Written after the answer, with the times measured anyway; carries what the log line carries, so never patient data. */
export function traceCall(call: CallSpan): void {
  const tracer = trace.getTracer('clearstage');
  const start = call.endedAt - call.ms;
  const span = tracer.startSpan('clearstage hook call', {
    startTime: start,
    attributes: {
      'clearstage.service': call.service,
      'clearstage.client': call.client,
      'clearstage.cards': call.cards,
      'clearstage.withheld': call.withheld,
      ...(call.hookInstance !== undefined && { 'clearstage.hook_instance': call.hookInstance }),
    },
  });
  if (span.isRecording()) {
    const inside = trace.setSpan(context.active(), span);
    let at = start;
    for (const [phase, ms] of Object.entries(call.phases)) {
      tracer.startSpan(`clearstage ${phase}`, { startTime: at }, inside).end(at + ms);
      at += ms;
    }
    span.setStatus({ code: SpanStatusCode.OK });
  }
  span.end(call.endedAt);
}
