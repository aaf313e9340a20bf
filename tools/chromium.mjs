// Finds the Chromium that the browser tests drive: an installed one, else the one that a package brings.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installed } from './installed.mjs';
import { root } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGE = join(root, 'node_modules/@sparticuz/chromium');

export const CHROMIUM_MISSING =
  'No Chromium found: the browser tests need one, and the one that npm installs is for Linux on x64 only. ' +
  'Install Chromium or Chrome (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to the program.';

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {Record<string, string>} env what its environment needs beside ours
 */

/** @returns {Chromium | undefined} undefined when there is none for this machine */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named, env: {} };
  const own = installed(...NAMES);
  if (own) return { executablePath: own, env: {} };
  return process.platform === 'linux' && process.arch === 'x64' ? packaged() : undefined;
}

/** The Chromium of the package, unpacked once for each version of it, with the libraries and fonts it comes with. */
function packaged() {
  if (!existsSync(PACKAGE)) return undefined;
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const folder = join(root, 'node_modules/.cache', `chromium-${version}`);
  if (!existsSync(folder)) unpackTo(folder);
  const libraries = [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH ?? ''].filter(Boolean).join(delimiter);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** The machine's fonts where it has some, and those of the package. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * Moved into place as a whole: test files that start at the same time never meet half a browser.
 *
 * @param {string} folder
 */
function unpackTo(folder) {
  mkdirSync(join(folder, '..'), { recursive: true });
  const fresh = mkdtempSync(`${folder}.`);
  try {
    // the package unpacks the system libraries only where it believes itself on AWS Lambda
    const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'tools/unpack-chromium.mjs')], {
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`Chromium could not be unpacked: ${stderr}`);
    writeFileSync(join(fresh, 'fonts.conf'), FONTS);
    if (!existsSync(folder)) renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
