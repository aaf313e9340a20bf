// How far a run is, in words: rate, share and time left, packed or not, of what is left to do after an interruption.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { filesIn, wholeOf } from '../../src/population/input/files.ts';
import { readPiece } from '../../src/population/input/reader.ts';
import { openSpool, spoolBytes } from '../../src/population/input/spool.ts';
import { createProgress } from '../../src/population/run/progress.ts';

const root = mkdtempSync(join(tmpdir(), 'clearstage-progress-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function watched(terminal: boolean) {
  let now = 0;
  const written: string[] = [];
  const line = createProgress({ write: (text) => void written.push(text), terminal, timer: () => now });
  return { line, written, pass: (ms: number) => void (now += ms) };
}

describe('the line of progress', () => {
  test('tells rate, share and time left, and at the end what it took', () => {
    const { line, written, pass } = watched(false);
    line.phase('read', 'bytes', 400e6);
    pass(10_000);
    line.add({ work: 100e6, bytes: 1_000e6, lines: 600_000 });
    pass(30_000);
    line.add({ work: 300e6, bytes: 3_000e6, lines: 1_800_000 });
    line.end();
    expect(written).toEqual([
      'read 25 %: 600 k lines, 1000 MB, 60 k lines/s, 100 MB/s, 30 s left\n',
      'read 100 %: 2400 k lines, 4000 MB, 60 k lines/s, 100 MB/s, 0 s left\n',
      'read: 2400 k lines, 4000 MB, 60 k lines/s, 100 MB/s, 40 s\n',
    ]);
  });

  test('is a bar on a terminal, written over', () => {
    const { line, written, pass } = watched(true);
    line.phase('replayed', 'patients', 1_000);
    pass(1_000);
    line.add({ work: 500, patients: 200 });
    line.end();
    expect(written[0]).toContain(
      '\r\u001b[2Kreplayed [==========          ] 50 %: 200 patients, 200 patients/s, 1 s left',
    );
    expect(written.at(-1)).toMatch(/\n$/);
  });

  test('of nothing left to do has an end', () => {
    const { line, written } = watched(false);
    line.phase('read', 'bytes', 0);
    line.end();
    expect(written).toEqual(['read: 0 lines, 0 MB, 0 lines/s, 0 MB/s, 0 s\n']);
  });
});

describe('what is counted', () => {
  test.each([
    ['plain', (text: string) => text],
    ['packed', (text: string) => gzipSync(text)],
  ])('of a %s file comes to its size on disk, and the spool to its own', async (name, pack) => {
    const folder = join(root, name);
    mkdirSync(join(folder, 'spool'), { recursive: true });
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      JSON.stringify({ resourceType: 'Observation', id: `o${i}`, subject: { reference: `Patient/${i % 50}` } }),
    );
    writeFileSync(join(folder, 'x.ndjson'), pack(lines.join('\n')));
    const { files } = filesIn([join(folder, 'x.ndjson')]);
    const spool = openSpool(join(folder, 'spool'), 4, 0);
    let [bytes, taken, seen] = [0, 0, 0];
    const progress = (read: number, n: number, work: number): void => {
      [bytes, seen, taken] = [bytes + read, seen + n, taken + work];
    };
    await readPiece(wholeOf(0), { files, spool, shard: { index: 0, of: 1 }, progress });
    expect([bytes, seen, taken]).toEqual([lines.join('\n').length, 30_000, files[0]?.bytes]);
    const sizes = spool.flush();
    expect([...spoolBytes(join(folder, 'spool'))].sort(([a], [b]) => a - b)).toEqual([...sizes.entries()]);
  });
});
