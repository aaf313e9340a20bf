// The steps that start, build and test share: what is missing, what is stale, how a command is run.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The process, compiled. */
export const main = join(root, 'dist/src/main.js');

const BUILT_FROM = ['src', 'cds-services', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/**
 * Runs a program of this project in this terminal, all it says on standard error, and ends the process with its exit code when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2], env: withBin() });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Runs a program and keeps what it says.
 *
 * @param {string} command
 * @param {readonly string[]} args
 */
export function runQuietly(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: withBin() });
  if (error) throw error;
  return { ok: status === 0, output: stdout + stderr };
}

/** Installs the packages of the lock file when some are missing or of another version. */
export function installWhatIsMissing() {
  if (missingPackages().length === 0) return;
  // `npm ci` empties the folder first, the one of another clone where this is a link to it.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error('packages are missing, and node_modules is a link: run npm ci where it leads');
  }
  process.stderr.write('Installing packages (npm ci) …\n');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Locked packages that are not installed. Optional ones don't count: which of them fit depends on the platform. */
function missingPackages() {
  const installed = readLock(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(readLock(join(root, 'package-lock.json'))).flatMap(([path, entry]) =>
    path === '' || entry.optional || installed[path]?.version === entry.version ? [] : [path],
  );
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readLock(path) {
  if (!existsSync(path)) return {};
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** Installs and builds what is missing or stale; what it says goes to standard error, where it is in nobody's way. */
export function buildWhatIsStale() {
  if (!buildIsStale()) return;
  installWhatIsMissing();
  process.stderr.write('Building …\n');
  run(process.execPath, ['tools/build.mjs']);
}

/** Is anything that the build reads newer than the build? A removed file shows in the time of its folder. */
export function buildIsStale() {
  if (!existsSync(main)) return true;
  const builtAt = statSync(join(root, 'dist')).mtimeMs;
  return BUILT_FROM.some((path) => existsSync(join(root, path)) && newest(join(root, path)) > builtAt);
}

/**
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** The environment with the project's own programs first on the path. */
function withBin() {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
}
