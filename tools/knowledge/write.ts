// docs/knowledge/: the pages for readers of the repository, and knowledge.json for the server.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceAttributesText, STATE_OF_THE_RULE } from '../../src/contracts/knowledge.ts';
import { ROOT } from './about.ts';
import type { knowledgeBase } from './base.ts';

type Gathered = ReturnType<typeof knowledgeBase>;

const FOLDER = join(ROOT, 'docs/knowledge');
const KINDS = [
  ['service', 'Services'],
  ['rule', 'Rules'],
  ['instrument', 'Instruments'],
] as const;

/** @returns file name → text, as `npm run docs` writes it */
export function knowledgeFiles({ reviews, pages, written }: Gathered): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', index({ reviews, pages, written })],
    ['knowledge.json', `${JSON.stringify({ reviews, pages }, null, 1)}\n`],
    [
      'source-attributes.txt',
      pages
        .filter((p) => p.sourceAttributes)
        .map(sourceAttributesText)
        .join('\n\n'),
    ],
    ...written.map(({ page, markdown }) => [`${page.id}.md`, `${markdown}\n`] as const),
  ]);
}

export function writtenKnowledge(): ReadonlyMap<string, string> {
  return new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
}

export function writeKnowledge(base: Gathered): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const [file, text] of knowledgeFiles(base)) writeFileSync(join(FOLDER, file), text);
}

function index({ pages, reviews }: Gathered): string {
  const lists = KINDS.flatMap(([kind, title]) => [
    `## ${title}`,
    pages
      .filter((page) => page.kind === kind)
      .map((page) => `- [${page.title}](${page.id}.md)`)
      .join('\n'),
  ]);
  return [
    '# Knowledge',
    '_For professionals. Not marked or cleared by any regulator. Written by `npm run docs` from rules, knowledge and instruments; served at `/knowledge`, as FHIR R4 at `/knowledge/fhir`. Every service and rule has its source attributes below `/source-attributes`, as JSON and as text._',
    STATE_OF_THE_RULE,
    ...reviews.map((r) => `${r.service}: last reviewed ${r.last}, next review due ${r.due}. Owner: ${r.owner}.`),
    ...lists,
    '',
  ].join('\n\n');
}
