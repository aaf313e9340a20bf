// A truth table, an instrument or a window never changes alone: version and changelog move with it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ACCEPTED, CHANGELOG, notAccepted, presentKnowledge, refusals } from '../../tools/accepted-knowledge.ts';
import type { Knowledge } from '../../tools/accepted-knowledge.ts';

test('what the services know is accepted: raise the version, write the changelog, then `npm run knowledge:accept`', () => {
  const accepted = JSON.parse(readFileSync(ACCEPTED, 'utf8')) as Knowledge;
  expect(notAccepted(presentKnowledge(), accepted, readFileSync(CHANGELOG, 'utf8'))).toEqual([]);
});

test('truth tables, instruments and knowledge are among it, each once', () => {
  const files = Object.keys(presentKnowledge().files);
  const some = [
    'cds-services/b2m-result/knowledge.json',
    'cds-services/b2m-result/rules/iss-stage.examples.json',
    'cds-services/reading.json',
    'src/clinical/instruments/iss-2005.ts',
  ];
  expect(files).toEqual(expect.arrayContaining(some));
  expect(files).toEqual([...new Set(files)].sort());
});

describe('a change', () => {
  const RELEASED = '## [1.0.0]\n\n### Clinical\n\n- a 1.0.0, first version.\n- b 1.0.0, first version.\n';
  const before: Knowledge = {
    versions: { a: '1.0.0', b: '1.0.0' },
    clinical: 'nothing',
    files: { 'cds-services/a/rules/x.examples.json': '1', 'src/clinical/instruments/i.ts': '1' },
  };
  const changed = (path: string, more: Partial<Knowledge> = {}): Knowledge => ({
    ...before,
    files: { ...before.files, [path]: '2' },
    ...more,
  });
  const table = 'cds-services/a/rules/x.examples.json';

  test('of a truth table is refused with an old version and a silent changelog', () => {
    expect(notAccepted(changed(table), before, RELEASED)).toEqual([`${table} is not as accepted`]);
    expect(refusals(changed(table), before, `## [Unreleased]\n\n${RELEASED}`)).toEqual([
      expect.stringMatching(
        /^a 1\.0\.0 is not among what is unreleased: raise "version" in cds-services\/a\/knowledge/,
      ),
      expect.stringContaining('says nothing new'),
    ]);
  });

  test('is taken once version and changelog have moved, and a second one asks for its own line', () => {
    const text = `## [Unreleased]\n\n### Clinical\n\n- a 1.1.0: patients with y (Z 2020).\n\n${RELEASED}`;
    const now = changed(table, { versions: { a: '1.1.0', b: '1.0.0' }, clinical: 'new' });
    expect(refusals(now, before, text)).toEqual([]);
    expect(notAccepted(now, now, text)).toEqual([]);
    const second = changed(table, { ...now, files: { ...now.files, [table]: '3' } });
    expect(refusals(second, now, text)).toEqual([expect.stringContaining('says nothing new')]);
  });

  test('of an instrument concerns every service; so does one that is added or removed', () => {
    const text = `## [Unreleased]\n\n### Clinical\n\n- a 1.1.0: patients with y (Z 2020).\n\n${RELEASED}`;
    const moved = { versions: { a: '1.1.0', b: '1.0.0' }, clinical: 'new' };
    const { [table]: kept = '' } = before.files;
    const all = [
      changed('src/clinical/instruments/i.ts', moved),
      changed('src/clinical/instruments/new.ts', moved),
      { ...before, ...moved, files: { [table]: kept } },
    ];
    for (const now of all)
      expect(refusals(now, before, text)).toEqual([expect.stringMatching(/^b 1\.0\.0 is not among/)]);
  });

  test('of a version alone wants a line that names exactly this version', () => {
    const now = { ...before, versions: { a: '1.0.1', b: '1.0.0' } };
    const told = '- a 1.0.10: x\n- aa 1.0.1: x\n';
    expect(notAccepted(now, before, `## [Unreleased]\n\n### Clinical\n\n${told}\n${RELEASED}`)).toEqual([
      'a 1.0.1 is not accepted',
      'CHANGELOG.md names no "a 1.0.1" under Clinical',
    ]);
  });
});
