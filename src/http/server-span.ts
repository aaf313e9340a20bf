// A request as OpenTelemetry's SERVER span: it goes on with the caller's trace, and ends when the answer has gone.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { tracer } from '../ops/tracing.ts';

export interface Traced {
  /** The pattern of the path, where one serves it; never a path as it came, in which anything may stand. */
  readonly routeOf: (req: IncomingMessage) => string | undefined;
  /** As the caller may be named, if at all. */
  readonly addressOf: (req: IncomingMessage) => string | undefined;
}

/** Asked every few seconds, by machines: traces of it would bury the others. */
const UNTRACED = /^\/+(?:health|metrics)(?:[/?]|$)/;

/**
 * The same listener, each request inside a span. Where somebody has made one already (an instrumentation of node:http),
 * that is the one.
 *
 * @source https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function traced(listener: RequestListener, { routeOf, addressOf }: Traced): RequestListener {
  return (req, res) => {
    const spans = tracer();
    if (!spans || trace.getActiveSpan() || UNTRACED.test(req.url ?? '')) return listener(req, res);
    const method = req.method ?? '';
    const route = routeOf(req);
    const address = addressOf(req);
    const attributes: Attributes = {
      'http.request.method': method,
      'url.scheme': 'http',
      'network.protocol.version': req.httpVersion,
      ...(route !== undefined && { 'http.route': route, 'url.path': route }),
      ...(address !== undefined && { 'client.address': address }),
    };
    const parent = propagation.extract(context.active(), req.headers);
    const span = spans.startSpan(nameOf(method, route), { kind: SpanKind.SERVER, attributes }, parent);
    res.once('close', () => end(span, req, res, route));
    return context.with(trace.setSpan(parent, span), listener, undefined, req, res);
  };
}

function end(span: Span, req: IncomingMessage, res: ServerResponse, known: string | undefined): void {
  const route = known ?? routeOfExpress(req);
  if (known === undefined && route !== undefined) {
    span.updateName(nameOf(req.method ?? '', route));
    span.setAttribute('http.route', route);
  }
  if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode);
  if (!res.writableFinished) span.setAttribute('error.type', 'caller-gone');
  else if (res.statusCode >= 500) {
    span.setAttribute('error.type', String(res.statusCode));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

function nameOf(method: string, route: string | undefined): string {
  return route === undefined ? method : `${method} ${route}`;
}

/** Express leaves on the request which of its routes served it. */
function routeOfExpress(req: IncomingMessage): string | undefined {
  if (!('route' in req) || typeof req.route !== 'object' || req.route === null) return undefined;
  const path: unknown = 'path' in req.route ? req.route.path : undefined;
  return typeof path === 'string' ? path : undefined;
}
