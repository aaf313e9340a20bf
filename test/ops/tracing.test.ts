// Spans in one process: nothing without an SDK, nothing twice, and of a failure where it happened but never what it said.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { asClient, flushTraces, traceIds, tracer, tracePast } from '../../src/ops/tracing.ts';
import { tracedQueries } from '../../src/store/traced-queries.ts';
import { listen } from '../../src/http/http-server.ts';
import { traced } from '../../src/http/server-span.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { hookCall } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

const PATH = '/cds-services/b2m-patient-view';
const LOOPBACK = { host: '127.0.0.1', port: 0 };
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

function plugIn(): void {
  provider.register();
}
function unplug(): void {
  trace.disable();
  context.disable();
}

describe('without an SDK', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  test('there is no tracer, no query is measured, and what is done is done', async () => {
    expect(tracer()).toBeUndefined();
    expect(tracedQueries({ system: 'sqlite' })).toEqual({});
    const attributes = (): never => {
      throw new Error('nobody asks for them');
    };
    expect(await asClient('GET', attributes, async (headers) => headers)).toEqual({});
    await flushTraces();
  });

  test('a header of a trace changes nothing, and lines bear none', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect((await app.post(PATH, hookCall('patient-view'), { traceparent })).status).toBe(200);
    expect(traceIds()).toBeUndefined();
    expect(app.lines.at(-1)).not.toHaveProperty('trace_id');
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});

describe('with one', () => {
  const apps: TestApp[] = [];
  beforeAll(plugIn);
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    exporter.reset();
  });
  afterAll(unplug);

  test('a fault of ours is an error with its place, and without its message, which may quote a patient', async () => {
    const evaluate = (): never => {
      throw new TypeError('cannot read Meier, born 1957');
    };
    const app = await startApp({ services: [{ ...stubService, evaluate }] });
    apps.push(app);
    expect((await app.post(PATH, hookCall('patient-view'))).status).toBe(500);
    const span = exporter.getFinishedSpans().find(({ kind }) => kind === SpanKind.SERVER);
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({ 'error.type': '500', 'http.response.status_code': 500 });
    const [event] = span?.events ?? [];
    expect(event).toMatchObject({ name: 'exception', attributes: { 'exception.type': 'TypeError' } });
    expect(event?.attributes?.['exception.stacktrace']).toMatch(/tracing\.test/);
    expect(JSON.stringify(span?.events)).not.toMatch(/Meier|1957/);
  });

  test('the span of an instrumentation of node:http is taken, not doubled', async () => {
    const ours = traced((_req, res) => res.end(), { routeOf: () => '/path', addressOf: () => undefined });
    const outer = provider.getTracer('http').startSpan('POST', { kind: SpanKind.SERVER });
    const around = trace.setSpan(context.active(), outer);
    const server = await listen((req, res) => context.with(around, ours, undefined, req, res), LOOPBACK);
    expect((await fetch(`http://127.0.0.1:${server.port}/path`)).status).toBe(200);
    await server.close(100);
    expect(exporter.getFinishedSpans()).toEqual([]);
    const alone = await listen(ours, LOOPBACK);
    expect((await fetch(`http://127.0.0.1:${alone.port}/path`)).status).toBe(200);
    await alone.close(100);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['GET /path']);
  });

  test('a query is told where a call asks it, and what the server does by itself is not', async () => {
    tracePast('SELECT settled', {}, 1);
    expect(exporter.getFinishedSpans()).toEqual([]);
    const call = provider.getTracer('test').startSpan('call');
    context.with(trace.setSpan(context.active(), call), () => tracePast('SELECT settled', {}, 1, 'SQLITE_BUSY'));
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({
      name: 'SELECT settled',
      kind: SpanKind.CLIENT,
      attributes: { 'error.type': 'SQLITE_BUSY' },
    });
    expect(span?.parentSpanContext?.spanId).toBe(call.spanContext().spanId);
  });

  test.each([
    ['select "memory_key" from "settled" limit 1', 'SELECT settled', 'settled'],
    ['insert into "issued_card" ("uuid") values (?)', 'INSERT issued_card', 'issued_card'],
    ['delete from "feedback" where "at" < ?', 'DELETE feedback', 'feedback'],
    ['update "rate" set "hits" = ?', 'UPDATE rate', 'rate'],
    ['begin immediate', 'BEGIN', undefined],
    ['PRAGMA synchronous=FULL', 'PRAGMA', undefined],
  ])('%s is %s', (sql, name, table) => {
    const log = tracedQueries({ system: 'sqlite' }).log;
    const call = provider.getTracer('test').startSpan('call');
    const node = { kind: 'RawNode' as const, sqlFragments: [], parameters: [] };
    const query = { sql, parameters: ['MRN-1957'], queryId: { queryId: '1' }, query: node };
    context.with(trace.setSpan(context.active(), call), () => log?.({ level: 'query', query, queryDurationMillis: 2 }));
    const [span] = exporter.getFinishedSpans();
    expect(span?.name).toBe(name);
    expect(span?.attributes['db.collection.name']).toBe(table);
    expect(JSON.stringify(span?.attributes)).not.toContain('1957');
  });
});
