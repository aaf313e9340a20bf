// Running rules: what was said, and for each rule why it spoke or was silent.
import { expect, test } from '@jest/globals';
import { defineRule, isFinding, runRules, type Finding, type Rule } from '../../src/decision/rule.ts';

const FINDING: Finding = {
  because: 'the number is high',
  indicator: 'info',
  topic: 'x',
  weight: 1,
  summary: 'High',
  lines: [],
  citations: [],
};
const rule = (id: string, hooks: Rule<number>['hooks'], from: number): Rule<number> =>
  defineRule({ id, hooks, evaluate: (n) => (n >= from ? FINDING : { silent: `below ${from}` }) });
const RULES = [rule('low', ['result-view', 'patient-view'], 1), rule('high', ['result-view'], 10)];

test('each rule tells why it spoke or was silent', () => {
  const { findings, outcomes } = runRules(RULES, 5, { hook: 'result-view' });
  expect(findings).toEqual([{ ...FINDING, rule: 'low' }]);
  expect(outcomes).toEqual([
    { id: 'low', fired: true, because: 'the number is high' },
    { id: 'high', fired: false, because: 'below 10' },
  ]);
});

test('a rule of another hook is not asked', () => {
  const never = { ...rule('never', ['order-sign'], 1), evaluate: () => Promise.reject(new Error('asked')) as never };
  expect(runRules([...RULES, never], 50, { hook: 'patient-view' }).outcomes).toEqual([
    { id: 'low', fired: true, because: 'the number is high' },
    { id: 'high', fired: false, because: 'not asked at patient-view' },
    { id: 'never', fired: false, because: 'not asked at patient-view' },
  ]);
});

test('where nothing is to be said, every rule is silent for that reason', () => {
  const { findings, outcomes } = runRules(RULES, 50, { hook: 'result-view', outOfScope: 'comfort-care' });
  expect(findings).toEqual([]);
  expect(outcomes.map((o) => o.because)).toEqual(['comfort care', 'comfort care']);
});

test('a finding is told from silence', () => {
  expect([isFinding(FINDING), isFinding({ silent: 'no' })]).toEqual([true, false]);
});
