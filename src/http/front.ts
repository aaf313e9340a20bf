// Who stands in front of this server: a trusted balancer tells whose call it passes on, and by which id it knows it.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { among } from '../ops/address-blocks.ts';

export interface Front {
  /** The client's address: the last one on the way that is no trusted proxy's. */
  addressOf(req: IncomingMessage): string;
  /** A trusted proxy's `X-Request-ID`. */
  requestIdOf(req: IncomingMessage): string | undefined;
}

/** What goes unharmed through headers and logs. */
const REQUEST_ID = /^[A-Za-z0-9._:/+=@-]{1,128}$/;

/** @param trusted addresses and blocks (`10.0.0.0/8`) of proxies; what others say of themselves is not believed */
export function createFront(trusted: readonly string[]): Front {
  if (trusted.length === 0) return { addressOf: peerOf, requestIdOf: () => undefined };
  const isTrusted = among(trusted);
  return {
    addressOf(req) {
      let address = peerOf(req);
      const hops = hopsOf(req);
      while (isTrusted(address)) {
        const next = hops.pop();
        if (next === undefined || isIP(next) === 0) return address;
        address = next;
      }
      return address;
    },
    requestIdOf(req) {
      const { 'x-request-id': id } = req.headers;
      return typeof id === 'string' && REQUEST_ID.test(id) && isTrusted(peerOf(req)) ? id : undefined;
    },
  };
}

function peerOf(req: IncomingMessage): string {
  return plain(req.socket.remoteAddress ?? '');
}

/** `X-Forwarded-For`, the nearest hop last. */
function hopsOf({ headers }: IncomingMessage): string[] {
  const { 'x-forwarded-for': forwarded } = headers;
  const text = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '');
  return text
    .split(',')
    .map((hop) => plain(hop.trim()))
    .filter((hop) => hop !== '');
}

/** Without a port and brackets, and IPv4 as itself where it comes in the clothes of IPv6. */
function plain(address: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
  return bare.replace(/^::ffff:(?=[\d.]+$)/i, '');
}
