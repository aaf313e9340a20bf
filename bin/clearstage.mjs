#!/usr/bin/env node
// The command `clearstage`: runs the built command line; in a clone it first builds what is missing or stale.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const steps = new URL('../tools/steps.mjs', import.meta.url);
const cli = new URL('../dist/src/cli/main.js', import.meta.url);

// the package and the image hold no source, and are whole
if (existsSync(steps)) await (await import(steps.href)).buildWhatIsStale();

if (existsSync(cli)) {
  await import(cli.href);
} else {
  process.stderr.write(`clearstage: ${fileURLToPath(cli)} is missing: this package is not whole\n`);
  process.exitCode = 1;
}
