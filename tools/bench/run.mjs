// `npm run bench`: what docs/performance.md says, measured in one run on one machine. `--write` puts it there; names of parts
// measure these only; `--long` holds the load of the memory test for ten minutes; `--check` ends with 1 when a budget is missed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../steps.mjs';
import { measureEndurance } from './endure.mjs';
import { measureGrowth } from './growth.mjs';
import { measureOverload } from './overload.mjs';
import { buildIfStale } from './ours.mjs';
import { measureProfile } from './profile.mjs';
import { measureResources } from './resources.mjs';
import { measureSpeed } from './speed.mjs';
import { machine } from './tables.mjs';
import { measureWorkers } from './workers.mjs';

const DOCUMENT = join(root, 'docs/performance.md');

/** @type {Record<string, () => Promise<{ text: string, met: boolean }>>} */
const PARTS = {
  speed: measureSpeed,
  profile: measureProfile,
  growth: measureGrowth,
  resources: measureResources,
  workers: measureWorkers,
  overload: measureOverload,
  endurance: () => measureEndurance({ seconds: 40 }),
};

const chosen = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const began = performance.now();
buildIfStale();
const where = machine();
let met = true;
/** @type {Map<string, string>} */
const told = new Map();
for (const [name, measure] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const result = await measure();
  met &&= result.met;
  told.set(name, result.text);
  console.log(`\n## ${name}\n\n${result.text}`);
}
console.log(`\n${where}\n${Math.round((performance.now() - began) / 1_000)} s`);
if (process.argv.includes('--write')) await write();
process.exit(process.argv.includes('--check') && !met ? 1 : 0);

/** Each part between its marks, with where it was measured. */
async function write() {
  let text = readFileSync(DOCUMENT, 'utf8');
  const day = new Date().toISOString().slice(0, 10);
  for (const [name, part] of told) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
    text = `${text.slice(0, from)}\n\n_${day}. ${where}_\n\n${part}\n\n${text.slice(to)}`;
  }
  writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
}
