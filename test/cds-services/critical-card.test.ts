// The one critical card: what keeps it short of a command, and what a site may make of it.
import { describe, expect, test } from '@jest/globals';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { GOLDEN_CASES } from '../../fixtures/goldens.ts';
import { NO_SITE } from '../../fixtures/published.ts';
import type { RuleState } from '../../src/contracts/site.ts';

const STORY = GOLDEN_CASES.find(({ name }) => name === 'mm-aki.result-view');

function told(state: RuleState) {
  if (!STORY) throw new Error('no such story');
  const [service] = createServices(knowledgeOf({ ...NO_SITE, rules: { 'acute-kidney-injury': state } }));
  const bundle = toBundle(STORY.told, STORY.position + 1);
  const all = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []) as readonly fhir4.FhirResource[];
  const resources = all.map((resource) => ({
    resource,
    reference: `${resource.resourceType}/${resource.id}`,
    from: 'labs',
  }));
  const situation = {
    hook: 'result-view' as const,
    patientId: STORY.told.id,
    userId: 'Practitioner/x',
    results: [],
    draftOrders: [],
    selected: [],
  };
  const evaluation = service?.evaluate(situation, { resources, unavailable: new Map() }, Date.parse(AS_OF));
  const cards = evaluation?.cards ?? [];
  return { cards, injury: cards.find(({ summary }) => /acute kidney injury/i.test(summary)) };
}

describe('the critical card', () => {
  const { injury } = told('on');

  test('shows both creatinines with dates, names KDIGO, and does not stand in for the laboratory', () => {
    expect(injury?.indicator).toBe('critical');
    // The newest is of the day that heads the table.
    expect(injury?.detail).toMatch(/^\| Result \| Value, \d{4}-\d\d-\d\d \|/);
    expect(injury?.detail).toMatch(/\| Creatinine \| [\d.]+ mg\/dL \| stage \d: ×[\d.]+ or more \|/);
    expect(injury?.detail).toMatch(/\| Creatinine, baseline \| [\d.]+ mg\/dL, \d{4}-\d\d-\d\d \|/);
    expect(injury?.source.label).toContain('KDIGO');
    expect(injury?.detail).toContain("does not replace the laboratory's own alert");
  });

  test('offers orders as options, one each, and no drug', () => {
    expect(injury?.selectionBehavior).toBe('any');
    const actions = (injury?.suggestions ?? []).flatMap((s) => s.actions ?? []);
    expect(actions.map((a) => a.resource?.resourceType)).toEqual(actions.map(() => 'ServiceRequest'));
  });
});

describe('a site', () => {
  test('may cap it at a warning, without the word', () => {
    const { injury, cards } = told('warning');
    expect([injury?.indicator, injury?.summary.startsWith('Urgent')]).toEqual(['warning', false]);
    expect(cards.map((c) => c.indicator)).not.toContain('critical');
    expect(injury?.detail).not.toContain('urgent');
  });

  test.each(['shadow', 'silent', 'off'] as const)('may have it %s', (state) => {
    expect(told(state).injury).toBeUndefined();
  });
});
