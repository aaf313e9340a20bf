// The knowledge pages: every card leads to one, and each says what a committee and a compliance office ask for.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { GOLDEN_CASES, toldCards } from '../support/knowledge.ts';
import { services } from '../../fixtures/published.ts';
import { readKnowledge, warnOfOverdueReviews } from '../../src/http/knowledge-base.ts';
import { knowledgeRoutes, type KnowledgeOptions } from '../../src/http/knowledge.ts';
import { offered } from '../support/knowledge.ts';

const FOLDER = join(import.meta.dirname, '../../docs/knowledge');
const BEFORE = Date.parse('2026-11-27T12:00:00Z');
const AFTER = Date.parse('2028-01-01T00:00:00Z');
const base = readKnowledge(FOLDER);

let server: Server | undefined;
afterEach(() => void server?.close());

async function serve(
  options: Partial<KnowledgeOptions> = {},
): Promise<(path: string, accept?: string) => Promise<Response>> {
  const app = express().use(
    knowledgeRoutes({
      folder: FOLDER,
      publicBaseUrl: 'https://cds.example.org/b2m',
      offered,
      site: { changes: [] },
      clock: () => BEFORE,
      ...options,
    }),
  );
  const started = createServer(app);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  const { port } = started.address() as AddressInfo;
  return (path, accept) => fetch(`http://127.0.0.1:${port}${path}`, accept ? { headers: { accept } } : {});
}

describe('pages', () => {
  test('every service, rule and instrument has one, with nothing inline', async () => {
    const get = await serve();
    expect(base.pages.length).toBeGreaterThan(30);
    for (const { id } of base.pages) {
      const answer = await get(`/knowledge/${id}`);
      expect([id, answer.status]).toEqual([id, 200]);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const html = await answer.text();
      expect(html).not.toMatch(/<script|style=|\son\w+=/);
      expect(html).not.toMatch(/href="[\w-]+\.md"/);
    }
  });

  test('links between them lead somewhere, also behind a path of a proxy', async () => {
    const get = await serve();
    const html = await (await get('/knowledge')).text();
    const links = [...html.matchAll(/href="\/b2m(\/knowledge[^"]*)"/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(base.pages.length);
    for (const path of new Set(links)) expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  test('what there is not is left to the next route', async () => {
    const get = await serve();
    for (const path of [
      '/knowledge/none',
      '/knowledge/__proto__',
      '/knowledge/..%2f..%2fpackage',
      '/knowledge/fhir/Library/none',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  test('say what the site has changed', async () => {
    const get = await serve({ site: { mark: 'abcdef01', changes: ['repeatDays <7>'] } });
    expect(await (await get('/knowledge/repeat-order')).text()).toContain(
      'Changed by this site (abcdef01): repeatDays &#60;7&#62;.',
    );
  });

  test('a rule’s page has its thresholds, sources, limits, examples and attributes', async () => {
    const get = await serve();
    const html = await (await get('/knowledge/iss-stage')).text();
    for (const part of [
      '3.5, 5.5',
      '10.1200/JCO.2005.04.242',
      'Limits',
      'B2M exactly 5.5 mg/L is stage III',
      'Use of sex',
    ])
      expect(html).toContain(part);
  });
});

describe('cards', () => {
  test('every card leads to a page that exists', () => {
    const ids = new Set(base.pages.map(({ id }) => `/knowledge/${id}`));
    const cards = GOLDEN_CASES.flatMap(toldCards);
    expect(cards.length).toBeGreaterThan(100);
    for (const { links = [] } of cards) {
      const basis = links.filter(({ label }) => label === 'Basis: sources and limits');
      expect(basis.map(({ type }) => type)).toEqual(['absolute']);
      expect(ids).toContain(basis[0]?.url);
    }
  });
});

describe('reviews', () => {
  test('a review that is overdue is a warning in the log and on every page', async () => {
    const lines: string[] = [];
    const log = { write: (level: string, message: string) => void lines.push(`${level} ${message}`) };
    warnOfOverdueReviews(FOLDER, BEFORE, log);
    expect(lines).toEqual([]);
    warnOfOverdueReviews(FOLDER, AFTER, log);
    expect(lines).toEqual(services.map(() => 'warn review of the knowledge is overdue'));
    const get = await serve({ clock: () => AFTER });
    expect(await (await get('/knowledge/csf')).text()).toContain('class="notice"');
  });

  test('the day it is due is not yet overdue', () => {
    const due = Date.parse(`${base.reviews[0]?.due}T23:59:59Z`);
    const lines: string[] = [];
    const log = { write: (level: string) => void lines.push(level) };
    warnOfOverdueReviews(FOLDER, due, log);
    expect(lines).toEqual([]);
    warnOfOverdueReviews(FOLDER, due + 1_000, log);
    expect(lines.length).toBe(base.reviews.length);
  });
});

describe('source attributes', () => {
  const NAMES = base.pages.filter((p) => p.kind !== 'instrument').map(({ id }) => id);

  test.each(NAMES)('of %s: thirteen in order, none blank, as JSON and as text', async (id) => {
    const get = await serve();
    const json = (await (await get(`/knowledge/${id}/source-attributes`)).json()) as {
      sourceAttributes: { number: number; attribute: string; used?: boolean; text: string }[];
    };
    expect(json.sourceAttributes.map((a) => a.number)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    for (const { text } of json.sourceAttributes) expect(text).toMatch(/\S/);
    for (const { used } of json.sourceAttributes.slice(4)) expect(typeof used).toBe('boolean');
    const text = await (await get(`/knowledge/${id}/source-attributes.txt`)).text();
    expect([...text.matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n))).toEqual(
      json.sourceAttributes.map((a) => a.number),
    );
    expect(text).toContain('HTI-5');
    expect(await (await get(`/knowledge/${id}/source-attributes`, 'text/plain')).text()).toBe(text);
  });

  test('pregnancy and performance status are health status assessments, age is used everywhere', () => {
    const used = (id: string, n: number) => base.pages.find((p) => p.id === id)?.sourceAttributes?.[n - 1]?.used;
    expect(used('renal-confounding', 13)).toBe(true);
    expect(used('prognostic-index', 13)).toBe(true);
    expect(used('csf', 13)).toBe(false);
    expect(used('renal-confounding', 10)).toBe(true);
    expect(NAMES.map((id) => used(id, 11))).toEqual(NAMES.map(() => true));
    expect(NAMES.map((id) => used(id, 5))).toEqual(NAMES.map(() => false));
  });
});
