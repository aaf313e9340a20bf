// A run from the export to the files a committee reads: the same in one go, in shards, packed, and after an interruption.
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { merge } from '../../src/cli/merge.ts';
import { simulate, type SimulateOptions } from '../../src/cli/simulate.ts';
import type { Case } from '../../src/contracts/case.ts';
import type { Difference } from '../../src/population/output/difference.ts';
import { resultOf } from '../../src/population/run/jobs.ts';

const STORIES = join(import.meta.dirname, '../../fixtures/patients');
const root = mkdtempSync(join(tmpdir(), 'clearstage-run-'));
/** Every fourth story, and those that speak of injury and of units. */
const PATIENTS = join(root, 'stories');
mkdirSync(PATIENTS);
for (const [i, name] of readdirSync(STORIES).sort().entries()) {
  if (i % 4 === 0 || /aki|unit/.test(name)) copyFileSync(join(STORIES, name), join(PATIENTS, name));
}
afterAll(() => rmSync(root, { recursive: true, force: true }));

const BASE: SimulateOptions = {
  asOf: '2026-11-01T09:00:00Z',
  subsetted: 'refuse',
  seed: '1',
  perRule: '2',
  workers: '1',
};
/** As the manifest says when the export was made. */
const TO_THE_END = { asOf: '2026-10-01T00:00:00Z' };
const run = (paths: readonly string[], name: string, more: Partial<SimulateOptions> = {}) =>
  simulate(paths, join(root, name), { ...BASE, ...more }, () => undefined);
const filesOf = (name: string) =>
  Object.fromEntries(
    readdirSync(join(root, name))
      .filter((f) => f !== '.work')
      .map((f) => [f, readFileSync(join(root, name, f), 'utf8')]),
  );
const linesOf = (name: string, file: string): readonly unknown[] =>
  readFileSync(join(root, name, file), 'utf8')
    .split('\n')
    .filter((l) => l !== '')
    .map((l): unknown => JSON.parse(l));
const casesOf = (name: string) => linesOf(name, 'cases.ndjson') as readonly Case[];

/** A course: dialysis of 2025, a myeloma that abated in 2026, B2M in 2024 and 2026. */
const COURSE: readonly object[] = [
  { resourceType: 'Patient', id: 'p', gender: 'male', birthDate: '1950-06-15' },
  {
    resourceType: 'Condition',
    id: 'mm',
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C90.00' }] },
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
    },
    subject: { reference: 'Patient/p' },
    recordedDate: '2024-02-25',
    onsetDateTime: '2024-02-20',
    abatementDateTime: '2026-01-01',
  },
  {
    resourceType: 'Procedure',
    id: 'hd',
    status: 'completed',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '302497006' }] },
    subject: { reference: 'Patient/p' },
    performedDateTime: '2025-02-01',
  },
  ...[
    ['b2m-2024', '1952-1', 6.1, 'mg/L', '2024-03-01'],
    ['alb-2024', '1751-7', 33, 'g/L', '2024-03-01'],
    ['crea-2024', '2160-0', 1, 'mg/dL', '2024-03-01'],
    ['b2m-2026', '1952-1', 28, 'mg/L', '2025-02-10'],
  ].map(([id, code, value, unit, day]) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject: { reference: 'https://ehr.example.org/fhir/Patient/p' },
    effectiveDateTime: `${day}T08:00:00Z`,
    issued: `${day}T10:00:00Z`,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  })),
];

function exportOf(name: string, resources: readonly object[], transactionTime = '2026-10-01T00:00:00Z'): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ transactionTime, output: [] }));
  writeFileSync(join(folder, 'all.ndjson'), resources.map((r) => JSON.stringify(r)).join('\n'));
  return folder;
}

describe('the look-ahead cases', () => {
  beforeAll(() => run([exportOf('course-export', COURSE)], 'course', TO_THE_END), 60_000);

  test('dialysis of 2025 is nowhere in a reading of 2024, and stands in one of after it', () => {
    const cases = casesOf('course');
    const early = cases.filter((c) => c.at.startsWith('2024'));
    const late = cases.filter((c) => c.at.startsWith('2025'));
    expect(early.map((c) => c.hook)).toContain('result-view');
    expect(JSON.stringify(early)).not.toMatch(/dialysis/i);
    expect(JSON.stringify(late)).toMatch(/dialysis/i);
  });

  test('a myeloma that abated in 2026 was active in 2024, and is staged', () => {
    const early = casesOf('course').filter((c) => c.at.startsWith('2024'));
    expect(early.flatMap((c) => c.assessments)).toContainEqual({ system: 'ISS', possible: ['III'] });
  });

  test('an onset that nobody recorded is not known before it', async () => {
    const unrecorded = COURSE.map((r) =>
      'recordedDate' in r ? { ...r, recordedDate: undefined, onsetDateTime: '2024-06-01' } : r,
    );
    await run([exportOf('onset-export', unrecorded)], 'onset', TO_THE_END);
    const early = casesOf('onset').filter((c) => c.at.startsWith('2024'));
    expect(JSON.stringify(early)).not.toMatch(/iss-stage/);
  }, 60_000);
});

describe('a result of a period', () => {
  test('is known from its end, and counts for what is read after it', async () => {
    const period = { start: '2024-03-04T08:00:00Z', end: '2024-03-05T08:00:00Z' };
    const late = COURSE.map((r) =>
      'id' in r && r.id === 'alb-2024'
        ? { ...r, effectiveDateTime: undefined, issued: undefined, effectivePeriod: period }
        : r,
    );
    const again = {
      ...late.find((r) => 'id' in r && r.id === 'b2m-2024'),
      id: 'b2m-again',
      effectiveDateTime: '2024-03-06T08:00:00Z',
      issued: '2024-03-06T10:00:00Z',
    };
    const normal = [...late, again].map((r) =>
      'id' in r && /^b2m-(2024|again)$/.test(String(r.id))
        ? { ...r, valueQuantity: { value: 3.1, unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L' } }
        : r,
    );
    await run([exportOf('period-export', normal)], 'period', TO_THE_END);
    const stages = casesOf('period')
      .filter((c) => c.at.startsWith('2024'))
      .map((c) => [c.at.slice(0, 10), c.assessments.find((a) => a.system === 'ISS')?.possible]);
    // An albumin of 33 g/L makes it II; before it is back, it may be I.
    expect(stages).toEqual([
      ['2024-03-01', ['I', 'II']],
      ['2024-03-06', ['II']],
    ]);
  }, 60_000);
});

describe('a run', () => {
  beforeAll(() => run([PATIENTS], 'whole'), 120_000);

  test('writes cases as lines and as a table, the report, the forms and what they are scored by', () => {
    const files = filesOf('whole');
    expect(Object.keys(files).sort()).toEqual([
      'cases.csv',
      'cases.ndjson',
      'report.html',
      'result.json',
      'review-key.json',
      'review-second.csv',
      'review-second.html',
      'review.csv',
      'review.html',
    ]);
    const cases = casesOf('whole');
    expect(cases.length).toBeGreaterThan(50);
    expect(new Set(cases.map((c) => c.id)).size).toBe(cases.length);
    expect(files['cases.csv']?.split('\r\n').length).toBe(cases.length + 2);
    // It opens from a disk: nothing is loaded from anywhere.
    expect(files['report.html']).not.toMatch(/\s(?:src|href)=|url\(|<script|<link|<img/);
  });

  test('into a folder of its own making that nobody else may look into: it names patients', async () => {
    await merge([join(root, 'whole')], join(root, 'private/merged'));
    for (const name of ['whole', 'private', 'private/merged'])
      expect(statSync(join(root, name)).mode & 0o777).toBe(0o700);
  });

  test('in shards, in whatever order they are put together, is the run in one go to the byte', async () => {
    for (const i of [1, 2, 3]) await run([PATIENTS], `shard-${i}`, { shard: `${i}/3` });
    await merge(
      [3, 1, 2].map((i) => join(root, `shard-${i}`)),
      join(root, 'merged'),
    );
    expect(filesOf('merged')).toEqual(filesOf('whole'));
    await expect(
      merge(
        [1, 2].map((i) => join(root, `shard-${i}`)),
        join(root, 'no'),
      ),
    ).rejects.toThrow('missing: shard 3/3');
    await expect(
      merge(
        [1, 2, 3, 3].map((i) => join(root, `shard-${i}`)),
        join(root, 'no'),
      ),
    ).rejects.toThrow('4 results for 3 shards');
    await run([PATIENTS], 'shard-2', { shard: '2/3', seed: 'other' });
    await expect(
      merge(
        [1, 2, 3].map((i) => join(root, `shard-${i}`)),
        join(root, 'no'),
      ),
    ).rejects.toThrow('another export');
  }, 240_000);

  test('in shards that lie in one folder is put together from that folder', async () => {
    mkdirSync(join(root, 'results'));
    for (const i of [1, 2]) await run([PATIENTS], `results/shard-${i}`, { shard: `${i}/2` });
    await merge([join(root, 'results')], join(root, 'results/whole'));
    expect(filesOf('results/whole')).toEqual(filesOf('whole'));
  }, 240_000);

  test('by two threads is the run by one', async () => {
    await run([PATIENTS], 'threads', { workers: '2' });
    expect(filesOf('threads')).toEqual(filesOf('whole'));
  }, 120_000);

  test('that was interrupted goes on where it was, and ends the same', async () => {
    await run([PATIENTS], 'resumed', { keepWork: true });
    const kept = resultOf(join(root, 'resumed'), 0);
    const before = readFileSync(kept, 'utf8');
    for (const part of [1, 2, 3]) rmSync(resultOf(join(root, 'resumed'), part));
    rmSync(join(root, 'resumed', 'cases.ndjson'));
    await run([PATIENTS], 'resumed', { resume: true });
    expect(before).not.toBe('');
    expect(filesOf('resumed')).toEqual(filesOf('whole'));
  }, 240_000);

  test('is not taken up again for another export or option', async () => {
    await run([PATIENTS], 'other-seed', { keepWork: true });
    await expect(run([PATIENTS], 'other-seed', { resume: true, seed: '2' })).rejects.toThrow('cannot be resumed');
  }, 120_000);

  test('draws every critical card, one moment of a patient in any other stratum, and silent moments', () => {
    const { sample } = JSON.parse(readFileSync(join(root, 'whole', 'result.json'), 'utf8')) as {
      sample: {
        drawn: Record<string, { patient: string }[]>;
        sizes: Record<string, { moments: number; patients: number }>;
      };
    };
    const critical = casesOf('whole').filter((c) => c.indicator === 'critical');
    expect(critical.length).toBeGreaterThan(2);
    const drawn = Object.entries(sample.drawn);
    expect(drawn.filter(([s]) => s.endsWith('critical')).flatMap(([, own]) => own)).toHaveLength(critical.length);
    for (const [stratum, own] of drawn.filter(([s]) => !s.endsWith('critical'))) {
      expect(new Set(own.map((c) => c.patient)).size).toBe(own.length);
      expect([stratum, own.length]).toEqual([stratum, Math.min(2, sample.sizes[stratum]?.patients ?? 0)]);
    }
    expect(drawn.map(([s]) => s)).toEqual(expect.arrayContaining(['silent · patient-view', 'silent · result-view']));
  });
});

describe('an export', () => {
  test('packed is the export', async () => {
    const plain = exportOf('plain', COURSE);
    mkdirSync(join(root, 'packed'));
    for (const file of readdirSync(plain)) {
      writeFileSync(join(root, 'packed', file), gzipSync(readFileSync(join(plain, file))));
    }
    await run([plain], 'of-plain');
    await run([join(root, 'packed')], 'of-packed');
    expect(filesOf('of-packed')).toEqual(filesOf('of-plain'));
  }, 60_000);

  test('with elements left out is refused, or read with nothing said to be absent', async () => {
    const tag = { meta: { tag: [{ code: 'SUBSETTED' }] } };
    const folder = exportOf(
      'subsetted',
      COURSE.map((r) => ({ ...r, ...tag })),
    );
    await expect(run([folder], 'refused')).rejects.toThrow(/all\.ndjson at byte 0: tagged SUBSETTED/);
    await run([folder], 'marked', { subsetted: 'mark' });
    expect(filesOf('marked')['report.html']).toContain('7 resources are tagged SUBSETTED');
  }, 60_000);

  test('with a broken record of a patient counts, lists and skips it, and claims no absence of its kind', async () => {
    const folder = exportOf('broken', COURSE);
    const broken = '{"resourceType":"Procedure","id":"x","subject":{"reference":"Patient/p"},"status":oops}';
    writeFileSync(join(folder, 'more.ndjson'), broken);
    const { tally, skipped } = await run([folder], 'with-broken');
    expect(tally.counts).toMatchObject({ 'broken records': 1, 'patients read in part': 1 });
    expect(skipped).toEqual([{ file: 2, at: 0, why: 'no JSON' }]);
    expect(filesOf('with-broken')['report.html']).toContain('more.ndjson');
  }, 60_000);
});

describe('a comparison', () => {
  test('names exactly the patients whose answer differs, and how', async () => {
    const config = join(root, 'other.json');
    writeFileSync(config, JSON.stringify({ site: { rules: { 'unit-check': 'off' } } }));
    const { transitions } = await run([PATIENTS], 'compared', { compare: config });
    const differences = linesOf('compared', 'differences.ndjson') as readonly Difference[];
    const withRule = casesOf('compared').filter((c) => c.rules.includes('unit-check'));
    expect(withRule.length).toBeGreaterThan(0);
    expect(new Set(differences.map((d) => d.patient))).toEqual(new Set(withRule.map((c) => c.patient)));
    expect(transitions['patients|any']).toBe(new Set(withRule.map((c) => c.patient)).size);
    const rows = filesOf('compared')['differences.csv']?.split('\r\n') ?? [];
    expect(rows[0]).toMatch(/^patient,at,hook,how,before,after/);
    expect(rows).toHaveLength(differences.length + 2);
    const same = join(root, 'same.json');
    writeFileSync(same, '{}');
    await run([PATIENTS], 'same', { compare: same });
    expect(linesOf('same', 'differences.ndjson')).toEqual([]);
  }, 240_000);
});

describe('options', () => {
  test.each([
    [{ shard: '0/3' }, '--shard: 0/3 is not like 1/4'],
    [{ shard: '4/3' }, '--shard: 4/3 is not like 1/4'],
    [{ asOf: 'yesterday' }, '--as-of: yesterday is not a date'],
    [{ perRule: '0' }, '--per-rule: 0 is no whole number from 1 on'],
    [{ compare: '/nowhere' }, '--compare: there is no /nowhere'],
  ])('%j is refused in words', async (options, words) => {
    await expect(run([PATIENTS], 'options', options)).rejects.toThrow(words);
  });
});
