// `npm test`: installs what is missing, then every check and every test; arguments go to jest.
import { spawnSync } from 'node:child_process';
import { CHROMIUM_MISSING, findChromium } from './chromium.mjs';
import { installWhatIsMissing, root, runQuietly } from './steps.mjs';

const CHECKS = ['typecheck', 'lint', 'format:check', 'unused', 'build'];

installWhatIsMissing();

const failed = [];
for (const check of CHECKS) {
  const { ok, output } = runQuietly('npm', ['run', '--silent', check]);
  process.stdout.write(`${ok ? 'passed' : 'FAILED'}  ${check}\n${ok ? '' : output}`);
  if (!ok) failed.push(check);
}

const hasChromium = findChromium() !== undefined;
if (!hasChromium) process.stdout.write(`FAILED  browser tests\n${CHROMIUM_MISSING}\n`);

const jest = spawnSync('npm', ['run', '--silent', 'jest', '--', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (jest.status !== 0) failed.push('jest');
if (!hasChromium) failed.push(`browser tests (${CHROMIUM_MISSING})`);

if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
  process.exit(1);
}
