// What the EHR sent along: read key by key, and what was not asked for left alone.
import { member, type JsonObject } from '../contracts/json.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Call } from './call.ts';
import { collect, refuseOtherPatient } from './collection.ts';
import { listingOf } from '../contracts/listing.ts';
import { clientFailed, doubted, partOf, type Part } from './part.ts';

export interface Prefetched {
  /** Our keys that were sent. */
  readonly sent: readonly Part[];
  /** Names of keys nobody asked for, which are not read; bounded in number and length. */
  readonly ignored: readonly string[];
}

/** @throws CdsProblem `invalid-request` for a value that is no resource, `wrong-patient` for a Patient who is another */
export function readPrefetch(call: Call): Prefetched {
  const prefetch = call.request.prefetch ?? {};
  const keys = Object.keys(prefetch);
  const ours = (key: string): boolean => call.endpoint.types.has(key);
  const strays = keys.filter((key) => !ours(key)).map(asName);
  return {
    sent: keys.filter(ours).map((key) => readKey(key, prefetch[key], call)),
    ignored: [...new Set(strays)].slice(0, MOST_NAMES),
  };
}

const MOST_NAMES = 20;

/** The caller chose it: what does not look like a key (an identifier, a date) is not repeated, in a log least of all. */
function asName(key: string): string {
  return /^[A-Za-z][\w.-]{0,39}$/.test(key) && !/\d{3}/.test(key) ? key : '(not a name)';
}

function readKey(key: string, value: unknown, { endpoint, patient }: Call): Part {
  if (value === null) return { key, report: { source: 'none', resources: 0 }, collections: [] };
  const place = `prefetch.${key}`;
  if (!isResource(value)) throw notAResource(place, value);
  const collection = collect(value, { place, from: key, patient });
  refuseOtherPatient(collection, place);
  if (collection.failures > 0 && value['total'] !== 0) return clientFailed(key, collection);
  const type = endpoint.types.get(key) ?? '';
  return partOf(key, 'prefetch', [collection], doubted(listingOf(value, type), collection), type);
}

function isResource(value: unknown): value is JsonObject {
  return typeof member(value, 'resourceType') === 'string';
}

function notAResource(place: string, value: unknown): CdsProblem {
  const wrapped = isResource(member(value, 'resource'));
  return new CdsProblem('invalid-request', {
    detail: wrapped
      ? `${place}: is no FHIR resource, it only wraps one in "resource"; send the resource or Bundle itself, or null for none`
      : `${place}: is no FHIR resource; send a resource or Bundle, with its resourceType, or null for none`,
    expression: place,
  });
}
