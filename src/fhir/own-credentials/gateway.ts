// A gateway that reads with credentials of our own where a call brings none: that call's patient only, and each read is told.
import { resourceTypeOf } from '../../contracts/fhir-query.ts';
import type { FhirAccess, FhirAnswer, FhirFault, FhirGateway } from '../../contracts/ports.ts';
import { normalizeBaseUrl } from '../base-url.ts';
import type { OpenOptions } from '../types.ts';
import type { OwnToken, TokenSource } from './token-source.ts';

/** For the audit: who asked, in which call; the EHR's own log says about whom. */
export interface OwnRead {
  readonly client: string;
  readonly service: string;
  readonly hookInstance: string;
  readonly server: string;
  readonly resourceType: string;
  readonly outcome: 'ok' | FhirFault;
}

export interface OwnCredentialsOptions {
  /** By the client's name: where it is registered, and its tokens there. */
  readonly sources: ReadonlyMap<string, { readonly fhirServer: string; readonly tokens: TokenSource }>;
  readonly allowInsecure: boolean;
  /** Told of every read, whether or not it was answered. */
  readonly audit: (read: OwnRead) => void;
}

/** The user's permissions do not bound these reads, so nothing is read but what belongs to the patient of the call. */
export function withOwnCredentials(gateway: FhirGateway, options: OwnCredentialsOptions): FhirGateway {
  const { sources, allowInsecure, audit } = options;
  return {
    open(access) {
      const { unattended, accessToken, baseUrl } = access;
      const source = unattended && accessToken === undefined ? sources.get(unattended.client) : undefined;
      const here = normalizeBaseUrl(baseUrl, allowInsecure);
      // the token is for that one server, whatever else this client may name
      if (!unattended || !source || normalizeBaseUrl(source.fhirServer, allowInsecure) !== here) {
        return gateway.open(access);
      }
      const read = ownAccess(gateway, access, source.tokens);
      return {
        async get(query) {
          const answer = await read(query);
          const outcome = answer.ok ? 'ok' : answer.fault;
          audit({ ...unattended, server: baseUrl, resourceType: resourceTypeOf(query), outcome });
          return answer;
        },
        // it came with the call: whoever wrote it may not have been allowed to read where it leads
        follow: () => Promise.resolve<FhirAnswer>({ ok: false, fault: 'not-allowed' }),
      };
    },
  };
}

function ownAccess(
  gateway: FhirGateway,
  access: OpenOptions,
  tokens: TokenSource,
): (query: string) => Promise<FhirAnswer> {
  let opened: { readonly token: OwnToken & { readonly ok: true }; readonly server: FhirAccess } | undefined;
  return async (query) => {
    if (!isOfPatient(query, access.on?.patient)) return { ok: false, fault: 'not-allowed' };
    const token = opened?.token ?? (await tokens.token());
    if (!token.ok) return { ok: false, fault: token.fault };
    if (!token.grants(resourceTypeOf(query))) return { ok: false, fault: 'forbidden' };
    opened ??= { token, server: gateway.open({ ...access, accessToken: token.accessToken }) };
    const answer = await opened.server.get(query);
    if (!answer.ok && answer.fault === 'unauthorized') tokens.refused(token.accessToken);
    return answer;
  };
}

/** A read of the Patient, or a search that names the patient once and nobody else. */
export function isOfPatient(query: string, patient: string | undefined): boolean {
  if (!patient) return false;
  if (query === `Patient/${patient}`) return true;
  const [path = '', search] = query.split('?', 2);
  if (search === undefined || !/^[A-Za-z]+$/.test(path)) return false;
  const named = new URLSearchParams(search);
  const subjects = [...named].filter(([name]) => /^(?:patient|subject|_id)\b/.test(name));
  return subjects.length === 1 && subjects[0]?.[0] === 'patient' && subjects[0][1] === patient;
}
