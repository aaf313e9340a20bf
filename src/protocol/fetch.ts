// What is still missing is asked of the FHIR server: whole keys, further pages, and the time around what is looked at.
import { isWithin, union } from '../clinical/facts/coverage.ts';
import type { Span } from '../clinical/facts/types.ts';
import { DAY_MS, dayOf, isoDay } from '../clinical/quantities/time.ts';
import type { FhirAccess, FhirAnswer } from '../contracts/ports.ts';
import type { Call } from './call.ts';
import { collect, type Collection } from './collection.ts';
import { concat, saysIncomplete, spansOf, type Listing } from '../contracts/listing.ts';
import { doubted, failed, partOf, widened, withoutQuery, type Part } from './part.ts';
import { resolveTemplate, type TokenValues } from '../contracts/prefetch-template.ts';

/** A key that was not sent. */
export async function fetchKey(key: string, call: Call, server: FhirAccess): Promise<Part> {
  const query = queryOf(key, call);
  if (query === undefined) return withoutQuery(key);
  const answer = await server.get(query);
  if (!answer.ok) return failed(key, answer.fault);
  const collection = collected(key, answer, call);
  if (collection.failures > 0 && collection.resources.length === 0) return failed(key, 'server-error');
  const type = typeOf(key, call);
  return partOf(key, 'fhir-server', [collection], doubted(listingIn(answer, type), collection), type);
}

/** The pages after one that was sent; where they cannot be had, it stays as it was sent. */
export async function readOn(part: Part, call: Call, server: FhirAccess): Promise<Part> {
  const { key, listing, collections } = part;
  if (listing?.next === undefined) return part;
  const type = typeOf(key, call);
  const answer = await server.follow(listing.next, type);
  if (!answer.ok) return part;
  const collection = collected(key, answer, call);
  const whole = concat(listing, doubted(listingIn(answer, type), collection));
  return partOf(key, 'prefetch', [...collections, collection], whole, type);
}

/**
 * A list of Observations that was read only in part, asked for once more by stretches of time where it is not known to
 * be whole: the neighbours of a result that is older than the page, or among results in no order.
 *
 * @param wanted the stretches of time that matter
 */
export async function fetchAround(part: Part, wanted: readonly Span[], call: Call, server: FhirAccess): Promise<Part> {
  const { spans } = part.report;
  const query = queryOf(part.key, call);
  if (!spans || query === undefined || typeOf(part.key, call) !== 'Observation') return part;
  const missing = wholeDays(wanted).filter((span) => !isWithin(spans, span.from, span.to));
  const answers = await Promise.all(
    missing.map(({ from, to }) => server.get(`${query}&date=ge${isoDay(from)}&date=le${isoDay(to)}`)),
  );
  return answers.reduce<Part>((known, answer, i) => {
    const span = missing[i];
    if (!answer.ok || !span) return known;
    const collection = collected(part.key, answer, call);
    const whole = spansOf(doubted(listingIn(answer, 'Observation'), collection), 'Observation') ?? [span];
    const within = whole.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }));
    return widened(known, collection, within);
  }, part);
}

type Answered = FhirAnswer & { readonly ok: true };

function collected(key: string, { resources }: Answered, { patient }: Call): Collection {
  return collect(resources, { place: `fhirServer.${key}`, from: key, patient });
}

function listingIn({ resources, complete, total, flawed }: Answered, type: string): Listing {
  return {
    matches: resources.filter((r) => r.resourceType === type),
    ended: complete,
    total: total ?? 0,
    doubtful: flawed === true || resources.some((r) => r.resourceType === 'OperationOutcome' && saysIncomplete(r)),
  };
}

/** Undefined when the call has no value for a token of the template. */
function queryOf(key: string, { request, endpoint, now }: Call): string | undefined {
  const { patientId, userId, encounterId } = request.context;
  const values: TokenValues = { patientId, userId, now, ...(encounterId && { encounterId }) };
  const template = endpoint.templates.get(key);
  return template && resolveTemplate(template, values);
}

function typeOf(key: string, { endpoint }: Call): string {
  return endpoint.types.get(key) ?? '';
}

/** A query by date knows days only; those that meet are asked for together. */
function wholeDays(spans: readonly Span[]): readonly Span[] {
  return union(spans.map(({ from, to }) => ({ from: dayOf(from) * DAY_MS, to: (dayOf(to) + 1) * DAY_MS - 1 })));
}
