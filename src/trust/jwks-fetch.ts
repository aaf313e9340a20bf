// Fetches a JWK Set from an allow-listed address, bounded in time and bytes, without following redirects.
import { type JwkSet, toJwkSet } from './key-ring.ts';

const MAX_BYTES = 256 * 1024;

/**
 * @param url from the configuration, which has been checked; never from a token
 * @throws Error with a reason for the operator when the set cannot be had
 */
export async function fetchJwks(url: string, fetcher: typeof fetch, timeoutMs: number): Promise<JwkSet> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // raced as well as aborted: an abort alone does not end every dripping body
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const fault = new Error(`no answer within ${timeoutMs} ms`);
      reject(fault);
      controller.abort(fault);
    }, timeoutMs);
  });
  try {
    return await Promise.race([read(url, fetcher, controller.signal), expired]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

async function read(url: string, fetcher: typeof fetch, signal: AbortSignal): Promise<JwkSet> {
  const response = await fetcher(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } });
  if (response.status !== 200 || !response.body) throw new Error(`answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    chunks.push(next.value);
  }
  return toJwkSet(parse(Buffer.concat(chunks).toString()));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('answered no JSON');
  }
}
