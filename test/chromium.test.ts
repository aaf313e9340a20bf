// Which browser the browser tests drive: the one named, else one installed, else the one that npm brings.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findChromium } from '../tools/chromium.mjs';

const { PATH, CHROMIUM_PATH } = process.env;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearstage-chromium-'));
  delete process.env['CHROMIUM_PATH'];
});
afterAll(() => {
  process.env['PATH'] = PATH;
  if (CHROMIUM_PATH !== undefined) process.env['CHROMIUM_PATH'] = CHROMIUM_PATH;
  rmSync(folder, { recursive: true });
});

test('an installed one goes before that of the package, a named one before both', () => {
  const installed = join(folder, 'chromium');
  writeFileSync(installed, '', { mode: 0o755 });
  process.env['PATH'] = folder;
  expect(findChromium()).toEqual({ executablePath: installed, env: {} });
  process.env['CHROMIUM_PATH'] = '/opt/mine';
  expect(findChromium()).toEqual({ executablePath: '/opt/mine', env: {} });
  delete process.env['CHROMIUM_PATH'];
  rmSync(installed);
});

const packaged = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;

packaged(
  'that of the package runs where none is installed',
  () => {
    process.env['PATH'] = folder;
    const found = findChromium();
    const { stdout } = spawnSync(found?.executablePath ?? '', ['--version'], {
      env: { ...process.env, ...found?.env },
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^(Chromium|HeadlessChrome|Google Chrome)/);
  },
  60_000,
);
