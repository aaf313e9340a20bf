// What must be so in a trust configuration before anything is started with it.
import { isSafeTransport } from '../ops/loopback.ts';
import type { TrustedClient } from '../contracts/ports.ts';
import type { AuthenticatorOptions } from './options.ts';
import { ASYMMETRIC_ALGORITHMS } from './key-ring.ts';

/** All faults at once, each with its place; empty when there are none. */
export function trustFaults(options: AuthenticatorOptions): readonly string[] {
  const { allowInsecure } = options;
  return [
    ...urlFault('publicBaseUrl', options.publicBaseUrl, allowInsecure),
    ...(options.algorithms.length === 0 ? ['algorithms: at least one is needed'] : []),
    ...options.algorithms
      .filter((alg) => !ASYMMETRIC_ALGORITHMS.has(alg))
      .map((alg) => `algorithms: ${alg} is not an asymmetric signature algorithm`),
    ...options.clients.flatMap((client, index) => clientFaults(client, `clients[${index}]`, allowInsecure)),
  ];
}

function clientFaults(client: TrustedClient, place: string, allowInsecure?: boolean): readonly string[] {
  return [
    ...(client.issuer === '' ? [`${place}.issuer: is empty`] : []),
    ...(client.jku === undefined && client.jwks === undefined ? [`${place}: needs a jku or a jwks`] : []),
    ...(client.jku === undefined ? [] : urlFault(`${place}.jku`, client.jku, allowInsecure)),
    ...(client.jwks?.keys ?? []).flatMap((jwk, key) => [
      ...(jwk.kid ? [] : [`${place}.jwks.keys[${key}].kid: is missing`]),
      ...(jwk.kty === 'oct' ? [`${place}.jwks.keys[${key}].kty: a symmetric key cannot be trusted`] : []),
    ]),
  ];
}

function urlFault(place: string, value: string, allowInsecure?: boolean): readonly string[] {
  if (!URL.canParse(value)) return [`${place}: is not an absolute URL`];
  return isSafeTransport(new URL(value), allowInsecure) ? [] : [`${place}: https is required outside loopback`];
}
