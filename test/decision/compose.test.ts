// From findings to the few cards worth a clinician's time, and what they rest on.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Indicator } from '../../src/cards/types.ts';
import { evidenceOf, planCards, type CardPlan } from '../../src/decision/compose.ts';
import type { Spoken } from '../../src/decision/rule.ts';
import { resultsAbout } from '../../src/clinical/reading/fish-result.ts';
import { kidneyCircumstances } from '../../src/clinical/reading/kidney-circumstances.ts';
import { comparedStages } from '../../src/clinical/reading/recorded-stages.ts';
import { wholeOf } from '../../src/clinical/reading/whole.ts';
import { b2m, chart, collect, condition, fish, observation, patient, read, recordedStage } from '../support/chart.ts';

const finding = (rule: string, topic: string, indicator: Indicator = 'info', weight = 10): Spoken => ({
  rule,
  topic,
  indicator,
  weight,
  because: 'told so',
  summary: `${rule} speaks`,
  lines: [],
  citations: [],
});
const told = (plans: readonly CardPlan[]) =>
  plans.map((p) => [p.indicator, ...p.findings.map((f) => f.rule)].join(' '));

describe('cards', () => {
  test.each([
    ['nothing to say: no card', [], 2, []],
    [
      'one topic, one card; the weightier finding gives the summary',
      [finding('a', 'x', 'info', 1), finding('b', 'x', 'info', 9)],
      2,
      ['info b a'],
    ],
    [
      'also where another one makes the card urgent',
      [finding('a', 'x', 'warning', 1), finding('b', 'x', 'info', 9), finding('c', 'y', 'info', 50)],
      2,
      ['warning b a', 'info c'],
    ],
    [
      'but what is critical leads whatever stands beside it',
      [finding('a', 'x', 'critical', 1), finding('b', 'x', 'warning', 9)],
      2,
      ['critical a b'],
    ],
    ['two topics, two cards', [finding('a', 'x', 'info', 1), finding('b', 'y', 'info', 9)], 2, ['info b', 'info a']],
    [
      'what is urgent comes first, whatever its weight',
      [finding('a', 'x', 'info', 99), finding('b', 'y', 'warning', 1)],
      2,
      ['warning b', 'info a'],
    ],
    [
      'at most one warning: the second is told as information',
      [finding('a', 'x', 'warning', 9), finding('b', 'y', 'warning', 1)],
      2,
      ['warning a', 'info b'],
    ],
    [
      'what gets no card is told on the last one',
      [finding('a', 'x', 'info', 9), finding('b', 'y', 'info', 5), finding('c', 'z', 'info', 1)],
      2,
      ['info a', 'info b c'],
    ],
    ['and on the only one', [finding('a', 'x', 'warning', 9), finding('b', 'y', 'warning', 5)], 1, ['warning a b']],
    [
      'but not on one that stands alone: where there is no other card it is not told',
      [{ ...finding('a', 'x', 'warning', 9), alone: true }, finding('b', 'y', 'info', 5)],
      1,
      ['warning a'],
    ],
    [
      'nor where there is another, which takes it in',
      [{ ...finding('a', 'x', 'info', 1), alone: true }, finding('b', 'y', 'info', 5), finding('c', 'z', 'info', 0)],
      2,
      ['info b c', 'info a'],
    ],
    [
      'a critical one comes on top, beside the others',
      [finding('a', 'x', 'info'), finding('b', 'y', 'warning'), finding('c', 'z', 'critical', 1)],
      2,
      ['critical c', 'warning b', 'info a'],
    ],
    [
      'a critical finding takes its whole topic with it',
      [finding('a', 'x', 'critical'), finding('b', 'x', 'warning'), finding('c', 'y', 'warning')],
      1,
      ['critical a b', 'warning c'],
    ],
    ['equal findings in the order of their names', [finding('b', 'x'), finding('a', 'y')], 2, ['info a', 'info b']],
  ] as const)('%s', (_, findings, max, cards) => {
    expect(told(planCards(findings, max))).toEqual(cards);
  });

  test('whatever is found: within the limits, nothing lost, nothing twice, in any order', () => {
    const spoken = fc.uniqueArray(
      fc.record({
        rule: fc.stringMatching(/^[a-z]{1,3}$/),
        topic: fc.constantFrom('b2m', 'trend', 'urine', 'csf', 'injury'),
        indicator: fc.constantFrom<Indicator>('info', 'warning', 'critical'),
        weight: fc.integer({ min: 0, max: 5 }),
      }),
      { selector: (f) => f.rule, maxLength: 12 },
    );
    fc.assert(
      fc.property(spoken, fc.integer({ min: 1, max: 3 }), fc.nat(), (parts, max, turn) => {
        const findings = parts.map((p) => finding(p.rule, p.topic, p.indicator, p.weight));
        const plans = planCards(findings, max);
        const others = plans.filter((p) => p.indicator !== 'critical');
        expect(others.length).toBeLessThanOrEqual(max);
        expect(plans.filter((p) => p.indicator === 'warning').length).toBeLessThanOrEqual(1);
        expect(plans.map((p) => p.indicator !== 'critical')).toEqual(
          [...plans].map((p) => p.indicator !== 'critical').sort((a, b) => Number(a) - Number(b)),
        );
        const rules = plans.flatMap((p) => p.findings.map((f) => f.rule));
        expect(rules.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
          parts.map((p) => p.rule).toSorted((a, b) => (a < b ? -1 : 1)),
        );
        // The urgency of what is found shows, unless another card warns already.
        const worst = ['critical', 'warning', 'info'].find((i) => parts.some((p) => p.indicator === i));
        expect(plans[0]?.indicator).toBe(worst);
        const turned = [
          ...findings.slice(turn % (findings.length || 1)),
          ...findings.slice(0, turn % (findings.length || 1)),
        ];
        expect(told(planCards(turned, max))).toEqual(told(plans));
      }),
      { seed: 81, numRuns: 500 },
    );
  });
});

describe('evidence', () => {
  const reading = read(chart([patient(), b2m('5500 ug/L')]));
  const { focus } = reading;
  const { assessments, derived } = wholeOf(reading);
  const bibliography = new Map([['x-2001', { label: 'X et al., 2001', doi: '10.1/x' }]]);
  const inputs = focus ? [focus] : [];
  const { aberrations, openAberrations } = collect(
    chart([patient(), fish('del17p', 'present', { id: 'word' }), observation('84916-6', '45 %', { id: 'share' })]),
  );
  const cytogenetics = resultsAbout({ aberrations, openAberrations }, 'del17p');
  const [found] = cytogenetics;
  const onRecord = read(
    chart([patient(), condition('dialysis', { id: 'd' }), recordedStage('ISS', 'II', { id: 's' })]),
  );
  const circumstances = kidneyCircumstances(onRecord);
  const recordedStages = comparedStages(onRecord);
  const notForRecord = [{ system: 'ISS' as const, unmet: ['not-on-dialysis'] }];

  test('holds each rule, assessment, measurement, number and citation once', () => {
    const both = [
      {
        ...finding('a', 'x'),
        assessments,
        inputs,
        cytogenetics,
        derived,
        circumstances,
        recordedStages,
        notForRecord,
        citations: ['x-2001', 'unknown-1999'],
      },
      {
        ...finding('b', 'x'),
        assessments,
        inputs,
        cytogenetics,
        derived: derived.map((d) => ({ ...d })),
        circumstances: circumstances.map((c) => ({ ...c })),
        recordedStages: comparedStages(onRecord),
        notForRecord: notForRecord.map((n) => ({ ...n })),
        citations: ['x-2001'],
      },
      finding('a', 'y'),
    ];
    expect(evidenceOf(both, '1.2.3', bibliography, { circumstances })).toEqual({
      rules: [
        { id: 'a', version: '1.2.3' },
        { id: 'b', version: '1.2.3' },
      ],
      assessments,
      inputs: [
        {
          analyte: 'b2m-serum',
          reference: focus?.reference,
          value: 5.5,
          unit: 'mg/L',
          effective: focus?.effective,
          reported: { value: 5500, unit: 'ug/L' },
        },
      ],
      cytogenetics: [
        {
          aberration: 'del17p',
          references: ['Observation/word', 'Observation/share'],
          counts: 'positive',
          answer: 'present',
          share: { value: 45, unit: '%' },
          method: 'FISH',
          effective: found?.effective,
        },
      ],
      derived,
      circumstances: [
        {
          bears: 'dialysis',
          kind: 'dialysis',
          reference: 'Condition/d',
          counts: 'yes',
          certainty: 'confirmed',
          activity: 'active',
          code: { system: 'http://snomed.info/sct', code: '105502003' },
        },
      ],
      recordedStages: [{ system: 'ISS', stage: 'II', reference: 'Observation/s', date: '2026-11-01' }],
      notForRecord,
      citations: [{ label: 'X et al., 2001', doi: '10.1/x' }],
    });
  });

  test('of nothing is empty', () => {
    const nothing = { rules: [], assessments: [], inputs: [], cytogenetics: [], derived: [], citations: [] };
    const none = { circumstances: [], recordedStages: [], notForRecord: [] };
    expect(evidenceOf([], '1.0.0', bibliography)).toEqual({ ...nothing, ...none });
  });
});
