// The hazard log of docs/safety.md, written from docs/hazards.json: risks computed by the matrix, never typed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../src/cards/markdown.ts';

export const LIKELIHOODS = ['very-low', 'low', 'medium', 'high', 'very-high'] as const;
export const SEVERITIES = ['minor', 'significant', 'considerable', 'major', 'catastrophic'] as const;

export interface Rating {
  readonly likelihood: (typeof LIKELIHOODS)[number];
  readonly severity: (typeof SEVERITIES)[number];
}

export interface Control {
  /** ISO 14971's order: safe by design, protective measure, information for safety; what a site does stands apart. */
  readonly kind: 'design' | 'protective' | 'information' | 'site';
  readonly text: string;
  /** `rule: example` of a truth table, or `test/file.test.ts: title`. */
  readonly test?: string;
}

export interface Hazard {
  readonly id: string;
  readonly category: string;
  /** A type word of the Digital Clinical Safety Platform's template. */
  readonly type: string;
  readonly title: string;
  /** Ids of rules; `*` for every one. */
  readonly rules: readonly string[];
  readonly sequence: string;
  readonly effect: string;
  readonly harm: string;
  readonly initial: Rating;
  readonly controls: readonly Control[];
  readonly residual: Rating;
  readonly owner: 'us' | 'site';
  readonly status: 'open' | 'transferred';
}

/** NHS risk matrix, by likelihood from the lowest, then severity from the least. */
const RISK: Readonly<Record<Rating['likelihood'], readonly number[]>> = {
  'very-low': [1, 1, 2, 2, 3],
  low: [1, 2, 2, 3, 4],
  medium: [2, 2, 3, 3, 4],
  high: [2, 3, 3, 4, 5],
  'very-high': [3, 4, 4, 5, 5],
};

/** @returns 1 (acceptable) to 5 (unacceptable) */
export function riskOf({ likelihood, severity }: Rating): number {
  return RISK[likelihood][SEVERITIES.indexOf(severity)] ?? Number.NaN;
}

const ROOT = join(import.meta.dirname, '..');

export function readHazards(): readonly Hazard[] {
  const { hazards } = JSON.parse(readFileSync(join(ROOT, 'docs/hazards.json'), 'utf8')) as { hazards: Hazard[] };
  return hazards;
}

const WRITTEN = /(<!-- (matrix|hazards):start -->\n)[\s\S]*?(<!-- \2:end -->)/g;

/** @returns the page with its generated parts as the hazards are now */
export function safetyPage(page: string, hazards: readonly Hazard[]): string {
  const parts: Readonly<Record<string, string>> = { matrix: matrix(hazards), hazards: hazards.map(entry).join('\n\n') };
  return page.replaceAll(WRITTEN, (_, head: string, name: string, end: string) => `${head}\n${parts[name]}\n\n${end}`);
}

/** How many hazards stand where, before and with the controls. */
function matrix(hazards: readonly Hazard[]): string {
  const ids = (when: 'initial' | 'residual', rating: Rating): string =>
    hazards
      .filter((h) => h[when].likelihood === rating.likelihood && h[when].severity === rating.severity)
      .map((h) => `[${h.id}](#${h.id.toLowerCase()})`)
      .join(' ');
  const tables = (['initial', 'residual'] as const).map((when) => {
    const rows = LIKELIHOODS.toReversed().map((likelihood) => [
      words(likelihood),
      ...SEVERITIES.map((severity) =>
        `${riskOf({ likelihood, severity })} ${ids(when, { likelihood, severity })}`.trim(),
      ),
    ]);
    return `${when === 'initial' ? 'Before the controls' : 'With the controls'}:\n\n${table(['Likelihood', ...SEVERITIES], rows)}`;
  });
  return tables.join('\n\n');
}

function entry(h: Hazard): string {
  const controls = h.controls.map(({ kind, text, test }) => [kind, text, test === undefined ? '' : shownTest(test)]);
  return [
    `### ${h.id}`,
    `**${h.title}** (${h.type}; ${words(h.category)}; ${h.rules.includes('*') ? 'every rule' : h.rules.map((r) => `\`${r}\``).join(', ')})`,
    [
      `- Sequence: ${h.sequence}`,
      `- Effect: ${h.effect} Harm: ${h.harm}`,
      `- Risk before: ${shownRisk(h.initial)}; with the controls: ${shownRisk(h.residual)}`,
      `- Owner: ${h.owner}; status: ${h.status}`,
    ].join('\n'),
    table(
      ['Control', 'What', 'Shown by'],
      controls.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))),
    ),
  ].join('\n\n');
}

function shownTest(test: string): string {
  const [, place = '', title = ''] = /^([^:]+): (.+)$/.exec(test) ?? [];
  return `\`${place}\` "${title}"`;
}

function shownRisk(rating: Rating): string {
  return `${riskOf(rating)} (${words(rating.likelihood)} × ${rating.severity})`;
}

function words(id: string): string {
  return id.replaceAll('-', ' ');
}
