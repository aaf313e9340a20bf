// The knowledge pages as Markdown: of a service, a rule, an instrument; from code, data and what people wrote of them.
import { table } from '../../src/cards/markdown.ts';
import { shownUnit } from '../../src/cards/format.ts';
import { INSTRUMENTS } from '../../src/clinical/instruments/registry.ts';
import {
  sourceAttributesText,
  type KnowledgePage,
  type PageCitation,
  type Review,
} from '../../src/contracts/knowledge.ts';
import { readConstants } from '../constants.ts';
import type { Cohorts, RuleAbout } from './about.ts';
import { firstLine, readText } from './about.ts';

export interface Example {
  readonly name: string;
  readonly expect: { readonly fires: boolean; readonly indicator?: string; readonly summary?: string };
}

export interface Setting {
  readonly value: number;
  readonly unit: string;
  readonly comparator?: string;
  readonly meaning: string;
  readonly source: string;
}

export type Settings = Readonly<Record<string, Setting>>;
type Cite = (id: string) => PageCitation | undefined;

const SIGN: Readonly<Record<string, string>> = { '<=': '≤', '<': '<', '>=': '≥', '>': '>' };
const FOR_WHOM =
  '_For professionals. Not marked or cleared by any regulator; not a diagnosis. Written by `npm run docs` from code and data._';

/** A rule may bear the name of its instrument. */
export function instrumentPageId(file: string): string {
  return `instrument-${file}`;
}

export function servicePage(
  page: KnowledgePage,
  rules: readonly Pick<KnowledgePage, 'id' | 'summary' | 'hooks'>[],
  settings: Settings,
  { review, mutation }: { readonly review: Omit<Review, 'service'>; readonly mutation: string },
): string {
  return [
    `# ${page.title}`,
    FOR_WHOM,
    page.summary,
    reviewLine(page.version, review),
    '## Rules',
    rowsOf(
      ['Rule', 'Purpose', 'Hooks'],
      rules.map((r) => [`[${r.id}](${r.id}.md)`, r.summary, (r.hooks ?? []).join(', ')]),
    ),
    '## Settings a site may change',
    settingsTable(settings),
    '## How well the tests of its rules notice a change',
    mutation,
    ...attributesPart(page),
  ].join('\n\n');
}

export function rulePage(
  page: KnowledgePage,
  about: RuleAbout,
  from: {
    readonly files: readonly string[];
    readonly settings: Settings;
    readonly examples: readonly Example[];
    readonly hazards: readonly string[];
    readonly mutation: string;
    readonly review: Omit<Review, 'service'>;
    readonly cite: Cite;
  },
): string {
  const told = from.examples.filter((e) => e.expect.fires);
  const silent = from.examples.filter((e) => !e.expect.fires);
  return [
    `# ${page.title}`,
    FOR_WHOM,
    about.purpose,
    `Rule of [${page.service}](${page.service}.md), asked at ${(page.hooks ?? []).join(', ')}. ${reviewLine(page.version, from.review)}`,
    '## Population',
    about.population,
    '## Inputs',
    bullets(about.inputs),
    '## Logic in words',
    bullets(about.logic),
    '## Thresholds',
    thresholds(from.files, from.cite),
    ...(Object.keys(from.settings).length > 0 ? ['A site may change:', settingsTable(from.settings)] : []),
    ...(about.instruments.length > 0
      ? ['Instruments read by: ' + about.instruments.map((i) => `[${i}](${instrumentPageId(i)}.md)`).join(', ') + '.']
      : []),
    '## Sources',
    bullets(page.citations.map(shownCitation)),
    '## Limits',
    bullets(about.limits),
    '## Hazards thought of',
    bullets(from.hazards),
    '## Intended action',
    `${about.action}.`,
    '## Examples',
    'Each is a test of this rule.',
    `It speaks (${told.length}):`,
    bullets(told.map((e) => `${e.name}${e.expect.summary ? `: "${e.expect.summary}"` : ''}`)),
    ...(silent.length > 0 ? [`It is silent (${silent.length}):`, bullets(silent.map((e) => e.name))] : []),
    '## How well its tests notice a change',
    from.mutation,
    ...attributesPart(page),
  ].join('\n\n');
}

export function instrumentPage(
  page: KnowledgePage,
  file: string,
  cohorts: Cohorts | undefined,
  usedBy: readonly string[],
  mutation: string,
  cite: Cite,
): string {
  const text = readText(file);
  const instrument = INSTRUMENTS.find(({ system }) => text.includes(`system: '${system}'`));
  const none = 'not collected here';
  return [
    `# ${page.title}`,
    FOR_WHOM,
    'Named by its year: added, never edited.',
    ...(instrument
      ? [
          `${instrument.system}: ${instrument.strata.join(', ')}. ${instrument.disease ? `Made for ${instrument.disease.replaceAll('-', ' ')}.` : 'Read in everybody.'}`,
        ]
      : []),
    ...(usedBy.length > 0 ? [`Used by ${usedBy.map((r) => `[${r}](${r}.md)`).join(', ')}.`] : []),
    '## Thresholds',
    thresholds([file], cite),
    '## Cohorts and performance',
    'As far as the clinical reference has them; several instruments were fitted to cohorts, and a compliance office may call them predictive.',
    rowsOf(
      ['What', 'Known'],
      [
        ['Derivation', cohorts?.derivation ?? none],
        ['Validation', cohorts?.validation ?? none],
        ['Performance', cohorts?.performance ?? none],
        ['Known weak points', cohorts?.weak ?? none],
        ['Our version reviewed', 'with the service that reads it, once a year'],
      ],
    ),
    '## Sources',
    bullets(page.citations.map(shownCitation)),
    '## How well its tests notice a change',
    mutation,
  ].join('\n\n');
}

export function settingsTable(settings: Settings): string {
  return rowsOf(
    ['Setting', 'Value', 'Meaning', 'Source'],
    Object.entries(settings).map(([name, { value, unit, comparator = '', meaning, source }]) => [
      `\`${name}\``,
      `${SIGN[comparator] ?? ''} ${value} ${shownUnit(unit)}`.trim(),
      meaning,
      source,
    ]),
  );
}

function thresholds(files: readonly string[], cite: Cite): string {
  const rows = files.flatMap((file) =>
    readConstants(readText(file)).map(({ value, meaning, name, source }) => {
      const cited = source === undefined ? undefined : cite(source);
      return [
        firstLine(readText(file)).split(/[:;,.(]/)[0] ?? '',
        value,
        meaning || `\`${name}\``,
        cited ? shownCitation(cited) : 'ours',
      ];
    }),
  );
  return rows.length === 0 ? 'None of its own.' : rowsOf(['Where', 'Value', 'Meaning', 'Source'], rows);
}

function attributesPart(page: KnowledgePage): readonly string[] {
  const [, , ...lines] = sourceAttributesText(page).trimEnd().split('\n');
  return ['## Source attributes (45 CFR 170.315(b)(11)(iv)(A))', lines.join('\n')];
}

function reviewLine(version: string | undefined, { owner, last, due }: Omit<Review, 'service'>): string {
  return `Knowledge version ${version}. Owner: ${owner}. Last reviewed ${last}, next review due ${due}.`;
}

export function shownCitation({ label, url }: PageCitation): string {
  return url === undefined ? label : `[${label}](<${url}>)`;
}

function bullets(lines: readonly string[]): string {
  return lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n');
}

function rowsOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return table(
    head,
    rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))),
  );
}
