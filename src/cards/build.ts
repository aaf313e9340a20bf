// The limits CDS Hooks sets to a card, kept at the one place where cards are made.
import { renderBody, type CardBody } from './body.ts';
import type { Evidence } from './evidence.ts';
import type { Action, Coding, DraftCard, Indicator, Link, Once, Source, Suggestion } from './types.ts';

/** "Fewer than 140 characters". @source https://cds-hooks.hl7.org/#card-attributes */
export const SUMMARY_MAX = 139;

export interface CardParts {
  readonly summary: string;
  readonly indicator: Indicator;
  readonly body: CardBody;
  readonly source: Source;
  readonly suggestions?: readonly Omit<Suggestion, 'uuid'>[];
  readonly overrideReasons?: readonly Coding[];
  readonly links?: readonly Link[];
  readonly evidence: Evidence;
  readonly once?: Once | undefined;
  readonly unused?: readonly string[];
}

/** A card with every optional part left out when it is empty. */
export function buildCard(parts: CardParts): DraftCard {
  const { suggestions = [], overrideReasons = [], links = [] } = parts;
  return {
    summary: fitSummary(parts.summary),
    indicator: parts.indicator,
    detail: renderBody(parts.body, 'tables'),
    body: parts.body,
    source: parts.source,
    ...(suggestions.length > 0 && { suggestions, selectionBehavior: 'any' as const }),
    ...(overrideReasons.length > 0 && { overrideReasons }),
    ...(links.length > 0 && { links }),
    extension: { 'org.clearstage.evidence': parts.evidence },
    ...(parts.once !== undefined && { once: parts.once }),
    ...(parts.unused?.length && { unused: parts.unused }),
  };
}

/**
 * Shortens at a word, and never inside a number with its unit.
 *
 * @returns at most 139 UTF-16 units on one line
 */
export function fitSummary(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= SUMMARY_MAX) return line;
  const words = line.slice(0, SUMMARY_MAX).split(' ');
  words.pop();
  // A number left alone at the end has lost its unit.
  while (words.length > 1 && /^\P{L}+$/u.test(words[words.length - 1] ?? '')) words.pop();
  return `${words.join(' ').replace(/[\s,;:(–-]+$/, '')}…`.slice(0, SUMMARY_MAX);
}

export function createAction(description: string, resource: Action['resource']): readonly [Action] {
  return [{ type: 'create', description, resource }];
}
