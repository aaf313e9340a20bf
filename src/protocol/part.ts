// What became of one prefetch key: where its data came from, how much of them, and what is known to be missing.
import { union } from '../clinical/facts/coverage.ts';
import type { Span } from '../clinical/facts/types.ts';
import type { FhirFault } from '../contracts/ports.ts';
import type { Collection } from './collection.ts';
import { spansOf, type Listing } from '../contracts/listing.ts';

export interface KeyReport {
  readonly source: 'prefetch' | 'fhir-server' | 'none' | 'unavailable';
  readonly resources: number;
  /** Why it is unavailable, for a reader. */
  readonly reason?: string;
  /** What went wrong, for the log; `incomplete`: a part was read. */
  readonly fault?: FhirFault | 'client-failed' | 'template' | 'incomplete';
  /** When nothing is missing from it; absent: never. */
  readonly spans?: readonly Span[];
}

/** What one key brought. */
export interface Part {
  readonly key: string;
  readonly report: KeyReport;
  readonly collections: readonly Collection[];
  /** The list itself, where it may go on. */
  readonly listing?: Listing;
}

const REASONS: Readonly<Record<FhirFault, string>> = {
  'not-allowed': 'the FHIR server named in the call is not one this service may contact',
  'no-server': 'it was not sent, and the call names no FHIR server',
  timeout: 'the FHIR server did not answer in time',
  unreachable: 'the FHIR server could not be reached',
  unauthorized: 'the FHIR server did not accept the access token (401)',
  forbidden: 'the FHIR server refused access (403)',
  'not-found': 'the FHIR server does not know it (404)',
  'rate-limited': 'the FHIR server asked to slow down (429)',
  'server-error': 'the FHIR server failed',
  'not-fhir': 'the FHIR server answered something that is not FHIR R4',
  'too-large': 'the FHIR server answered more than this service reads',
  'circuit-open': 'the FHIR server has been failing and is being left alone for a moment',
};

export function failed(key: string, fault: FhirFault): Part {
  return unavailable(key, REASONS[fault], fault);
}

export function clientFailed(key: string, collection: Collection): Part {
  const part = unavailable(key, 'the EHR reported that it could not get it', 'client-failed');
  const report: KeyReport = { ...part.report, resources: collection.resources.length };
  return { ...part, report, collections: [collection] };
}

export function withoutQuery(key: string): Part {
  return unavailable(key, 'the call lacks what its query needs', 'template');
}

function unavailable(key: string, reason: string, fault: NonNullable<KeyReport['fault']>): Part {
  return { key, report: { source: 'unavailable', resources: 0, reason, fault }, collections: [] };
}

/** Whoever answers with resources of somebody else has not looked for those of this patient, or not for these alone. */
export function doubted(listing: Listing, { foreign }: Collection): Listing {
  return foreign.length === 0 ? listing : { ...listing, doubtful: true };
}

/** @param type resource type that was searched for or read */
export function partOf(
  key: string,
  source: 'prefetch' | 'fhir-server',
  collections: readonly Collection[],
  listing: Listing,
  type: string,
): Part {
  const spans = spansOf(listing, type);
  const resources = countOf(collections);
  if (!spans) return { key, report: { source, resources }, collections };
  return { key, report: { source, resources, fault: 'incomplete', spans }, collections, listing };
}

/** The same part with what a further query brought of some stretches of time. */
export function widened(part: Part, collection: Collection, whole: readonly Span[]): Part {
  const collections = [...part.collections, collection];
  const spans = union([...(part.report.spans ?? []), ...whole]);
  return { ...part, report: { ...part.report, resources: countOf(collections), spans }, collections };
}

function countOf(collections: readonly Collection[]): number {
  return collections.reduce((sum, { resources }) => sum + resources.length, 0);
}
