// A rule in shadow: what is kept for review is what would be shown if it were on, in every story, and nothing else changes.
import { describe, expect, test } from '@jest/globals';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { GOLDEN_CASES } from '../../fixtures/goldens.ts';
import { NO_SITE } from '../../fixtures/published.ts';
import type { DraftCard } from '../../src/cards/types.ts';
import type { RuleState } from '../../src/contracts/site.ts';

/** Where results are opened and charts (orders need their drafts): every fifth, and those of injury and of units. */
const CASES = GOLDEN_CASES.filter(({ hook }) => hook === 'result-view' || hook === 'patient-view').filter(
  ({ name }, i) => i % 5 === 0 || /aki|unit/.test(name),
);

function answerer(rules: Readonly<Record<string, RuleState>>) {
  const services = createServices(knowledgeOf({ ...NO_SITE, rules }));
  return ({ told, position, hook }: (typeof CASES)[number]) => {
    const service = services.find((s) => s.offerings.some((o) => o.hook === hook));
    const all = (toBundle(told, position + 1).entry ?? []).flatMap(({ resource }) => resource ?? []);
    const resources = (all as readonly fhir4.FhirResource[]).map((resource) => ({
      resource,
      reference: `${resource.resourceType}/${resource.id}`,
      from: 'labs',
    }));
    const situation = {
      hook,
      patientId: told.id,
      userId: 'Practitioner/x',
      results: [],
      draftOrders: [],
      selected: [],
    };
    const evaluation = service?.evaluate(situation, { resources, unavailable: new Map() }, Date.parse(AS_OF));
    if (!evaluation) throw new Error(`nothing answers ${hook}`);
    return evaluation;
  };
}

const rulesOf = (card: DraftCard): readonly string[] =>
  card.extension['org.clearstage.evidence'].rules.map((rule) => rule.id);
/** What a site has changed is marked in every version. */
const withoutVersions = (cards: readonly DraftCard[] = []): unknown =>
  JSON.parse(JSON.stringify(cards).replaceAll(/\d+\.\d+\.\d+(?:\+\w+(?:\.\w+)*)?/g, 'v'));
const asPublished = answerer({});

describe('a rule in shadow', () => {
  test.each(['iss-stage', 'unit-check', 'acute-kidney-injury', 'renal-confounding'])(
    '%s: its cards are those it would have had, and no card shown tells of it',
    (rule) => {
      const inShadow = answerer({ [rule]: 'shadow' });
      const off = answerer({ [rule]: 'off' });
      let seen = 0;
      for (const story of CASES) {
        const kept = inShadow(story);
        const own = asPublished(story).cards.filter((card) => rulesOf(card).includes(rule));
        expect([story.name, withoutVersions(kept.inShadow?.cards)]).toEqual([story.name, withoutVersions(own)]);
        expect([story.name, withoutVersions(kept.cards)]).toEqual([story.name, withoutVersions(off(story).cards)]);
        seen += own.length;
      }
      expect(seen).toBeGreaterThan(0);
    },
  );
});
