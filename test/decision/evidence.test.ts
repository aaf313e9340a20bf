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
      expect(evidence.inputs).toEqual(expect.arrayContaining([...told.inputs]));
      expect(evidence.circumstances).toEqual(expect.arrayContaining([...(told.circumstances ?? [])]));
      expect(evidence.recordedStages).toEqual(expect.arrayContaining([...(told.recordedStages ?? [])]));
      for (const [rule, system] of [['iss-stage', 'ISS'] as const, ['r-iss-stage', 'R-ISS'] as const]) {
        const stages = told.assessments.filter((a) => a.system === system).flatMap((a) => a.possible);
        if (stages.length !== 1 || !told.rules.some((r) => r.id === rule)) continue;
        const isOffered = (card.suggestions ?? []).some(({ label }) => label.startsWith(`Record ${system} `));
        expect([system, told.notForRecord?.some((kept) => kept.system === system)]).toEqual([system, !isOffered]);
      }
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

describe('what decided is in the evidence of the card', () => {
  const evidenceOf = (id: string, hook: HookName = 'result-view') => {
    const i = STORIES.findIndex((s) => s.id === id);
    const story = STORIES[i];
    if (!story) throw new Error(id);
    const [card] = evaluate(locatedOf(toBundle(story, i + 1)), id, hook).cards;
    if (!card) throw new Error(`no card for ${id}`);
    return card.extension['org.clearstage.evidence'];
  };
  const inputs = (id: string) =>
    evidenceOf(id).inputs.map(({ analyte, value, effective }) => `${analyte} ${value} ${effective?.slice(0, 10)}`);

  test('of an injury the results that its baseline is made of, the light chains, diagnosis and treatment', () => {
    expect(inputs('mm-aki-baseline-75-days')).toContain('creatinine-serum 1 2026-08-18');
    expect(inputs('aki-high-light-chains')).toEqual(
      expect.arrayContaining(['free-kappa 1850 2026-10-31', 'free-lambda 12 2026-10-31', 'b2m-serum 8.4 2026-11-01']),
    );
    expect(evidenceOf('mm-aki-within-48-hours')).toMatchObject({
      diagnosis: { disease: 'myeloma', earliest: '2026-01-05' },
      treatments: [{ name: 'lenalidomide', counts: 'yes' }],
    });
  });

  test('of a recovering injury the stage of its peak beside that of the present value', () => {
    expect(evidenceOf('mm-aki-recovering').assessments).toMatchObject([
      { system: 'KDIGO-AKI', possible: ['2'], notes: [expect.stringContaining('was stage 3')] },
    ]);
  });

  test('of a trend the eGFRs that it is read with, and what they are made of', () => {
    expect(inputs('mm-relapse')).toEqual(
      expect.arrayContaining(['creatinine-serum 1.1 2026-04-15', 'creatinine-serum 1.2 2026-10-30']),
    );
    expect(evidenceOf('mm-relapse').derived.map((d) => d.name)).toEqual(['b2m-change', 'egfr', 'egfr']);
  });

  test('of a follow-up value the baseline beside which it is told', () => {
    expect(inputs('mm-treatment-started')).toEqual(
      expect.arrayContaining(['b2m-serum 5.9 2026-08-18', 'albumin-serum 3.4 2026-08-18']),
    );
  });

  test('of an index the age, the diagnosis and the therapy that it counts from', () => {
    expect(evidenceOf('cll-b2m-4-1')).toMatchObject({
      derived: [{ name: 'age', value: 70 }],
      diagnosis: { disease: 'cll', earliest: '2026-10-02' },
    });
    const relapsed = evidenceOf('cll-relapsed');
    expect(relapsed.treatments).toMatchObject([{ name: 'ibrutinib', firstDoseFrom: '2025-03-11' }]);
    expect(relapsed.assessments.map((a) => a.system)).toEqual(['BALL']);
  });

  test('of FISH what is too old to count, and of a variant its significance', () => {
    expect(evidenceOf('mm-fish-years-before').cytogenetics).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ aberration: 'del17p', counts: 'open', because: 'older-negative' }),
      ]),
    );
    expect(evidenceOf('mm-tp53-pathogenic').cytogenetics).toMatchObject([{ significance: 'pathogenic-or-oncogenic' }]);
    expect(evidenceOf('mm-tp53-mutation').cytogenetics).toEqual(
      expect.arrayContaining([expect.objectContaining({ aberration: 'tp53', significance: 'not-stated' })]),
    );
  });

  const circumstances = (id: string, hook?: HookName) =>
    (evidenceOf(id, hook).circumstances ?? []).map(({ bears, kind, counts, because, code, latest }) =>
      [bears, kind, counts, because, code?.code, latest].filter((part) => part !== undefined).join(' '),
    );

  test.each([
    ['rheumatoid-arthritis', ['raises-b2m rheumatoid-arthritis yes 69896004 2022-09-23']],
    ['cancer-in-remission', ['raises-b2m solid-tumour no in-remission C50.911 2019-12-28']],
    ['lupus-resolved', ['raises-b2m lupus no inactive 55464009 2015-11-19']],
    ['lithium', ['raises-b2m lithium yes']],
    ['mm-with-cll', ['raises-b2m cll yes 92814006 2024-05-15']],
    ['urine-tubular-gentamicin', ['raises-urine-b2m gentamicin yes 2026-10-23']],
    ['mm-aki-coded', ['acute-kidney-injury aki yes N17.9 2026-10-31']],
    ['pregnancy', ['pregnancy pregnancy yes Z34.03 2026-09-22']],
    ['pregnancy-of-43-weeks-ago', ['pregnancy pregnancy no another-time Z34.90 2026-01-03']],
    ['dialysis-recently', ['dialysis dialysis-session yes 2026-07-14']],
    ['dialysis-ended', ['dialysis dialysis-session no came-off-dialysis 2026-07-29']],
    ['mm-dialysis-undated', ['dialysis dialysis-session open undated']],
    ['mm-end-stage-no-dialysis', ['end-stage esrd yes 46177005 2026-09-02']],
    ['mm-iss2-palliative', ['comfort-care palliative-care yes 2026-10-29']],
    ['mm-iss2', []],
  ])('of %s what else on record decides, and what of it was passed over', (id, expected) => {
    expect(circumstances(id)).toEqual(expected);
  });

  test('of silence in hospice care the entry that asks for it, and nothing else', () => {
    const i = STORIES.findIndex((s) => s.id === 'aki-hospice');
    const story = STORIES[i];
    if (!story) throw new Error('no aki-hospice');
    const { cards, evidence } = evaluate(locatedOf(toBundle(story, i + 1)), story.id, 'result-view');
    expect(cards).toEqual([]);
    expect(evidence.circumstances).toMatchObject([{ bears: 'comfort-care', kind: 'comfort-care', counts: 'yes' }]);
  });

  test('of a stage the one on record that it was compared with', () => {
    expect(evidenceOf('mm-iss-recorded').recordedStages).toMatchObject([
      { system: 'ISS', stage: 'I', compared: 'same', date: '2026-10-18' },
    ]);
    expect(evidenceOf('mm-iss-recorded-differs').recordedStages).toMatchObject([{ stage: 'II', compared: 'differs' }]);
    expect(evidenceOf('mm-iss2').recordedStages).toEqual([]);
  });

  test('without a B2M no stage rests on a value of another time', () => {
    const [iss] = evidenceOf('mm-no-b2m').assessments;
    expect(iss).toEqual({
      system: 'ISS',
      possible: ['II', 'III'],
      missing: ['b2m-serum'],
      basis: undefined,
      notes: undefined,
    });
    expect(evidenceOf('mm-no-b2m').diagnosis).toMatchObject({ earliest: '2026-10-26' });
  });
});

function tokenTypes(markdown: string): readonly string[] {
  const types: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    types.push(token.type);
  });
  return types;
}
