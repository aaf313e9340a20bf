// What went wrong with a request, in one word of a closed set; the errors themselves hold patient ids and go nowhere.
import { member } from '../contracts/json.ts';
import type { FhirFault } from '../contracts/ports.ts';

export interface Failure {
  readonly ok: false;
  readonly fault: FhirFault;
  readonly status?: number;
  /** A second attempt may help and can do no harm. */
  readonly retry?: true;
}

const BY_STATUS: Readonly<Record<number, FhirFault>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'rate-limited',
};

const BY_CODE: Readonly<Record<string, FhirFault>> = {
  ERR_ADDRESS_NOT_ALLOWED: 'not-allowed',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ERR_CONTENT_ENCODED: 'not-fhir',
};

/** A connection that broke under the request: often one the server closed while it was idle. */
const BROKEN = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Does the failure say that the server is unwell, as opposed to this request being unwelcome? */
export function isServerUnwell({ fault, status }: Failure): boolean {
  if (fault === 'server-error') return status !== undefined && status >= 500;
  return fault === 'timeout' || fault === 'unreachable' || fault === 'rate-limited';
}

/**
 * @param error whatever fhir-kit-client or fetch threw
 * @param connection the error of the connection, if there was one: fetch does not always pass it on
 */
export function failureOf(error: unknown, connection: unknown): Failure {
  const response = member(error, 'response');
  const status = member(response, 'status');
  if (typeof status === 'number') return byStatus(status, member(member(error, 'config'), 'headers'));
  const code = codeOf(connection) || codeOf(error);
  const fault = BY_CODE[code];
  if (fault) return { ok: false, fault };
  if (BROKEN.has(code)) return { ok: false, fault: 'unreachable', retry: true };
  // the client chokes on a body that is no object; every fault of the network has a code
  return { ok: false, fault: code === '' || code.startsWith('HPE_') ? 'not-fhir' : 'unreachable' };
}

function byStatus(status: number, headers: unknown): Failure {
  const known = BY_STATUS[status];
  if (known) return { ok: false, fault: known, status };
  // a 2xx here could not be parsed, a 3xx is never followed
  if (status < 400) return { ok: false, fault: 'not-fhir', status };
  const mustWait = headers instanceof Headers && headers.has('retry-after');
  return { ok: false, fault: 'server-error', status, ...(status === 503 && !mustWait && { retry: true }) };
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at !== undefined && depth < 4; at = member(at, 'cause'), depth++) {
    const code = member(at, 'code');
    if (typeof code === 'string') return code;
  }
  return '';
}
