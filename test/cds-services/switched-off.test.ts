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

test.each([
  [
    'what R-ISS waits for',
    { fish: { 'TP53 mutation': 'present, pathogenic, somatic', 't(14;16)': 'absent' } },
    /^ISS I \(.*\); R-ISS I or II until LDH and FISH are known$/,
  ],
  [
    'an R-ISS that is known',
    { fish: { 'TP53 mutation': 'present, pathogenic, somatic', 't(14;16)': 'present' } },
    /^ISS I \(.*\); R-ISS II$/,
  ],
])('without the rule on high risk, %s joins the ISS', (_, given, summary) => {
  const services = createServices(knowledgeOf({ ...NO_SITE, rules: { 'ims-imwg-2025': 'off' } }));
  const usual = {
    age: 58,
    problems: ['myeloma, 5 days ago'],
    b2m: '2.1 mg/L',
    albumin: '4.1 g/dL',
    creatinine: '0.8 mg/dL',
  };
  const call = toCall(usual, given, 'result-view');
  const cards = services.flatMap((s) => s.evaluate(call.situation, call.chart, Date.parse(AS_OF)).cards);
  expect(cards.map((c) => c.summary)).toEqual([expect.stringMatching(summary)]);
});
