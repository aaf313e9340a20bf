// What an export may look like on disk, and what is made of it: types from the lines, patients from the references.
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { classify } from '../../src/population/input/classify.ts';
import { filesIn, piecesOf } from '../../src/population/input/files.ts';
import { linesOf } from '../../src/population/input/lines.ts';
import { HASHES, partOf, patientHash } from '../../src/population/input/patient-hash.ts';
import { emptyReport, readPiece, type ReadReport } from '../../src/population/input/reader.ts';
import { openSpool, readPart } from '../../src/population/input/spool.ts';
import { inputOf } from '../../src/population/run/result.ts';

const root = mkdtempSync(join(tmpdir(), 'clearstage-input-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

/** @returns records by patient as `type`, and what was counted */
async function read(files: Readonly<Record<string, string | Buffer>>, shard = { index: 0, of: 1 }) {
  const folder = join(root, String(folders++));
  mkdirSync(join(folder, 'spool'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const found = filesIn([folder]);
  const spool = openSpool(join(folder, 'spool'), 4, 0);
  const reports: ReadReport[] = [];
  for (const piece of piecesOf(found.files)) {
    reports.push(await readPiece(piece, { files: found.files, spool, shard, progress: () => undefined }));
  }
  spool.flush();
  const patients = [0, 1, 2, 3].flatMap((part) => [...readPart(join(folder, 'spool'), part)]);
  const records = Object.fromEntries(
    patients.map(([id, own]) => [id, own.map((r) => (JSON.parse(r.bytes.toString()) as fhir4.Resource).resourceType)]),
  );
  return { records, reports, ...inputOf(reports), others: found.others };
}

const line = (resource: object): string => JSON.stringify(resource);
const patient = (id: string) => line({ resourceType: 'Patient', id });
const observation = (id: string, more: object = {}) =>
  line({
    resourceType: 'Observation',
    id: `o-${id}`,
    status: 'final',
    ...more,
    subject: { reference: `Patient/${id}` },
  });

describe('an export', () => {
  test('is read by what its lines say, whatever its files are called, packed or not', async () => {
    const { records, counts, others } = await read({
      '12345.ndjson': `${observation('a')}\n${patient('a')}\n`,
      'Condition.000.ndjson.gz': gzipSync(`${patient('b')}\r\n\r\n${observation('b')}`),
      'plain-but-packed.ndjson': gzipSync(observation('a')),
      'readme.txt': 'not ours',
    });
    expect(records).toEqual({ a: ['Observation', 'Patient', 'Observation'], b: ['Patient', 'Observation'] });
    expect(counts).toMatchObject({ 'type Observation': 3, 'type Patient': 2, lines: 5 });
    expect(others.map((o) => o.split('/').at(-1))).toEqual(['readme.txt']);
  });

  test('has a manifest, files of deletions and of errors, and a log, which are told apart by what they hold', async () => {
    const gone = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'DELETE', url: 'Patient/x' } }],
    };
    const { counts, reports, records } = await read({
      'manifest.json': line({
        transactionTime: '2026-10-01T00:00:00Z',
        output: [],
        error: [],
        requiresAccessToken: false,
      }),
      'log.ndjson': line({
        exportId: 'e',
        eventId: 'manifest_complete',
        eventDetail: { transactionTime: '2026-10-01T00:00:00Z' },
      }),
      '1.output.ndjson': `${line(gone)}\n${line({ resourceType: 'OperationOutcome', issue: [{ severity: 'error' }, { severity: 'information' }] })}`,
    });
    expect(counts).toEqual({ deleted: 1, lines: 4, log: 1, manifest: 1, 'outcome error': 1, 'outcome information': 1 });
    expect(reports.flatMap((r) => r.deleted)).toEqual(['Patient/x']);
    expect(reports.flatMap((r) => r.transactionTimes)).toEqual(['2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z']);
    expect(records).toEqual({});
  });

  test('may be organised in blocks: what names nobody belongs to the patient of the header', async () => {
    const header = (id: string) =>
      line({
        resourceType: 'Parameters',
        parameter: [{ name: 'header', valueReference: { reference: `Patient/${id}` } }],
      });
    const nobody = line({ resourceType: 'Specimen', id: 's' });
    const { records, counts } = await read({
      '1.ndjson': [nobody, header('a'), patient('a'), nobody, header('b'), observation('a'), nobody].join('\n'),
    });
    expect(records).toEqual({ a: ['Patient', 'Specimen', 'Observation'], b: ['Specimen'] });
    expect(counts).toMatchObject({ broken: 1, 'broken: names no patient': 1, 'block headers': 2 });
  });

  test('names each line it cannot read, and reads on', async () => {
    const { counts, skipped, records } = await read({
      'x.ndjson': [
        '{"resourceType":"Observation","id":',
        '[1]',
        '{"a":1}',
        '{"resourceType":"Claim","id":"c"',
        patient('a'),
      ].join('\n'),
    });
    expect(skipped.map((s) => s.why)).toEqual(['no JSON', 'no object', 'no resourceType', 'cut off']);
    expect(skipped.map((s) => s.at)).toEqual([0, 36, 40, 48]);
    expect(counts['broken']).toBe(4);
    expect(records).toEqual({ a: ['Patient'] });
  });

  test('that breaks off in a packed file is read as far as it goes, and told', async () => {
    const packed = gzipSync(Array.from({ length: 2_000 }, (_, i) => observation(`p${i}`)).join('\n'));
    const { counts, skipped } = await read({ 'x.ndjson.gz': packed.subarray(0, packed.length - 200) });
    expect(skipped.map((s) => s.why)).toEqual([expect.stringContaining('cannot be read to its end')]);
    expect(counts['type Observation']).toBeGreaterThan(100);
  });

  test('with elements left out is marked as such', async () => {
    const tag = {
      meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }] },
    };
    const { counts, reports } = await read({ 'x.ndjson': `${observation('a')}\n${observation('a', tag)}` });
    expect(counts['subsetted']).toBe(1);
    expect(reports[0]?.subsetted).toMatchObject({ at: observation('a').length + 1 });
  });

  test('of Bundles is divided by patient: a file each as Synthea writes, a line each, or several patients in one', async () => {
    const bundle = (...ids: string[]) => ({
      resourceType: 'Bundle',
      entry: ids.flatMap((id) => [
        { fullUrl: `urn:uuid:${id}`, resource: { resourceType: 'Patient', id } },
        { resource: { resourceType: 'Observation', status: 'final', subject: { reference: `urn:uuid:${id}` } } },
        { resource: { resourceType: 'Claim', patient: { reference: `urn:uuid:${id}` } } },
      ]),
    });
    const { records, counts } = await read({
      'Abe_1.json': JSON.stringify(bundle('a'), null, 2),
      'hospitalInformation1.json': line({
        resourceType: 'Bundle',
        entry: [{ resource: { resourceType: 'Organization' } }],
      }),
      'more.ndjson': `${line(bundle('b'))}\n${line(bundle('c', 'd'))}`,
    });
    expect(records).toEqual({ a: ['Bundle'], b: ['Bundle'], c: ['Bundle'], d: ['Bundle'] });
    expect(counts).toMatchObject({ 'type Claim': 4, 'type Patient': 4, 'bundles without a patient': 1 });
  });

  test('without any JSON is refused', () => {
    const folder = join(root, 'empty');
    mkdirSync(folder);
    expect(() => filesIn([folder])).toThrow('no .ndjson or .json files');
  });
});

describe('a line', () => {
  test.each([
    ['relative', 'Patient/7', '7'],
    ['absolute', 'https://ehr.example.org/fhir/Patient/7', '7'],
    ['with a version', 'Patient/7/_history/2', '7'],
    ['of a device', 'Device/7', undefined],
    ['with characters that ids do not have', 'Patient/a b', undefined],
  ])('names its patient by a %s reference', (_name, reference, id) => {
    const text = line({ resourceType: 'Condition', subject: { reference } });
    const found = classify(Buffer.from(text), undefined);
    expect(found.kind === 'record' ? found.patient : undefined).toBe(id);
  });

  test('is its own patient’s, not that of what it contains', () => {
    const inner = { resourceType: 'Specimen', subject: { reference: 'Patient/inner' } };
    const text = line({ resourceType: 'Observation', contained: [inner], subject: { reference: 'Patient/outer' } });
    expect(classify(Buffer.from(text), undefined)).toMatchObject({ kind: 'record', patient: 'outer' });
  });

  test('is told the same quickly or parsed, however it is laid out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Observation', 'Condition', 'Patient', 'Claim', 'Medication', 'Encounter'),
        fc.stringMatching(/^[A-Za-z0-9.-]{1,20}$/),
        fc.string(),
        (resourceType, id, note) => {
          const resource = { resourceType, id, note: [{ text: note }], subject: { reference: `Patient/${id}` } };
          const quick = classify(Buffer.from(JSON.stringify(resource)), undefined);
          const slow = classify(
            Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(resource).toReversed()), null, 1)),
            undefined,
          );
          expect(slow).toEqual(quick);
        },
      ),
    );
  });
});

describe('pieces of a file', () => {
  test('hold each line once, wherever the file is cut', async () => {
    const path = join(root, 'cut.ndjson');
    const lines = ['{"a":1}', '', '{"b":"ä"}', '{"c":3}', `{"d":"${'x'.repeat(50)}"}`];
    writeFileSync(path, lines.join('\n'));
    const [file] = filesIn([path]).files;
    if (!file) throw new Error('no file');
    for (let cut = 1; cut < file.bytes; cut++) {
      const seen: string[] = [];
      for (const piece of [
        { file: 0, from: 0, to: cut },
        { file: 0, from: cut, to: Infinity },
      ]) {
        for await (const batch of linesOf(file, piece)) for (const l of batch.lines) seen.push(l.bytes.toString());
      }
      expect([cut, seen]).toEqual([cut, lines]);
    }
  });
});

describe('parts of the population', () => {
  test('hold each patient once, in stretches of about one size', () => {
    const sizes = Array.from({ length: 8 }, () => 0);
    for (let i = 0; i < 8_000; i++) {
      const part = partOf(patientHash(`synthetic-${i}`), 8);
      sizes[part] = (sizes[part] ?? 0) + 1;
    }
    expect(Math.min(...sizes)).toBeGreaterThan(850);
    expect(partOf(HASHES - 1, 8)).toBe(7);
  });

  test('that are shards hold together what one run holds', async () => {
    const files = { 'x.ndjson': Array.from({ length: 50 }, (_, i) => observation(`p${i}`)).join('\n') };
    const whole = await read(files);
    const shards = [await read(files, { index: 0, of: 2 }), await read(files, { index: 1, of: 2 })];
    expect(Object.keys(Object.assign({}, ...shards.map((s) => s.records))).sort()).toEqual(
      Object.keys(whole.records).sort(),
    );
    expect(shards.flatMap((s) => Object.keys(s.records))).toHaveLength(50);
    expect(shards.map((s) => s.counts)).toEqual([whole.counts, whole.counts]);
    expect(inputOf([emptyReport()])).toEqual({ counts: {}, skipped: [] });
  });
});
