// The HTTP server: a timeout for every wait, and a graceful shutdown.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CdsProblem, toOperationOutcome, type ProblemCode } from '../contracts/problems.ts';
import { boundConnections } from './connections.ts';

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  /** For a whole request to arrive, milliseconds. */
  readonly requestTimeoutMs?: number;
  /** At a time; whoever comes then takes the place of one who says nothing, or is turned away. */
  readonly mostConnections?: number;
}

export interface RunningServer {
  readonly port: number;
  /**
   * Stops accepting, lets calls in flight end, and closes what remains after `graceMs`. Before that, for `lingerMs`,
   * it answers as ever but tells each caller to come no more on this connection: a call may be on its way already.
   */
  close(graceMs?: number, lingerMs?: number): Promise<void>;
}

/** Listens. @throws the listen error, e.g. `EADDRINUSE` */
export async function listen(listener: RequestListener, options: HttpServerOptions): Promise<RunningServer> {
  const requestTimeout = options.requestTimeoutMs ?? 10_000;
  let leaving = false;
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    if (leaving) response.setHeader('connection', 'close');
    begins(request, response);
    listener(request, response);
  };
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, 10_000),
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: Math.min(1_000, requestTimeout),
      maxHeaderSize: 32_768,
    },
    serve,
  );
  const begins = boundConnections(server, options.mostConnections ?? Infinity);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // who is refused unread is not told to send on; whether he does then is not known, and this connection is over
    response.setHeader('connection', 'close');
    request.once('resume', () => {
      if (response.headersSent) return;
      if (!leaving) response.removeHeader('connection');
      response.writeContinue();
    });
    serve(request, response);
  });
  server.on('clientError', answerClientError);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // the default of 511 is overrun when a flood begins, and a probe then waits a second for its next attempt
    server.listen({ port: options.port, host: options.host, backlog: 4_096 }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs = 10_000, lingerMs = 0) {
      leaving = true;
      if (lingerMs > 0) await wait(lingerMs);
      await close(server, graceMs);
    },
  };
}

// server.close() alone waits for ever on keep-alive connections that were busy when it was called
async function close(server: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const hard = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
  } finally {
    clearInterval(idle);
    clearTimeout(hard);
  }
}

function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [code, detail, line] = clientFault(error.code);
  const body = JSON.stringify(toOperationOutcome(new CdsProblem(code, { detail })));
  socket.end(
    `HTTP/1.1 ${line}\r\nContent-Type: application/fhir+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // ended on our side it would stay for as long as the other side likes
  setTimeout(() => socket.destroy(), TIME_TO_READ_MS).unref();
}

/** For who is told that this is no request, before the connection is closed. */
const TIME_TO_READ_MS = 500;

function clientFault(code: string | undefined): readonly [ProblemCode, string, string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return ['request-timeout', 'the request did not arrive in time', '408 Request Timeout'];
  if (code === 'HPE_HEADER_OVERFLOW')
    return ['too-large', 'the headers are too large', '431 Request Header Fields Too Large'];
  return ['invalid-request', 'this is not an HTTP request', '400 Bad Request'];
}
