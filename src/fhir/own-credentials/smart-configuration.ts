// A FHIR server's `.well-known/smart-configuration`: where tokens are had, and how we prove who we are.
import { isSafeTransport } from '../../ops/loopback.ts';
import type { AskJson } from './http.ts';

export interface SmartConfiguration {
  readonly tokenEndpoint: URL;
  /** Of client assertions. */
  readonly algorithms: readonly string[];
  /** Does it know scopes of the second version? */
  readonly v2: boolean;
}

/** What every server of SMART Backend Services takes, one of them at least. */
const EITHER = ['ES384', 'RS384'];

/**
 * @param fhirServer base URL; the well-known path is appended to it, relative addresses in the answer resolve against it
 * @throws Error with a word for the operator
 * @source https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html
 */
export async function readSmartConfiguration(
  fhirServer: string,
  ask: AskJson,
  allowInsecure: boolean,
): Promise<SmartConfiguration> {
  const base = new URL(`${fhirServer.replace(/\/+$/, '')}/`);
  const { status, body } = await ask(new URL('.well-known/smart-configuration', base));
  if (status !== 200 || !body) throw new Error(`smart-configuration answered ${status}`);
  const { token_endpoint: endpoint, token_endpoint_auth_signing_alg_values_supported: algorithms } = body;
  const tokenEndpoint =
    typeof endpoint === 'string' && URL.canParse(endpoint, base) ? new URL(endpoint, base) : undefined;
  if (!tokenEndpoint) throw new Error('smart-configuration names no token_endpoint');
  if (!isSafeTransport(tokenEndpoint, allowInsecure)) throw new Error('token_endpoint is not https');
  const methods = body['token_endpoint_auth_methods_supported'];
  if (Array.isArray(methods) && !methods.includes('private_key_jwt')) {
    throw new Error('the server takes no private_key_jwt');
  }
  return {
    tokenEndpoint,
    algorithms: Array.isArray(algorithms) ? algorithms.map(String) : EITHER,
    v2: Array.isArray(body['capabilities']) && body['capabilities'].includes('permission-v2'),
  };
}
