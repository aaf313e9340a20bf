// A threshold moved by one step names exactly the patients between: in the files of a comparison, and in the words for a pull request.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Difference } from '../../src/population/output/difference.ts';
import { effectOn } from '../../tools/effect/effect-on.ts';

const ROOT = join(import.meta.dirname, '../..');
const root = mkdtempSync(join(tmpdir(), 'clearstage-effect-'));
const before = join(root, 'before');
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** mg/L, on both sides of the cut-off and on it; the name says which. */
const VALUES = [3.4, 3.5, 5.3, 5.4, 5.5, 5.6, 5.7, 7];

function patientOf(id: string, b2m: number, disease: 'myeloma' | 'lymphoma', comparator?: '<'): readonly object[] {
  const subject = { reference: `Patient/${id}` };
  const result = (name: string, code: string, value: number, unit: string, more: object = {}): object => ({
    resourceType: 'Observation',
    id: `${id}-${name}`,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject,
    effectiveDateTime: '2026-09-01T08:00:00Z',
    issued: '2026-09-01T10:00:00Z',
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit, ...more },
  });
  return [
    { resourceType: 'Patient', id, gender: 'female', birthDate: '1960-01-01' },
    {
      resourceType: 'Condition',
      id: `${id}-c`,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: {
        coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: disease === 'myeloma' ? 'C90.00' : 'C82.90' }],
      },
      subject,
      onsetDateTime: '2026-08-30',
      recordedDate: '2026-08-30',
    },
    result('b2m', '1952-1', b2m, 'mg/L', comparator ? { comparator } : {}),
    result('albumin', '1751-7', 4.4, 'g/dL'),
    result('creatinine', '2160-0', 0.8, 'mg/dL'),
  ];
}

beforeAll(() => {
  for (const part of ['src', 'cds-services', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, part), join(before, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(before, 'node_modules'));
  const file = join(before, 'src/clinical/instruments/iss-2005.ts');
  const [text, cuts] = [readFileSync(file, 'utf8'), 'ISS_B2M_CUTS = [3.5, 5.5]'];
  expect(text).toContain(cuts);
  writeFileSync(file, text.replace(cuts, 'ISS_B2M_CUTS = [3.5, 5.6]'));
  // A build older than its source is not what is compared.
  mkdirSync(join(before, 'dist/src/cli'), { recursive: true });
  writeFileSync(join(before, 'dist/src/cli/engine.js'), 'throw new Error("stale")');
  utimesSync(join(before, 'dist'), 0, 0);
  const patients = VALUES.flatMap((b2m) => [
    ...patientOf(`myeloma-${b2m}`, b2m, 'myeloma'),
    ...patientOf(`lymphoma-${b2m}`, b2m, 'lymphoma'),
  ]);
  const all = [...patients, ...patientOf('myeloma-below-5.6', 5.6, 'myeloma', '<')];
  mkdirSync(join(root, 'export'));
  writeFileSync(join(root, 'export/all.ndjson'), all.map((r) => JSON.stringify(r)).join('\n'));
});

describe('the cut-off of ISS III, one step lower than before', () => {
  test('changes the stage of who stands on it, and of nobody else', async () => {
    const out = join(root, 'out');
    const markdown = await effectOn({
      title: 'Made for it',
      paths: [join(root, 'export')],
      asOf: '2026-10-01T00:00:00Z',
      before,
      out,
      say: () => undefined,
      workers: '1',
    });
    const differences = readFileSync(join(out, 'differences.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Difference);
    const whose = (is: (kind: string) => boolean): readonly string[] =>
      [...new Set(differences.filter((d) => is(d.kind)).map((d) => d.patient))].sort();
    // "<5.6" could be III only since the cut-off is below it.
    expect(whose((kind) => kind !== 'wording only')).toEqual(['Patient/myeloma-5.5', 'Patient/myeloma-below-5.6']);
    // Who is in stage II is told what would make it III, and by which number.
    const inStageTwo = [3.5, 5.3, 5.4].map((b2m) => `Patient/myeloma-${b2m}`);
    expect(whose((kind) => kind === 'wording only')).toEqual(inStageTwo);
    const staged = differences.filter(({ kind }) => kind === 'stage');
    for (const { patient, before: was, after: is } of staged) {
      const [old, now] = patient.endsWith('-5.5')
        ? [/ISS II[;)]/, /ISS III[;)]/]
        : [/ISS I\/II[;)]/, /ISS I\/II\/III[;)]/];
      expect([patient, was, is]).toEqual([patient, expect.stringMatching(old), expect.stringMatching(now)]);
    }
    expect(markdown).toContain('### Made for it: 17 patients');
    expect(markdown).toContain('5 patients read differently at some moment.');
    expect(markdown).toContain('| stage | 4 | 2 |');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('5 patients read differently');
  }, 180_000);
});
