// What leads a card where a site has switched off the rule that leads it elsewhere.
import { expect, test } from '@jest/globals';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import { NO_SITE } from '../../fixtures/published.ts';
import { AS_OF } from '../support/chart.ts';
import { toCall } from './situation.ts';

test('without the rule on the specimen, what a urine B2M is read with is named, and which creatinine is meant', () => {
  const services = createServices(knowledgeOf({ ...NO_SITE, rules: { 'urine-specimen': 'off' } }));
  const call = toCall({}, { orders: ['urine B2M'] }, 'order-sign');
  const cards = services.flatMap((s) => s.evaluate(call.situation, call.chart, Date.parse(AS_OF)).cards);
  expect(cards.map((c) => c.summary)).toEqual([
    'Urine B2M ordered without serum creatinine, urine creatinine and urine pH, which it is read with',
  ]);
  expect(cards.map((c) => c.source.label)).toEqual(['Mayo Clinic Laboratories, B2MU (urine beta-2 microglobulin)']);
});
