// `npm run bench`: what docs/performance.md says, measured in one run on one machine. `--write` puts it there; names of parts
// measure these only; `--long` holds the load of the memory test for ten minutes; `--check` ends with 1 when a budget is missed.
import { writeDown } from './document.mjs';
import { measureEndurance } from './endure.mjs';
import { measureGrowth } from './growth.mjs';
import { measureOverload } from './overload.mjs';
import { buildIfStale } from './ours.mjs';
import { measureProfile } from './profile.mjs';
import { measureResources } from './resources.mjs';
import { measureSpeed } from './speed.mjs';
import { machine } from './tables.mjs';
import { measureWorkers } from './workers.mjs';

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
if (process.argv.includes('--write')) await writeDown(told, where);
process.exit(process.argv.includes('--check') && !met ? 1 : 0);
