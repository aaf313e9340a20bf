// SSRF guard: which network addresses a FHIR server may have, checked on the very address that is connected to.
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { among } from '../ops/address-blocks.ts';
import { isLoopbackHost } from '../ops/loopback.ts';

type Reach = 'public' | 'private' | 'loopback' | 'never';

const isLoopback = among(['127.0.0.0/8', '::1/128']);

const isPrivate = among(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']);

/** Link-local (with the clouds' metadata services), unspecified, multicast, reserved, and IPv6 that hides an IPv4. */
const isNever = among([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '::/128',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  'fd00:ec2::254/128',
  '2001:db8::/32',
  '2001::/32',
  '2002::/16',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
]);

export class AddressNotAllowed extends Error {
  readonly code = 'ERR_ADDRESS_NOT_ALLOWED';
}

/** @param hostname as `URL.hostname` gives it */
export function mayConnect(hostname: string, address: string, allowPrivate: boolean): boolean {
  const reach = reachOf(address);
  // a name for this machine means this machine, and no other name does
  if (isLoopbackHost(hostname)) return reach === 'loopback';
  return reach === 'public' || (reach === 'private' && allowPrivate);
}

/** A literal address in a URL is never looked up, so it is judged here. */
export function literalAllowed(hostname: string, allowPrivate: boolean): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) === 0 || mayConnect(hostname, address, allowPrivate);
}

/** Resolves once and hands only permitted addresses to the connection, so no second answer can slip in between. */
export function createGuardedLookup(allowPrivate: boolean, resolve: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (fault, found) => {
      if (fault) return callback(fault, []);
      const addresses: readonly LookupAddress[] = typeof found === 'string' ? [] : found;
      const permitted = addresses.filter(({ address }) => mayConnect(hostname, address, allowPrivate));
      const [first] = permitted;
      if (!first) return callback(new AddressNotAllowed('resolves to an address that is not allowed'), []);
      if (options.all) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
}

function reachOf(address: string): Reach {
  if (isLoopback(address)) return 'loopback';
  if (isNever(address)) return 'never';
  return isPrivate(address) ? 'private' : 'public';
}
