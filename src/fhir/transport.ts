// One GET to a FHIR server: its connections, its limits in bytes and time, and nothing that leads elsewhere.
import { isAscii } from 'node:buffer';
import type { Client } from 'fhir-kit-client';
import { Agent, type Dispatcher } from 'undici';

import { createGuardedLookup } from './address-guard.ts';
import { type Failure, failureOf } from './faults.ts';
import type { GatewayOptions } from './types.ts';

export type Reply = { readonly ok: true; readonly body: unknown; readonly status: number } | Failure;

type Connections = Pick<
  GatewayOptions,
  'concurrency' | 'timeoutMs' | 'maxResponseBytes' | 'allowPrivateNetworks' | 'lookup'
>;

/** The connections of one gateway, to all its servers. */
export function createConnections(options: Connections): Agent {
  return new Agent({
    connections: options.concurrency,
    keepAliveTimeout: 10_000,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    maxResponseSize: options.maxResponseBytes,
    connect: {
      timeout: options.timeoutMs,
      lookup: createGuardedLookup(options.allowPrivateNetworks, options.lookup),
    },
  });
}

export interface GetOptions {
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Beside the client's own. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Never throws, and never takes longer than the time it is given, whatever the server does. */
export async function getJson(
  client: Client,
  url: string,
  { agent, timeoutMs, signal, headers }: GetOptions,
): Promise<Reply> {
  const watch: Watch = { status: 0, garbled: false };
  const controller = new AbortController();
  let giveUp = (): void => undefined;
  // raced as well as aborted, and aborted twice over: fetch's own abort alone does not end every dripping body
  const tooLate = new Promise<Reply>((resolve) => {
    giveUp = () => {
      resolve({ ok: false, fault: 'timeout' });
      controller.abort();
      watch.abort?.();
    };
  });
  const timer = setTimeout(giveUp, timeoutMs);
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  // a redirect is an answer, not a way
  const dispatcher = agent.compose(watched(watch));
  const options = { redirect: 'manual', signal: controller.signal, dispatcher, headers } as const;
  const fetched = client.request(url, { options }).then(
    (body): Reply => (watch.garbled ? { ok: false, fault: 'not-fhir' } : { ok: true, body, status: watch.status }),
    (error: unknown): Reply => failureOf(error, watch.error),
  );
  try {
    return await Promise.race([tooLate, fetched]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** What fetch keeps to itself about a request. */
interface Watch {
  abort?: () => void;
  status: number;
  /** It is not UTF-8: signs were lost when it was read, and what they say with them. */
  garbled: boolean;
  /** The connection's own error, with its code. */
  error?: unknown;
}

/**
 * We ask for plain bytes; an encoded body could unfold to any size, past the limit on what is received. And for UTF-8, as
 * FHIR's JSON is (R4, json.html): what `fetch` would read of anything else has lost signs.
 */
function watched(watch: Watch): (dispatch: Dispatcher['dispatch']) => Dispatcher['dispatch'] {
  return (dispatch) => (options, handler) => {
    const text = new TextDecoder('utf-8', { fatal: true });
    // as most answers are from end to end, and quickly seen
    let plain = true;
    return dispatch(options, {
      onRequestStart(controller, context) {
        watch.abort = () => controller.abort(new Error('given up'));
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart(controller, status, headers, text) {
        watch.status = status;
        const encoding = headers['content-encoding'];
        if (encoding === undefined || encoding === 'identity') {
          handler.onResponseStart?.(controller, status, headers, text);
        } else {
          controller.abort(Object.assign(new Error('encoded response'), { code: 'ERR_CONTENT_ENCODED' }));
        }
      },
      onResponseData(controller, chunk) {
        plain &&= isAscii(chunk);
        watch.garbled ||= !plain && !readable(text, chunk);
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError(controller, error) {
        watch.error = error;
        handler.onResponseError?.(controller, error);
      },
    });
  };
}

function readable(text: TextDecoder, chunk: Uint8Array): boolean {
  try {
    text.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
