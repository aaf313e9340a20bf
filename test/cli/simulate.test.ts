// How often it would speak: the replay behind `clearstage simulate`, and the chart behind `clearstage evaluate`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { chartAt, chartOf, chartsIn, parse } from '../../src/cli/chart-file.ts';
import { emptyTally, replay } from '../../src/cli/simulate.ts';
import { servicesAt } from '../../src/cli/site.ts';

const site = servicesAt();

const PATIENTS = join(import.meta.dirname, '../../fixtures/patients');
const END = Date.parse('2026-11-01T09:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'clearstage-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bundle = (id: string): string => readFileSync(join(PATIENTS, `${id}.bundle.json`), 'utf8');
const patient = (id: string) => chartOf(JSON.parse(bundle(id)), id);

describe('simulate', () => {
  test('fires result-view once for each serum B2M of the history, and patient-view once', () => {
    const tally = emptyTally();
    replay(patient('mm-trend-fall-then-rise'), END, tally, site);
    expect(tally.patients).toBe(1);
    expect(tally.hooks['result-view']?.calls).toBe(3);
    expect(tally.hooks['patient-view']?.calls).toBe(1);
  });

  test('a healthy patient counts as calls without a card', () => {
    const tally = emptyTally();
    replay(patient('healthy'), END, tally, site);
    expect(tally.hooks).toEqual({
      'result-view': { calls: 1, withCard: 0, cards: 0 },
      'patient-view': { calls: 1, withCard: 0, cards: 0 },
    });
    expect(Object.values(tally.rules).every((n) => n === 0)).toBe(true);
  });

  test('at the first B2M of a course nobody knows the later ones yet', () => {
    const { chart } = patient('mm-trend-fall-then-rise');
    const all = chart.resources.filter((r) => r.resource.resourceType === 'Observation').length;
    const early = chartAt(chart, END - 200 * 86_400_000).resources.filter(
      (r) => r.resource.resourceType === 'Observation',
    ).length;
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(all);
  });

  test('reads NDJSON, a Bundle a line, and names the line that is at fault', async () => {
    const file = join(folder, 'site.ndjson');
    const lines = ['healthy', 'mm-iss1'].map((id) => JSON.stringify(JSON.parse(bundle(id))));
    writeFileSync(file, `${lines.join('\n')}\n\n{"resourceType":"Bundle"\n`);
    const names: string[] = [];
    const reading = (async () => {
      for await (const chart of chartsIn([file])) names.push(chart.patientId);
    })();
    await expect(reading).rejects.toThrow(`${file}:4: not JSON`);
    expect(names).toEqual(['healthy', 'mm-iss1']);
  });
});

describe('a chart from a file', () => {
  test.each([
    ['something that is no Bundle', '{"resourceType":"Patient","id":"p"}', 'expected a FHIR Bundle'],
    ['a Bundle without a patient', '{"resourceType":"Bundle","entry":[]}', 'expected one Patient with an id, found 0'],
    [
      'a Bundle of two patients',
      '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"a"}},{"resource":{"resourceType":"Patient","id":"b"}}]}',
      'expected one Patient with an id, found 2',
    ],
  ])('%s is refused with the reason', (_name, text, message) => {
    expect(() => chartOf(parse(text, 'x.json'), 'x.json')).toThrow(`x.json: ${message}`);
  });
});
