// A warning in a process of its own: one line of the log, and no text beside it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const OPS = join(import.meta.dirname, '../../src/ops');

test('a warning is a line of the log, without its text, which may quote anything', () => {
  const script = `
    const { logWarnings } = await import(${JSON.stringify(join(OPS, 'warnings.ts'))});
    const { createLog } = await import(${JSON.stringify(join(OPS, 'log.ts'))});
    logWarnings(process, createLog('info'));
    process.emitWarning('CANARY-Meier-1957', { type: 'DeprecationWarning', code: 'DEP9999' });`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    expect.objectContaining({
      level: 'warn',
      event: 'warning of Node',
      error: expect.objectContaining({ type: 'DeprecationWarning', code: 'DEP9999' }),
    }),
  ]);
  expect(stdout).not.toContain('CANARY');
});
