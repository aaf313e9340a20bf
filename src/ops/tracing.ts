// OpenTelemetry: spans where the operator has plugged in an SDK; without one, a look at its registry and nothing else.
import {
  context,
  propagation,
  ProxyTracerProvider,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { member } from '../contracts/json.ts';

const NAME = 'clearstage';

/** The SDK's tracer, where one is registered. */
export function tracer(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider ? provider.getDelegateTracer(NAME) : provider.getTracer(NAME);
}

export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** Of the span at work, under the names that OpenTelemetry has for them in logs that are no OTLP. */
export function traceIds(): TraceIds | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span && { trace_id: span.traceId, span_id: span.spanId };
}

/** What is known of the span at work only while it goes on. */
export function describeSpan(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Phases that have been measured, as spans inside the one at work. @param endedAt milliseconds since 1970 */
export function tracePhases(phases: Readonly<Record<string, number>>, ms: number, endedAt: number): void {
  const spans = trace.getActiveSpan()?.isRecording() ? tracer() : undefined;
  if (!spans) return;
  let at = endedAt - ms;
  for (const [phase, took] of Object.entries(phases)) {
    spans.startSpan(`clearstage ${phase}`, { startTime: at }).end(at + took);
    at += took;
  }
}

/**
 * A failure of ours, of the span at work.
 *
 * @param code one word for what went wrong
 * @param error as `describeError` tells it: never a message, which may quote a patient
 */
export function traceFailure(code: string, error?: { readonly type?: unknown; readonly at?: unknown }): void {
  const span = trace.getActiveSpan();
  if (!span) return;
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  span.addEvent('exception', {
    'exception.type': typeof error?.type === 'string' ? error.type : code,
    ...(Array.isArray(error?.at) && { 'exception.stacktrace': error.at.join('\n') }),
  });
}

/** The headers by which the next server goes on with the trace. */
export type TraceHeaders = Readonly<Record<string, string>>;

const NO_HEADERS: TraceHeaders = {};

/** Ends the span of a request: with what it came to, and in one word why it failed. */
export type Told = (outcome: Attributes, failure?: string) => void;

/** Does `work` as a request to another server, inside the span that is at work now. */
export async function asClient<T>(
  name: string,
  attributes: () => Attributes,
  work: (headers: TraceHeaders, tell: Told) => Promise<T>,
): Promise<T> {
  const span = tracer()?.startSpan(name, { kind: SpanKind.CLIENT, attributes: attributes() });
  if (!span) return work(NO_HEADERS, () => undefined);
  const headers: Record<string, string> = {};
  const inside = trace.setSpan(context.active(), span);
  propagation.inject(inside, headers);
  try {
    return await context.with(inside, work, undefined, headers, telling(span));
  } finally {
    span.end();
  }
}

function telling(span: Span): Told {
  return (outcome, failure) => {
    span.setAttributes(outcome);
    if (failure === undefined) return;
    span.setAttribute('error.type', failure);
    span.setStatus({ code: SpanStatusCode.ERROR });
  };
}

/** A request to another server that has been made and measured, if it was made for a span. */
export function tracePast(name: string, attributes: Attributes, ms: number, failure?: string): void {
  if (!trace.getActiveSpan()) return;
  const endTime = Date.now();
  const span = tracer()?.startSpan(name, { kind: SpanKind.CLIENT, startTime: endTime - ms, attributes });
  if (!span) return;
  telling(span)({}, failure);
  span.end(endTime);
}

/** Hands over what the SDK still holds; for the last moment of the process. Never rejects. */
export async function flushTraces(): Promise<void> {
  const provider = trace.getTracerProvider();
  // the SDK's copy of the API may be another than ours
  const behind = Reflect.get(provider, 'getDelegate');
  const delegate: unknown = typeof behind === 'function' ? Reflect.apply(behind, provider, []) : provider;
  const flush = member(delegate, 'forceFlush');
  if (typeof flush !== 'function') return;
  await Promise.resolve(Reflect.apply(flush, delegate, [])).catch(() => undefined);
}
