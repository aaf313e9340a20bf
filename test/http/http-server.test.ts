// The end of a server: what is in flight ends, what idles is closed, what hangs is cut.
import { EventEmitter, once } from 'node:events';
import { Agent, get, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { listen } from '../../src/http/http-server.ts';
import { installShutdown } from '../../src/ops/shutdown.ts';

describe('closing a server', () => {
  test('lets a call in flight end, and does not wait for idle connections', async () => {
    const inFlight = new EventEmitter();
    const arrived = once(inFlight, 'call');
    const server = await listen((_req, res) => inFlight.emit('call', res), { host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true });
    const answer = new Promise<string>((resolve) => {
      get({ port: server.port, agent }, (res) => res.on('data', (chunk: Buffer) => resolve(chunk.toString())));
    });
    const [res] = (await arrived) as [ServerResponse];
    const closed = server.close(60_000);
    res.end('done');
    expect(await answer).toBe('done');
    await closed;
    agent.destroy();
  });

  test('cuts what has not ended when the grace is over', async () => {
    let arrived: (() => void) | undefined;
    const inFlight = new Promise<void>((resolve) => (arrived = resolve));
    const server = await listen(() => arrived?.(), { host: '127.0.0.1', port: 0 });
    const request = get({ port: server.port });
    const failed = once(request, 'error');
    await inFlight;
    await server.close(20);
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('who asks whether to send on', () => {
  async function answers(expectation: 'read' | 'refused'): Promise<string> {
    const server = await listen(
      (req, res) => {
        if (expectation === 'refused') res.writeHead(401).end();
        else req.on('data', () => undefined).on('end', () => res.writeHead(200).end());
      },
      { host: '127.0.0.1', port: 0 },
    );
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n';
    const socket = connect(server.port, '127.0.0.1', () => socket.write(head));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (chunk.includes('100 Continue')) socket.end('{}');
    });
    await once(socket, 'close');
    await server.close(0);
    return text;
  }

  test('is told to where the body is read', async () => {
    expect(await answers('read')).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  test('and is not where it is refused, and the connection ends there', async () => {
    expect(await answers('refused')).toMatch(/^HTTP\/1\.1 401 [^]*connection: close/i);
  });
});

describe('what is no HTTP', () => {
  test.each([
    ['NONSENSE\r\n\r\n', 'HTTP/1.1 400 '],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, 'HTTP/1.1 431 '],
  ])('is answered with an OperationOutcome (%#)', async (text, status) => {
    const server = await listen((_req, res) => res.end(), { host: '127.0.0.1', port: 0 });
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    await once(socket, 'close');
    expect(answer.startsWith(status)).toBe(true);
    expect(answer).toContain('OperationOutcome');
    await server.close(0);
  });
});

describe('a signal', () => {
  function install(close: (signal: string) => Promise<void>) {
    const exits: number[] = [];
    const listeners = new Map<string, (signal: string) => void>();
    installShutdown({ close, exit: (code) => void exits.push(code), on: (signal, l) => void listeners.set(signal, l) });
    return { exits, send: (signal: string) => listeners.get(signal)?.(signal) };
  }

  test('ends the process when all is closed, with 1 if that failed', async () => {
    const fine = install(() => Promise.resolve());
    fine.send('SIGTERM');
    const bad = install(() => Promise.reject(new Error('x')));
    bad.send('SIGINT');
    await new Promise(setImmediate);
    expect([fine.exits, bad.exits]).toEqual([[0], [1]]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])('of any kind drains: %s', async (signal) => {
    const closed: string[] = [];
    const { exits, send } = install((by) => Promise.resolve(void closed.push(by)));
    send(signal);
    await new Promise(setImmediate);
    expect([closed, exits]).toEqual([[signal], [0]]);
  });

  test('SIGHUP reads the configuration again, as often as it comes, where there is one to read', () => {
    const listeners = new Map<string, (signal: string) => void>();
    const done: string[] = [];
    installShutdown({
      close: (by) => Promise.resolve(void done.push(by)),
      reload: () => done.push('reload'),
      exit: (code) => void done.push(`exit ${code}`),
      on: (signal, listener) => void listeners.set(signal, listener),
    });
    for (const signal of ['SIGHUP', 'SIGHUP', 'SIGTERM']) listeners.get(signal)?.(signal);
    expect(done).toEqual(['reload', 'reload', 'SIGTERM']);
  });

  test('sent twice ends it at once', () => {
    const { exits, send } = install(() => new Promise(() => undefined));
    send('SIGTERM');
    expect(exits).toEqual([]);
    send('SIGTERM');
    expect(exits).toEqual([1]);
  });
});
