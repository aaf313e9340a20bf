// For every story and both hooks: evidence that keeps its contract, cards within their limits, markup that is ours alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked, type Token } from 'marked';
import { b2mResult } from '../../cds-services/b2m-result/index.ts';
import { PUBLISHED } from '../../fixtures/published.ts';
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { STORIES } from '../../fixtures/stories/index.ts';
import type { HookName } from '../../src/contracts/hooks.ts';
import type { Evaluation, Located } from '../../src/contracts/service.ts';

const service = b2mResult.create(PUBLISHED);
const SCHEMA = join(import.meta.dirname, '../../docs/contracts/evidence.schema.json');
const isEvidence = new Ajv2020({ validateFormats: false, allErrors: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
);
const faultsOf = (evidence: unknown) => (isEvidence(JSON.parse(JSON.stringify(evidence))) ? [] : isEvidence.errors);
const MOST: Readonly<Partial<Record<HookName, number>>> = { 'result-view': 2, 'patient-view': 1 };

function locatedOf(bundle: fhir4.Bundle): readonly Located[] {
  return ((bundle.entry ?? []) as fhir4.BundleEntry<fhir4.FhirResource>[]).flatMap(({ resource }) =>
    resource ? { resource, reference: `${resource.resourceType}/${resource.id}`, from: 'prefetch' } : [],
  );
}

function evaluate(located: readonly Located[], patientId: string, hook: HookName): Evaluation {
  const situation = { hook, patientId, userId: 'Practitioner/x', results: [], draftOrders: [], selected: [] };
  return service.evaluate(situation, { resources: located, unavailable: new Map() }, Date.parse(AS_OF));
}

const cases = STORIES.flatMap((story, i) =>
  (['result-view', 'patient-view'] as const).map((hook) => [`${story.id}.${hook}`, story.id, hook, i] as const),
);

describe('each story', () => {
  test.each(cases)('%s', (_, id, hook, i) => {
    const story = STORIES[i];
    if (!story) throw new Error(id);
    const located = locatedOf(toBundle(story, i + 1));
    const { cards, evidence, rules } = evaluate(located, id, hook);
    expect(faultsOf(evidence)).toEqual([]);
    for (const { value } of evidence.derived) expect(value).toBe(Number(value.toPrecision(9)));
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    expect(cards.filter((c) => c.indicator !== 'critical').length).toBeLessThanOrEqual(MOST[hook] ?? 0);
    expect(cards.filter((c) => c.indicator === 'warning').length).toBeLessThanOrEqual(1);
    for (const card of cards) {
      const told = card.extension['org.clearstage.evidence'];
      expect(faultsOf(told)).toEqual([]);
      expect(evidence.derived).toEqual(expect.arrayContaining([...told.derived]));
      expect(card.summary.length).toBeLessThan(140);
      expect(card.source.label).not.toBe('');
      expect(tokenTypes(card.detail ?? '')).not.toEqual(expect.arrayContaining(['html']));
      expect(tokenTypes(card.detail ?? '')).not.toEqual(expect.arrayContaining(['link']));
      expect(tokenTypes(card.detail ?? '')).not.toEqual(expect.arrayContaining(['image']));
    }
    // The same call at the same time gives the same answer, also from a chart in another order.
    const again = evaluate([...located].toReversed(), id, hook);
    expect(again.cards).toEqual(cards);
  });
});

function tokenTypes(markdown: string): readonly string[] {
  const types: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    types.push(token.type);
  });
  return types;
}
