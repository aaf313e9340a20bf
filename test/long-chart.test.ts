// Five years of results at every kind of server: the card of the whole chart, or an honest part of it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { services } from '../fixtures/published.ts';
import { gatewayWith } from './support/gateway.ts';
import { startApp, type TestApp } from './support/app.ts';
import { type FaultyFhirServer, searchset, startFaultyFhirServer } from './support/faulty-fhir-server.ts';
import { status } from './support/fhir-faults.ts';
import { search, searching, type SearchManners } from './support/fhir-search.ts';
import { LONG_CHART_AS_OF, longChart } from './support/long-chart.ts';

const CHART = longChart();
const SHUFFLED = CHART.toSorted((a, b) => hashOf(a) - hashOf(b));
const VIEW = '/cds-services/b2m-result-view';
const gateway = gatewayWith();
const allowed: string[] = [];
let ehr: FaultyFhirServer;
let app: TestApp;
let whole: Answer;

beforeAll(async () => {
  ehr = await startFaultyFhirServer();
  allowed.push(ehr.baseUrl);
  const caller = { client: 'anonymous', fhirServers: allowed };
  app = await startApp({
    services,
    gateway,
    authenticator: { authenticate: async () => caller },
    clock: () => LONG_CHART_AS_OF,
    maxBodyBytes: 16 * 1_048_576,
    deadlineMs: 20_000,
  });
  whole = await ask({ prefetch: prefetchOf(100_000) });
});
afterEach(() => ehr.heal());
afterAll(async () => {
  await app.close();
  await ehr.close();
  await gateway.close();
});

interface Card {
  readonly summary: string;
  readonly detail: string;
  readonly suggestions?: readonly { readonly label: string }[];
}
interface Answer {
  readonly cards: readonly Card[];
  readonly gathered: { readonly keys: Readonly<Record<string, { readonly incomplete?: true }>> };
}

async function ask(call: {
  readonly prefetch?: object;
  readonly server?: FaultyFhirServer;
  readonly opened?: string;
}): Promise<Answer> {
  const results = CHART.filter((r) => r.id === call.opened);
  const body = {
    hook: 'result-view',
    hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
    context: { patientId: 'p1', userId: 'Practitioner/dr', ...(call.opened && { results }) },
    ...(call.prefetch && { prefetch: call.prefetch }),
    ...(call.server && { fhirServer: call.server.baseUrl }),
  };
  const answer = await app.post(`${VIEW}/explain`, body);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

/** What an EHR sends: the first page of each template, newest first unless told otherwise. */
function prefetchOf(size: number, manners: SearchManners = {}, resources = CHART): Record<string, unknown> {
  const [service] = services;
  const templates = service?.offerings[0]?.prefetch ?? {};
  return Object.fromEntries(
    Object.entries(templates).map(([key, template]) => {
      const [type = '', query] = template.replace('{{context.patientId}}', 'p1').split('?');
      if (query === undefined) return [key, resources.find((r) => r.resourceType === 'Patient')];
      const found = search(resources, type, new URLSearchParams(query), manners);
      const link = `${ehr.baseUrl}/${type}?${query}&_offset=${size}`;
      const page = searchset(found.slice(0, size), found.length > size ? link : undefined);
      return [key, { ...page, total: undefined }];
    }),
  );
}

function hashOf({ id = '' }: fhir4.FhirResource): number {
  return Array.from(id).reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 9973, 7);
}

/** What the reader is told, less the identities that are new each time. */
function said({ cards }: Answer): readonly unknown[] {
  return cards.map(({ summary, detail, suggestions }) => ({
    summary,
    detail,
    offers: suggestions?.map((s) => s.label),
  }));
}

const ABSENCES = /without a creatinine|no albumin|no known cause|not on dialysis|no usable|not on record|no earlier/i;

/** There is no FISH in the chart: that is said where its query was read to the end, and only there. */
function withoutFish(text: string): string {
  return text.replace(/^\| FISH(?:, TP53)? \| not on record .*$/m, '');
}

const READ_IN_PART = /Read only in part|were read in part, back to/;

/** Nothing is claimed that the whole chart denies, and the reader learns what was not read. */
function expectHonest(part: Answer): void {
  const text = part.cards.map((c) => `${c.summary}\n${c.detail}`).join('\n');
  const isFishRead = !inPart(part).some((key) => key.startsWith('markers'));
  expect(isFishRead ? withoutFish(text) : text).not.toMatch(ABSENCES);
  expect(text).toMatch(READ_IN_PART);
  expect(offersOf(part).filter((label) => /creatinine|albumin|beta-2|Record/i.test(label))).toEqual([]);
}

function offersOf({ cards }: Answer): readonly string[] {
  return cards.flatMap((c) => c.suggestions?.map((s) => s.label) ?? []);
}

function inPart({ gathered }: Answer): readonly string[] {
  return Object.entries(gathered.keys).flatMap(([key, { incomplete }]) => (incomplete ? [key] : []));
}

test('the whole chart gives high risk by criterion 4, and ISS III', () => {
  expect(inPart(whole)).toEqual([]);
  const text = whole.cards.map((c) => `${c.summary}\n${c.detail}`).join('\n');
  expect(text).toMatch(/high-risk myeloma/i);
  expect(text).toMatch(/ISS III/);
  // of all that was asked for it holds everything but FISH
  expect(withoutFish(text)).not.toMatch(ABSENCES);
});

describe('the same card comes from a FHIR server', () => {
  test.each<[string, readonly fhir4.FhirResource[], SearchManners]>([
    ['that does as it is asked', CHART, {}],
    ['that ignores _sort', CHART, { unsorted: true }],
    ['that ignores _sort and knows no order at all', SHUFFLED, { unsorted: true }],
    ['that caps its pages at 150', CHART, { cap: 150 }],
    ['that says nothing of how many there are', CHART, { untotalled: true }],
  ])('%s', async (_, resources, manners) => {
    ehr.misbehave('*', searching(resources, manners));
    const answer = await ask({ server: ehr });
    expect(inPart(answer)).toEqual([]);
    expect(said(answer)).toEqual(said(whole));
  });
});

describe('from a server that caps its pages far below the chart', () => {
  test.each([5, 20])('at %i, newest first: the same card, and what was not read is named', async (cap) => {
    ehr.misbehave('*', searching(CHART, { cap }));
    const answer = await ask({ server: ehr });
    expect(inPart(answer)).not.toEqual([]);
    expect(answer.cards[0]?.summary).toBe(whole.cards[0]?.summary);
    expect(answer.cards.map((c) => c.detail).join('\n')).toMatch(READ_IN_PART);
  });

  test('in no order: the year that matters is asked for by its dates, or the part is honest', async () => {
    ehr.misbehave('*', searching(SHUFFLED, { cap: 20, unsorted: true }));
    expectHonest(await ask({ server: ehr }));
  });

  test('in no order, where dates are not known either: honest', async () => {
    ehr.misbehave('*', searching(SHUFFLED, { cap: 20, unsorted: true, undated: true }));
    expectHonest(await ask({ server: ehr }));
  });
});

test('from a server that refuses _sort: the same card, and what was not read is named', async () => {
  // of its own, since what it refuses is remembered
  const strict = await startFaultyFhirServer();
  const healthy = searching(CHART);
  strict.misbehave('*', (response, request, server) => {
    if (request.url?.includes('_sort')) status(400)(response, request, server);
    else healthy(response, request, server);
  });
  allowed.push(strict.baseUrl);
  const answer = await ask({ server: strict });
  expect(answer.cards[0]?.summary).toBe(whole.cards[0]?.summary);
  expect(answer.cards.map((c) => c.detail).join('\n')).toMatch(READ_IN_PART);
  expect(offersOf(answer)).toEqual(offersOf(whole));
  const refused = strict.requests.filter(({ url }) => url.includes('_sort')).length;
  await ask({ server: strict });
  expect(strict.requests.filter(({ url }) => url.includes('_sort'))).toHaveLength(refused);
  await strict.close();
});

describe('the first page in prefetch', () => {
  test('with a server to ask is read on to its end', async () => {
    ehr.misbehave('*', searching(CHART));
    const answer = await ask({ server: ehr, prefetch: prefetchOf(50) });
    expect(said(answer)).toEqual(said(whole));
  });

  test('in no order, with a server to ask, too', async () => {
    const manners = { unsorted: true } as const;
    ehr.misbehave('*', searching(SHUFFLED, manners));
    const answer = await ask({ server: ehr, prefetch: prefetchOf(50, manners, SHUFFLED) });
    expect(said(answer)).toEqual(said(whole));
  });

  test.each([10, 50])('of %i newest first, alone: the same card, and what was not read is named', async (size) => {
    const answer = await ask({ prefetch: prefetchOf(size) });
    expect(answer.cards[0]?.summary).toBe(whole.cards[0]?.summary);
    expect(answer.cards.map((c) => c.detail).join('\n')).toMatch(READ_IN_PART);
  });

  test('in no order, alone: honest', async () => {
    expectHonest(await ask({ prefetch: prefetchOf(50, { unsorted: true }, SHUFFLED) }));
    expectHonest(await ask({ prefetch: prefetchOf(50, { unsorted: true }) }));
  });
});

describe('an old B2M that is opened', () => {
  const opened = 'b2m-18';

  test('is read with its neighbours, which are asked for by their dates', async () => {
    const all = await ask({ prefetch: prefetchOf(100_000), opened });
    ehr.misbehave('*', searching(CHART, { cap: 20 }));
    const answer = await ask({ server: ehr, opened });
    expect(said(answer).length).toBe(all.cards.length);
    expect(answer.cards[0]?.summary).toBe(all.cards[0]?.summary);
    const asked = ehr.requests.filter(({ url }) => url.includes('date=ge'));
    expect(asked.length).toBeGreaterThan(0);
    for (const { url } of asked) expect(url).toMatch(/date=ge\d{4}-\d\d-\d\d&date=le\d{4}-\d\d-\d\d/);
  });

  test('has no neighbours on a first page in prefetch, and is not said to be without them', async () => {
    const answer = await ask({ prefetch: prefetchOf(50), opened });
    const text = answer.cards.map((c) => `${c.summary}\n${c.detail}`).join('\n');
    expect(text).not.toMatch(ABSENCES);
  });
});
