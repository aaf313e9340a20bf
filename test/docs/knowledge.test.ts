// The pages of knowledge are what `npm run docs` writes, and no rule is without one.
import { expect, test } from '@jest/globals';
import { rules as orderRules } from '../../cds-services/b2m-order/rules/index.ts';
import { rules as resultRules } from '../../cds-services/b2m-result/rules/index.ts';
import { knowledgeBase } from '../../tools/knowledge/base.ts';
import { knowledgeFiles, writtenKnowledge } from '../../tools/knowledge/write.ts';

const base = knowledgeBase();

test('docs/knowledge is what `npm run docs` writes', () => {
  const written = writtenKnowledge();
  for (const [file, text] of knowledgeFiles(base)) expect([file, written.get(file)]).toEqual([file, text]);
  expect([...written.keys()].sort()).toEqual([...knowledgeFiles(base).keys()].sort());
});

test('every rule has its page, with sources or a decision of ours, and a day of review', () => {
  for (const { id } of [...resultRules, ...orderRules]) {
    const page = base.written.find((w) => w.page.id === id);
    expect([id, page?.page.kind]).toEqual([id, 'rule']);
    expect(page?.markdown).not.toContain('not described yet');
    for (const heading of ['Population', 'Inputs', 'Logic in words', 'Thresholds', 'Sources', 'Limits', 'Examples'])
      expect(page?.markdown).toContain(`## ${heading}`);
    expect(page?.markdown).toMatch(/Last reviewed \d{4}-\d\d-\d\d, next review due \d{4}-\d\d-\d\d/);
  }
});

test('ids are used once', () => {
  const ids = base.pages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
