// The chart from the EHR that launched us, by SMART on FHIR, with what was not read of it.
import FHIR from 'fhirclient';

import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { listed } from '../../clinical/facts/listed.ts';
import { entryOf } from '../../clinical/facts/observation.ts';
import { concat, listingOf, spansOf, type Listing } from '../../contracts/listing.ts';
import { LaunchFault } from './launch-fault.ts';
import { toChart, type Chart } from './patient-chart.ts';
import { tellOpened } from './opened.ts';
import { nextAddress } from './search-address.ts';
import { searchesFor, uncodedSearch, withoutManner, type Search } from './searches.ts';

/** A chart of decades still ends. */
const MOST_PAGES = 10;

/** Answers one GET of the FHIR server; rejects for what is not an answer. */
type Ask = (address: string) => Promise<unknown>;

interface Answer {
  readonly search: Search;
  readonly resources: readonly fhir4.FhirResource[];
  /** Undefined when it could not be read at all. */
  readonly listing: Listing | undefined;
}

/**
 * Completes the launch and reads the chart; parts that are refused are named, the patient itself is needed.
 *
 * @throws LaunchFault, in words
 */
export async function fromEhr(localCodes: LocalCodes): Promise<Chart> {
  const client = await FHIR.oauth2.ready().catch((cause: unknown) => {
    throw new LaunchFault('ready', cause);
  });
  tellOpened(client.state.tokenResponse?.['appContext']);
  const id = client.patient.id;
  if (!id) throw new LaunchFault('no-patient');
  const ask: Ask = (address) => client.request<unknown>(address);
  const patient = await ask(`Patient/${encodeURIComponent(id)}`).catch((cause: unknown) => {
    throw new LaunchFault('patient-refused', cause);
  });
  const base = client.state.serverUrl;
  const answers = await Promise.all(searchesFor(id, localCodes).map((search) => read(search, ask, base)));
  const coded = answers.filter((a) => a.search.type === 'Observation');
  const foundNone = coded.every((a) => a.resources.length === 0) && coded.some((a) => a.listing);
  const uncoded = foundNone ? await read(uncodedSearch(id), ask, base) : undefined;
  return chartOf(patient as fhir4.Patient, uncoded ? withUncoded(answers, uncoded, localCodes) : answers);
}

/**
 * A search by code that finds nothing says little: not every server knows our codes, or searches by them. What all
 * results hold is taken instead, and where they hold ours the searches by code have not told the truth.
 */
function withUncoded(coded: readonly Answer[], uncoded: Answer, localCodes: LocalCodes): readonly Answer[] {
  const known = uncoded.resources.some(
    (r) =>
      r.resourceType === 'Observation' &&
      [r, ...listed(r.component)].some((part) => entryOf(part.code, localCodes) !== undefined),
  );
  const others = coded.filter((a) => a.search.type !== 'Observation');
  return known ? [...others, uncoded] : [...coded, { ...uncoded, search: { ...uncoded.search, key: 'all-results' } }];
}

/** Page after page, until there is no other or a bound is met. */
async function read(search: Search, ask: Ask, base: string): Promise<Answer> {
  let listing: Listing | undefined;
  const resources: fhir4.FhirResource[] = [];
  let address: string | undefined = search.query;
  for (let pages = 0; address !== undefined && pages < MOST_PAGES; pages++) {
    const page: unknown = await ask(address).catch((error: unknown) => askPlainly(error, search, ask, pages));
    if (typeof page !== 'object' || page === null) break;
    const more = listingOf(page, search.type);
    listing = listing ? concat(listing, more) : more;
    resources.push(...resourcesIn(page));
    address = more.next === undefined ? undefined : nextAddress(more.next, base);
  }
  return { search, resources, listing };
}

/** Some servers refuse to sort or to count: asked once more without, as any client may be. */
function askPlainly(error: unknown, { query }: Search, ask: Ask, pages: number): Promise<unknown> | undefined {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return pages === 0 && status === 400 ? ask(withoutManner(query)).catch(() => undefined) : undefined;
}

function resourcesIn(page: object): readonly fhir4.FhirResource[] {
  const { entry } = page as fhir4.Bundle<fhir4.FhirResource>;
  return Array.isArray(entry) ? entry.flatMap((e) => e?.resource ?? []) : [];
}

function chartOf(patient: fhir4.Patient, answers: readonly Answer[]): Chart {
  const partlyRead = answers.flatMap(({ search, listing }) => {
    const { query: _, ...asked } = search;
    const spans = listing ? spansOf(listing, search.type) : [];
    return spans ? [{ ...asked, spans }] : [];
  });
  return toChart([patient, ...answers.flatMap((a) => a.resources)], {
    launched: true,
    unavailable: answers.filter((a) => !a.listing).map((a) => a.search.key),
    partlyRead,
  });
}
