// The knowledge pages gathered: services, their rules, and the instruments, with sources and source attributes.
import { readdirSync, existsSync } from 'node:fs';
import type { KnowledgeBase, KnowledgePage, PageCitation } from '../../src/contracts/knowledge.ts';
import type { Rule } from '../../src/decision/rule.ts';
import { rules as orderRules } from '../../cds-services/b2m-order/rules/index.ts';
import { rules as resultRules } from '../../cds-services/b2m-result/rules/index.ts';
import { services } from '../../fixtures/published.ts';
import { mutationText } from '../mutation/page.ts';
import { readHazards } from '../safety.ts';
import { firstLine, readAbout, readCohorts, readText, ROOT, type RuleAbout, type ServiceAbout } from './about.ts';
import {
  instrumentPage,
  instrumentPageId,
  rulePage,
  servicePage,
  type Example,
  type Setting,
  type Settings,
} from './pages.ts';
import { sourceAttributes } from './source-attributes.ts';

type AnyRule = Pick<Rule<never>, 'id' | 'hooks' | 'sources'>;
const RULES: Readonly<Record<string, readonly AnyRule[]>> = { 'b2m-result': resultRules, 'b2m-order': orderRules };
const INSTRUMENTS = 'src/clinical/instruments';
const NO_INSTRUMENT: readonly string[] = ['instrument', 'registry'];

const bibliography = json('cds-services/bibliography.json') as Readonly<
  Record<string, { readonly label: string; readonly doi?: string; readonly url?: string }>
>;

export interface WrittenPage {
  readonly page: KnowledgePage;
  readonly markdown: string;
}

/** What the server reads, and the text of each page. */
export function knowledgeBase(): KnowledgeBase & { readonly written: readonly WrittenPage[] } {
  const parts = services.map(({ id }) => servicePages(id));
  const written = [...parts.flatMap(({ written: service, rules }) => [service, ...rules]), ...instrumentPages()];
  return {
    reviews: parts.map(({ review, written: { page } }) => ({ service: page.id, ...review })),
    pages: written.map(({ page }) => page),
    written,
  };
}

function servicePages(id: string) {
  const about = readAbout(id);
  const { version } = json(`cds-services/${id}/knowledge.json`) as { version: string };
  const offerings = services.find((s) => s.id === id)?.offerings ?? [];
  const rules = (RULES[id] ?? []).map((rule) => aRule(id, rule, about, version));
  const settings = settingsOf(id);
  const pages = rules.map(({ page }) => page);
  const citations = unique(pages.flatMap((r) => r.citations));
  const mutation = mutationText(rules.map(({ page }) => ruleFile(id, page.id)));
  const page = {
    id,
    kind: 'service' as const,
    title: `${id}: ${offerings[0]?.title ?? ''}`,
    summary: about.purpose,
    version,
    hooks: offerings.map((o) => o.hook),
    parts: pages.map((r) => r.id),
    citations,
    sourceAttributes: sourceAttributes({
      citations,
      version,
      reviewed: about.review.last,
      uses: pages.map((r) => entryOf(about, r.id).uses),
    }),
  };
  return {
    review: about.review,
    rules,
    written: { page, markdown: servicePage(page, pages, settings, { review: about.review, mutation }) },
  };
}

function ruleFile(service: string, rule: string): string {
  return `cds-services/${service}/rules/${rule}.ts`;
}

function aRule(
  service: string,
  { id, hooks, sources = [] }: AnyRule,
  about: ServiceAbout,
  version: string,
): WrittenPage {
  const entry = entryOf(about, id);
  const file = ruleFile(service, id);
  const text = readText(file);
  const instruments = entry.instruments.filter((i) => existsSync(`${ROOT}/${INSTRUMENTS}/${i}.ts`));
  const readings = (entry.readings ?? []).filter((path) => existsSync(`${ROOT}/${path}`));
  const files = [file, ...readings, ...instruments.map((i) => `${INSTRUMENTS}/${i}.ts`)];
  const texts = [text, ...files.slice(1).map(readText)];
  const cited = Object.keys(bibliography).filter(
    (key) => sources.includes(key) || texts.some((t) => t.includes(`'${key}'`) || t.includes(`@source ${key}`)),
  );
  const citations = cited.flatMap((key) => cite(key) ?? []);
  const { examples } = json(`cds-services/${service}/rules/${id}.examples.json`) as { examples: readonly Example[] };
  const page = {
    id,
    kind: 'rule' as const,
    title: `${id}: ${lowered(firstLine(text))}`,
    summary: entry.purpose,
    service,
    hooks,
    version,
    parts: instruments.map(instrumentPageId),
    citations,
    sourceAttributes: sourceAttributes({ citations, version, reviewed: about.review.last, uses: [entry.uses] }),
  };
  const hazards = readHazards().filter((h) => h.rules.includes('*') || h.rules.includes(id));
  const settings = Object.fromEntries(
    Object.entries(settingsOf(service)).filter(
      ([name]) => text.includes(`settings.${name}`) || new RegExp(`\\b${name}\\b`).test(text),
    ),
  );
  return {
    page,
    markdown: rulePage(
      page,
      { ...entry, instruments },
      {
        files,
        settings,
        examples,
        hazards: hazards.map((h) => `${h.id}: ${h.title}`),
        mutation: mutationText([file]),
        review: about.review,
        cite,
      },
    ),
  };
}

function instrumentPages(): readonly WrittenPage[] {
  const cohorts = readCohorts();
  return readdirSync(`${ROOT}/${INSTRUMENTS}`)
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((id) => !NO_INSTRUMENT.includes(id))
    .map((id) => {
      const file = `${INSTRUMENTS}/${id}.ts`;
      const text = readText(file);
      const cited = Object.keys(bibliography).filter(
        (key) => text.includes(`'${key}'`) || text.includes(`@source ${key}`),
      );
      const usedBy = Object.keys(RULES).flatMap((service) =>
        Object.entries(readAbout(service).rules)
          .filter(([rule, about]) => about.instruments.includes(id) && RULES[service]?.some((r) => r.id === rule))
          .map(([rule]) => rule),
      );
      const page = {
        id: instrumentPageId(id),
        kind: 'instrument' as const,
        title: firstLine(text),
        summary: firstLine(text),
        citations: cited.flatMap((key) => cite(key) ?? []),
      };
      return { page, markdown: instrumentPage(page, file, cohorts[id], usedBy, mutationText([file]), cite) };
    });
}

/** A rule of which nobody wrote yet has its page all the same; a test names it. */
function entryOf(about: ServiceAbout, rule: string): RuleAbout {
  return about.rules[rule] ?? { ...UNDESCRIBED, purpose: `${rule}: not described yet.` };
}

const UNDESCRIBED: Omit<RuleAbout, 'purpose'> = {
  population: 'Not described yet.',
  inputs: [],
  logic: [],
  limits: [],
  action: 'not described yet',
  instruments: [],
  uses: { sex: '', birthDate: 'adults only', healthStatus: '' },
};

function settingsOf(service: string): Settings {
  const files = ['cds-services/reading.json', `cds-services/${service}/knowledge.json`].map(json);
  return Object.assign({}, ...files.map((f) => (f as { settings: Record<string, Setting> }).settings)) as Settings;
}

function cite(id: string): PageCitation | undefined {
  const entry = bibliography[id];
  if (!entry) return undefined;
  const url = entry.doi === undefined ? entry.url : `https://doi.org/${encodeURI(entry.doi)}`;
  return { label: entry.label, ...(url !== undefined && { url }) };
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function unique(citations: readonly PageCitation[]): readonly PageCitation[] {
  return [...new Map(citations.map((c) => [c.label, c])).values()];
}

function json(path: string): unknown {
  return JSON.parse(readText(path));
}
