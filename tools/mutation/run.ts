// `npm run mutation [-- file or folder … --thorough --changed --survivors]`: changes the clinical code in one place at a time; what no test notices is told and written to docs/mutation.json.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, instrument, ROOT, type Change } from './bundle.ts';
import { isMeasured, readScores, score, survivors, writeScores, type Scores } from './results.ts';
import { select } from './select.ts';
import { Thread } from './thread.ts';
import { refusedByTypes } from './types.ts';
import type { Looked, TestAt, Tried } from './worker.ts';

const CODE = ['src/clinical', 'cds-services'];
/** Words, data and lists of offerings: read by eye and held by goldens. */
const NOT_CHANGED = /\.en\.ts$|\/(knowledge|prefetch|index|types|example)\.ts$/;
const TESTS = ['test/clinical', 'test/cds-services'];
/** They hold pages, files and languages against each other, or ask the whole again for each of many sites. */
const NOT_ASKED =
  /\/(accepted|another-language|bibliography|claims|in-shadow|knowledge|prefetch|printed-egfr|readme|site|vocabulary)\.test\.ts$/;
/** A change met so much more often than the code as it is would run for ever. @source Stryker's hitLimitFactor */
const HITS_FACTOR = 100;
const REMEMBERED = 5;
/** Random cases of a property, unless asked to be thorough. */
const FEW = 30;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    thorough: { type: 'boolean', default: false },
    changed: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
  },
});
const before = readScores();
const files = CODE.flatMap((folder) => filesIn(folder, /\.ts$/))
  .filter((file) => !NOT_CHANGED.test(file))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.startsWith(part)))
  .filter((file) => !values.changed || !isMeasured(file, before));
const tests = TESTS.flatMap((folder) => filesIn(folder, /\.test\.ts$/)).filter((file) => !NOT_ASKED.test(file));

const { changes, texts } = await instrument(files);
// What does not compile need not run.
const refused = refusedByTypes(changes);
const thread = new Thread(await bundle(tests, texts, values.thorough ? undefined : FEW));
const looked = await look();
let scores: Scores = Object.fromEntries(Object.entries(before).filter(([file]) => existsSync(join(ROOT, file))));
let unexplained = 0;
for (const file of files) {
  const all = changes.filter((change) => change.file === file);
  const { open, explained } = values.survivors ? survivors(all, before[file]) : { open: all, explained: [] };
  const found = new Set([...explained, ...(await tryAll(open.filter(({ id }) => !refused.has(id))))]);
  const unnoticed = all.filter((change) => found.has(change));
  const result = score(file, all, unnoticed, before[file]);
  scores = { ...scores, [file]: result };
  if (!values.check) await writeScores(scores);
  console.log(`${String(result.score).padStart(5)} %  ${result.noticed} of ${result.changes}  ${file}`);
  result.unnoticed.forEach(({ from, to, why }, i) => {
    if (why !== '') return;
    unexplained += 1;
    console.log(`         line ${unnoticed[i]?.line}: ${from}  →  ${to}`);
  });
}
await thread.end();
if (unexplained > 0) {
  console.log(`${unexplained} changes were noticed by no test and have no reason in docs/mutation.json`);
  process.exitCode = 1;
}

async function look(): Promise<readonly Looked[]> {
  const all: Looked[] = [];
  for (const file of tests) {
    const answer = await thread.ask<Looked>({ kind: 'look', file });
    for (const { name, failed } of answer?.tests ?? []) {
      if (failed !== undefined) console.log(`left out, fails without any change: ${file}: ${name}: ${failed}`);
    }
    if (answer) all.push(answer);
  }
  return all;
}

async function tryAll(all: readonly Change[]): Promise<readonly Change[]> {
  const unnoticed: Change[] = [];
  let lately: readonly TestAt[] = [];
  for (const change of all) {
    const selected = select(change, looked, lately);
    const hitLimit = HITS_FACTOR * (selected.hits + HITS_FACTOR);
    const tried = await thread.ask<Tried>({ kind: 'try', ...selected, id: change.id, hitLimit });
    if (tried === undefined) {
      console.log(`ran for ever: ${change.file}:${change.line}: ${change.from}  →  ${change.to}`);
      continue;
    }
    const { noticedBy } = tried;
    if (noticedBy === undefined) unnoticed.push(change);
    else lately = [noticedBy, ...lately.filter((at) => at[0] !== noticedBy[0] || at[1] !== noticedBy[1])];
    lately = lately.slice(0, REMEMBERED);
  }
  return unnoticed;
}

function filesIn(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => ending.test(file))
    .sort();
}
