// FHIR requests as OpenTelemetry's CLIENT spans: which server and which type of resource, never a query, an id or a token.
import { asClient, type TraceHeaders } from '../ops/tracing.ts';
import type { Reply } from './transport.ts';

/**
 * The same requests, each inside a span and with the headers by which the FHIR server goes on with the trace.
 *
 * @source https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
 */
export function tracedRequests(
  baseUrl: string,
  send: (url: URL, headers: TraceHeaders) => Promise<Reply>,
): (url: URL) => Promise<Reply> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const scheme = protocol.slice(0, -1);
  return (url) => {
    const type = typeOf(url, baseUrl);
    const attributes = () => ({
      'http.request.method': 'GET',
      'url.scheme': scheme,
      'server.address': hostname,
      'server.port': Number(port) || (scheme === 'https' ? 443 : 80),
      ...(type !== undefined && { 'fhir.resource_type': type }),
    });
    return asClient(type === undefined ? 'GET' : `GET ${type}`, attributes, async (headers, tell) => {
      const reply = await send(url, headers);
      const { status } = reply;
      tell(status === undefined ? {} : { 'http.response.status_code': status }, reply.ok ? undefined : reply.fault);
      return reply;
    });
  };
}

/** Later pages may be anywhere under the base; what names a type names nobody. */
function typeOf({ pathname }: URL, baseUrl: string): string | undefined {
  const [type = ''] = pathname.slice(new URL(`${baseUrl}/`).pathname.length).split('/');
  return /^[A-Z][A-Za-z]{1,63}$/.test(type) ? type : undefined;
}
