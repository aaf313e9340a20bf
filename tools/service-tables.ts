// The tables beside a service's README, read off its rules, knowledge and instruments, so that they cannot say less or more.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyteName } from '../src/cards/analyte-name.ts';
import { shownUnit } from '../src/cards/format.ts';
import { table } from '../src/cards/markdown.ts';
import { CATALOGUE, isAnalyte, type CatalogueEntry } from '../src/clinical/facts/catalogue.ts';
import { INSTRUMENTS, PROGNOSTIC_INDICES } from '../src/clinical/instruments/registry.ts';
import type { Rule } from '../src/decision/rule.ts';
import { services } from '../fixtures/published.ts';
import * as companions from '../cds-services/b2m-order/companions.ts';
import { rules as orderRules } from '../cds-services/b2m-order/rules/index.ts';
import * as tests from '../cds-services/b2m-result/orderables.ts';
import { rules as resultRules } from '../cds-services/b2m-result/rules/index.ts';
import { WEIGHTS } from '../cds-services/weights.ts';
import { readConstants, type Constant } from './constants.ts';

const root = join(import.meta.dirname, '..');

type AnyRule = Pick<Rule<never>, 'id' | 'hooks' | 'sources'>;
const RULES: Readonly<Record<string, readonly AnyRule[]>> = { 'b2m-result': resultRules, 'b2m-order': orderRules };
/** Where the numbers stand that a service reads by: instruments, and what is shared by all readings. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  'b2m-result': ['src/clinical/instruments', 'src/clinical/reading', 'src/clinical/facts/observation.ts'],
  'b2m-order': [],
};

interface Citation {
  readonly label: string;
  readonly doi?: string;
}
const bibliography = readJson('cds-services/bibliography.json') as Readonly<Record<string, Citation>>;

/** @returns tables by name */
export function tablesOf(service: string): Readonly<Record<string, string>> {
  return {
    rules: rulesTable(service),
    weights: weightsTable(service),
    settings: settingsTable(service),
    lists: listsTable(),
    thresholds: thresholdsTable(service),
    codes: codesTable(service),
    orders: ordersTable(service),
    ...(service === 'b2m-result' && { indices: indicesTable(), diagnoses: diagnosesTable() }),
  };
}

function rulesTable(service: string): string {
  const folder = `cds-services/${service}/rules`;
  const rows = (RULES[service] ?? []).map(({ id, hooks, sources = [] }) => {
    const text = readText(`${folder}/${id}.ts`);
    const { examples } = readJson(`${folder}/${id}.examples.json`) as { examples: { expect: { fires: boolean } }[] };
    const speaking = examples.filter((e) => e.expect.fires).length;
    const cited = Object.keys(bibliography).filter((key) => text.includes(`'${key}'`) || sources.includes(key));
    return [
      `[\`${id}\`](../rules/${id}.ts)`,
      firstLine(text),
      hooks.join(', '),
      `[${speaking} + ${examples.length - speaking}](../rules/${id}.examples.json)`,
      cited.map(cite).join('; '),
    ];
  });
  return table(['Rule', 'What it is about', 'Hooks', 'Examples: speaks + silent', 'Sources'], rows);
}

function weightsTable(service: string): string {
  const ids = (RULES[service] ?? []).map(({ id }) => id);
  const rows = Object.entries(WEIGHTS).filter(([name]) => ids.includes(name.split(':')[0] ?? ''));
  return table(
    ['Rule: finding', 'Weight'],
    rows.map(([name, weight]) => [name, String(weight)]),
  );
}

interface Setting {
  readonly value: number;
  readonly unit: string;
  readonly comparator?: string;
  readonly meaning: string;
  readonly source: string;
}

function settingsTable(service: string): string {
  const files = ['reading.json', `${service}/knowledge.json`].map((name) => readJson(`cds-services/${name}`));
  const settings = files.flatMap((file) => Object.entries((file as { settings: Record<string, Setting> }).settings));
  const rows = settings.map(([name, { value, unit, comparator = '', meaning, source }]) => [
    `\`${name}\``,
    `${SIGN[comparator] ?? ''} ${value} ${shownUnit(unit)}`.trim(),
    meaning,
    source,
  ]);
  return table(['Setting', 'Value', 'Meaning', 'Source'], rows.map(cells));
}

const SIGN: Readonly<Record<string, string>> = { '<=': '≤', '<': '<', '>=': '≥', '>': '>' };

function listsTable(): string {
  const { lists } = readJson('cds-services/reading.json') as {
    lists: Record<string, { items: string[]; meaning: string; source: string }>;
  };
  const rows = Object.entries(lists).map(([name, { items, meaning, source }]) => [
    `\`${name}\``,
    items.length === 0 ? 'none' : items.join(', '),
    meaning,
    source,
  ]);
  return table(['List', 'Items', 'Meaning', 'Source'], rows.map(cells));
}

function thresholdsTable(service: string): string {
  const files = [...(READ_BY[service] ?? []), `cds-services/${service}`].flatMap(filesIn);
  const rows = files.flatMap((file) =>
    readConstants(readText(file)).map((constant) => [
      `[${firstLine(readText(file)).split(/[:;,.(]/)[0]}](../../../${file})`,
      constant.value,
      inWords(constant.meaning) || `\`${constant.name}\``,
      sourceOf(constant),
    ]),
  );
  return table(['Instrument or rule', 'Value', 'Meaning', 'Source'], rows.map(cells));
}

/** What each instrument says of itself. */
function indicesTable(): string {
  const madeFor = (system: string): string => PROGNOSTIC_INDICES.find((i) => i.system === system)?.madeFor ?? '';
  const rows = INSTRUMENTS.map(({ system, disease = 'any', strata, companions = [], citations }) => [
    system,
    [disease.replaceAll('-', ' '), madeFor(system)].filter(Boolean).join(', at '),
    strata.join(', '),
    companions.map((a) => analyteName(a, false)).join(', '),
    citations.map(cite).join('; '),
  ]);
  return table(['Name', 'Disease', 'Strata', 'Worth ordering with B2M', 'Source'], rows.map(cells));
}

/** UCUM as a report prints it. */
function inWords(meaning: string): string {
  return meaning
    .replaceAll('mL/min/{1.73_m2}', 'mL/min/1.73 m²')
    .replaceAll('10*9/L', '×10⁹/L')
    .replaceAll('ug/L', 'µg/L');
}

function sourceOf({ source }: Constant): string {
  return source !== undefined && bibliography[source] ? cite(source) : 'ours';
}

/** The codes of the service's own prefetch, by what they measure. */
function codesTable(service: string): string {
  const asked = Object.values(services.find((s) => s.id === service)?.offerings[0]?.prefetch ?? {}).join(' ');
  const codes = [...new Set([...asked.matchAll(/http:\/\/loinc\.org\|([\d-]+)/g)].map((m) => m[1] ?? ''))];
  const groups = new Map<string, string[]>();
  for (const code of codes) {
    const name = meaningOf(CATALOGUE.get(code));
    groups.set(name, [...(groups.get(name) ?? []), code]);
  }
  return table(
    ['Read as', 'LOINC'],
    [...groups].map(([name, list]) => [name, list.join(', ')]),
  );
}

interface Orderable {
  readonly code: string;
  readonly display: string;
  readonly label: string;
}
const ORDERABLES: Readonly<Record<string, object>> = { 'b2m-result': tests, 'b2m-order': companions };

/** The tests the service may offer as draft orders. */
function ordersTable(service: string): string {
  const orderables = Object.values(ORDERABLES[service] ?? {}).filter((o): o is Orderable => isOrderable(o));
  return table(
    ['Offered as', 'LOINC', 'Name'],
    orderables.map(({ label, code, display }) => [label, code, display]),
  );
}

function isOrderable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && 'label' in value;
}

function meaningOf(entry: CatalogueEntry | undefined): string {
  if (!entry) return 'only: has this test been done?';
  if (isAnalyte(entry)) {
    const [low, high] = entry.plausible ?? [];
    const unit = shownUnit(entry.units.unit);
    const limits = low === undefined ? '' : `, plausible ${low} to ${high}`;
    return unit || limits
      ? `${analyteName(entry.analyte, false)} (${unit}${limits})`
      : analyteName(entry.analyte, false);
  }
  if ('aberration' in entry)
    return `Cytogenetics: ${entry.aberration}${entry.as === 'fraction' ? ' (share of cells)' : ''}`;
  if ('unusable' in entry) return `Recognised so as not to be mistaken: ${entry.unusable.replaceAll('-', ' ')}`;
  return 'narrative' in entry ? 'Cytogenetics as text: never parsed' : 'Genomic variant (TP53)';
}

/** Problem-list codes, by what they mean here. */
function diagnosesTable(): string {
  const [snomed = '', icd10 = ''] = readText('src/clinical/facts/condition-codes.ts').split('const ICD10_MEANING');
  const groups = new Map<string, [string[], string[]]>();
  for (const [i, text] of [snomed, icd10].entries()) {
    for (const [, code = '', kind = '', rest = ''] of text.matchAll(/\['(\w+)', \{ kind: '([\w-]+)'(.*?) \}\]/g)) {
      const state = /activity: '(\w+)'/.exec(rest)?.[1];
      const group = groups.get(kind) ?? [[], []];
      group[i]?.push(`${i === 1 ? dotted(code) : code}${state ? ` (${state})` : ''}`);
      groups.set(kind, group);
    }
  }
  return table(
    ['Diagnosis or context', 'SNOMED CT', 'ICD-10 (stem; national versions add digits)'],
    [...groups].map(([kind, [a, b]]) => [kind.replaceAll('-', ' '), a.join(', '), b.join(', ')]),
  );
}

function dotted(code: string): string {
  return code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

function cite(id: string): string {
  const { label = id, doi } = bibliography[id] ?? {};
  return doi ? `[${label}](https://doi.org/${encodeURI(doi)})` : label;
}

/** What a file is for: its first line, without the full stop. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^\/\/ /, '').replace(/\.$/, '');
}

function cells(row: readonly string[]): readonly string[] {
  return row.map((cell) => cell.replaceAll('|', '\\|'));
}

function filesIn(path: string): readonly string[] {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${path}/${name}`)
    .sort();
}

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function readJson(path: string): unknown {
  return JSON.parse(readText(path));
}
