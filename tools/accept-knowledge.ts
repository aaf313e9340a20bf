// `npm run knowledge:accept`: notes the present truth tables, instruments and knowledge as accepted, once the version and
// the changelog say so; with `-- --same-cards`, where no card changes, without them.
import { readFileSync, writeFileSync } from 'node:fs';
import { ACCEPTED, CHANGELOG, changedFiles, presentKnowledge, refusals, type Knowledge } from './accepted-knowledge.ts';

const now = presentKnowledge();
const accepted = JSON.parse(readFileSync(ACCEPTED, 'utf8')) as Knowledge;
const why = process.argv.includes('--same-cards') ? [] : refusals(now, accepted, readFileSync(CHANGELOG, 'utf8'));

for (const path of changedFiles(now, accepted)) console.log(`changed  ${path}`);
if (why.length > 0) {
  console.error(`\nNot accepted:\n${why.map((line) => `- ${line}\n`).join('')}`);
  console.error('Where no card changes: npm run knowledge:accept -- --same-cards');
  process.exit(1);
}
writeFileSync(ACCEPTED, `${JSON.stringify(now, null, 2)}\n`);
