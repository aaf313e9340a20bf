// A hook call as OpenTelemetry sees it, once an operator has plugged in a provider; nothing of the patient in it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { trace, type Attributes, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { startApp, type TestApp } from '../support/app.ts';
import { hookCall, PREFETCH } from '../support/requests.ts';

interface Seen {
  readonly name: string;
  readonly attributes: Attributes;
  readonly start: number;
  end: number;
}
const spans: Seen[] = [];

function startSpan(name: string, options: SpanOptions = {}): Span {
  const seen: Seen = { name, attributes: options.attributes ?? {}, start: Number(options.startTime), end: NaN };
  spans.push(seen);
  const span = {
    isRecording: () => true,
    setStatus: () => span,
    spanContext: () => ({ traceId: '1'.repeat(32), spanId: '1'.repeat(16), traceFlags: 1 }),
    end: (at: number) => void (seen.end = at),
  };
  return span as unknown as Span;
}

let app: TestApp;
beforeAll(async () => {
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as unknown as Tracer });
  app = await startApp();
});
afterAll(async () => {
  trace.disable();
  await app.close();
});

describe('tracing', () => {
  test('a hook call is a span with its phases inside it', async () => {
    const body = hookCall('patient-view', { prefetch: PREFETCH });
    const answer = await app.post('/cds-services/b2m-patient-view', body);
    expect(answer.status).toBe(200);
    const [call, ...phases] = spans;
    expect(call?.name).toBe('clearstage hook call');
    expect(call?.attributes).toMatchObject({ 'clearstage.service': 'b2m-patient-view', 'clearstage.cards': 1 });
    expect(phases.map((p) => p.name)).toEqual([
      'clearstage authenticate',
      'clearstage validate',
      'clearstage gather',
      'clearstage evaluate',
    ]);
    for (const phase of phases) {
      expect(phase.start).toBeGreaterThanOrEqual(call?.start ?? Infinity);
      expect(phase.end).toBeGreaterThanOrEqual(phase.start);
    }
  });

  test('no span names the patient', () => {
    expect(spans.length).toBeGreaterThan(0);
    expect(JSON.stringify(spans)).not.toMatch(/p1|Patient/);
  });
});
