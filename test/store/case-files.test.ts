// Cases of shadow mode on a real disk: a file a day and process, readable by its owner only; what is lost is counted.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { ShadowCase } from '../../src/contracts/case.ts';
import { openCaseFiles } from '../../src/store/case-files.ts';

const root = mkdtempSync(join(tmpdir(), 'clearstage-cases-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const caseOf = (id: string, at: string): ShadowCase => ({
  id,
  at,
  card: `card-${id}`,
  patient: 'Patient/p1',
  hook: 'result-view',
  rules: ['iss-stage'],
  indicator: 'info',
  summary: 's',
  assessments: [],
  evidence: 'e',
  service: 'b2m-result-view',
  version: '1.0.0',
  client: 'ehr',
});

function open(name: string, worker?: number) {
  const counted: Record<string, number> = {};
  const lines: unknown[][] = [];
  const files = openCaseFiles({
    folder: join(root, name),
    worker,
    count: (metric, by) => void (counted[metric] = (counted[metric] ?? 0) + by),
    log: { write: (...line: unknown[]) => void lines.push(line) },
  });
  return { files, counted, lines };
}
const namesIn = (name: string): readonly string[] => readdirSync(join(root, name)).sort();
const idsIn = (name: string): readonly string[] =>
  namesIn(name)
    .flatMap((file) =>
      readFileSync(join(root, name, file), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => (JSON.parse(line) as ShadowCase).id);

describe('case files', () => {
  test('hold each case once, by day and process, and go on after a restart', async () => {
    const first = open('days', 1);
    first.files.keep([caseOf('a', '2026-11-27T23:59:00.000Z'), caseOf('b', '2026-11-28T00:00:00.000Z')]);
    await first.files.close();
    const [again, other] = [open('days', 1), open('days', 2)];
    again.files.keep([caseOf('c', '2026-11-28T01:00:00.000Z')]);
    other.files.keep([caseOf('d', '2026-11-28T02:00:00.000Z')]);
    await Promise.all([again.files.close(), other.files.close()]);
    expect(namesIn('days').map((n) => n.replace(/^(cases-[0-9-]{10})-.*(-\d\.ndjson)$/, '$1$2'))).toEqual([
      'cases-2026-11-27-1.ndjson',
      'cases-2026-11-28-1.ndjson',
      'cases-2026-11-28-2.ndjson',
    ]);
    expect([...idsIn('days')].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(first.counted).toEqual({ cases_stored: 2 });
    expect(statSync(join(root, 'days')).mode & 0o777).toBe(0o700);
    for (const file of namesIn('days')) expect(statSync(join(root, 'days', file)).mode & 0o777).toBe(0o600);
  });

  test('many at once are all written, in the order in which they came', async () => {
    const { files } = open('many');
    const ids = Array.from({ length: 2_000 }, (_, i) => `c${i}`);
    for (const id of ids) files.keep([caseOf(id, '2026-11-27T10:00:00.000Z')]);
    await files.close();
    expect(idsIn('many')).toEqual(ids);
  });

  test('what cannot be written is counted, and told by its code and nothing of the patient', async () => {
    const { files, counted, lines } = open('gone');
    rmSync(join(root, 'gone'), { recursive: true });
    for (const id of ['a', 'b']) files.keep([caseOf(id, '2026-11-27T10:00:00.000Z')]);
    await files.close();
    files.keep([caseOf('late', '2026-11-27T10:00:00.000Z')]);
    expect(counted).toEqual({ cases_lost: 3 });
    expect(lines).toEqual([['error', 'cases of shadow mode lost', { code: 'ENOENT' }]]);
  });

  test('a folder that cannot be made is a fault at once', () => {
    writeFileSync(join(root, 'a-file'), '');
    expect(() => open('a-file/folder')).toThrow(/ENOTDIR/);
  });
});
