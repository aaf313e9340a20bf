// What goes wrong on a bad night, one after the other, each with its end.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * @typedef {object} Site
 * @property {import('../processes.mjs').Server} server the one that runs now
 * @property {string} database file
 * @property {{ close(): void, comeBack(): Promise<void> }} fhir
 * @property {(signal: 'SIGKILL' | 'SIGTERM') => Promise<void>} restart
 * @property {(aheadMs: number) => Promise<void>} jump
 */
/** @typedef {{ name: string, begin?: () => unknown, end?: () => unknown }} Trouble */

const FOUR_YEARS_MS = 4 * 365.25 * 86_400_000;
/** A write beyond it fails: the log of the database is longer. */
const FULL_BYTES = 4_096;

/** @returns {readonly Trouble[]} */
export function troubles(/** @type {Site} */ site) {
  /** @type {{ exec(sql: string): unknown, close(): unknown } | undefined} */
  let other;
  return [
    { name: 'calm' },
    { name: 'FHIR server away', begin: () => site.fhir.close(), end: () => site.fhir.comeBack() },
    {
      name: 'database locked by another process',
      begin() {
        other = open(site.database);
        other.exec('pragma busy_timeout = 10000');
        other.exec('begin immediate');
      },
      end() {
        other?.exec('commit');
        other?.close();
      },
    },
    ...(canLimit()
      ? [
          {
            name: 'nothing can be written to the disk',
            begin: () => limitFiles(site, String(FULL_BYTES)),
            end: () => limitFiles(site, hardLimitOf(site)),
          },
        ]
      : []),
    { name: 'killed and started again', begin: () => site.restart('SIGKILL') },
    { name: 'told to end, and started again', begin: () => site.restart('SIGTERM') },
    { name: 'clock four years ahead', begin: () => site.jump(FOUR_YEARS_MS), end: () => site.jump(0) },
    { name: 'calm again' },
  ];
}

function limitFiles(/** @type {Site} */ { server }, /** @type {string} */ soft) {
  execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${soft}:`]);
}

function hardLimitOf(/** @type {Site} */ { server }) {
  const args = ['--pid', String(server.child.pid), '--fsize', '--output', 'HARD', '--noheadings'];
  return execFileSync('prlimit', args, { encoding: 'utf8' }).trim();
}

/** Where a limit can be put on a process that runs: Linux. */
function canLimit() {
  try {
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function open(/** @type {string} */ file) {
  const require = createRequire(import.meta.url);
  try {
    return new (require('libsql'))(file);
  } catch {
    return new (require('node:sqlite').DatabaseSync)(file);
  }
}
