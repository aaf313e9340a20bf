// `npm test`: installs what is missing, then every check and every test; arguments go to jest.
import { spawnSync } from 'node:child_process';
import { CHROMIUM_MISSING, findChromium } from './chromium.mjs';
import { installWhatIsMissing, root, runQuietly } from './steps.mjs';

const CHECKS = ['typecheck', 'lint', 'format:check', 'unused', 'build'];

installWhatIsMissing();

/** @type {string[]} */
const failed = [];
for (const name of CHECKS) check(name);

const hasChromium = findChromium() !== undefined;
if (!hasChromium) process.stdout.write(`FAILED  browser tests\n${CHROMIUM_MISSING}\n`);

const jest = spawnSync('npm', ['run', '--silent', 'jest', '--', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (jest.status !== 0) failed.push('jest');
if (process.argv.length === 2) check('mutation:short');
if (!hasChromium) failed.push(`browser tests (${CHROMIUM_MISSING})`);

if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join(', ')}\n`);
  process.exit(1);
}

/** @param {string} name a script of package.json */
function check(name) {
  const { ok, output } = runQuietly('npm', ['run', '--silent', name]);
  process.stdout.write(`${ok ? 'passed' : 'FAILED'}  ${name}\n${ok ? '' : output}`);
  if (!ok) failed.push(name);
}
