// Each card reads as the model that was agreed for it, word by word; where it does not, the model says why.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { subjectOf, type Hook, type Story } from '../../../fixtures/chart.ts';
import { GOLDEN_CASES, type GoldenCase } from '../../../fixtures/goldens.ts';
import { tell } from '../../../fixtures/tell.ts';
import { MODEL_CHARTS } from './charts.ts';

/** What a reader sees of a card. */
interface Words {
  readonly summary: string;
  readonly indicator: string;
  /** Second column of the table's head. */
  readonly head: string;
  /** `Result | Value | Limit or expected`. */
  readonly rows: readonly string[];
  readonly lines: readonly string[];
  /** Empty where nothing is open. */
  readonly change: string;
  readonly closing: string;
  readonly suggestions: readonly string[];
  readonly source: string;
  readonly links: readonly string[];
}

interface Model extends Words {
  readonly model: number;
  readonly title: string;
  /** The story that carries it, or the chart made for it. */
  readonly story?: string;
  readonly chart?: string;
  readonly hook: Hook;
  /** Which card of the answer; the first unless told. */
  readonly card?: number;
  /** Its class, which says how it may be declined. */
  readonly reasons: keyof typeof REASONS;
  /** Where the card reads otherwise than its model, and why. */
  readonly differs?: { readonly [P in keyof Words]?: { readonly card: Words[P]; readonly because: string } };
}

const REASONS = {
  stage: ['staged-elsewhere', 'result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust'],
  read: ['result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust'],
  work: ['indication-order-exists', 'action-completed', 'result-error', 'palliative', 'recipient-does-not-trust'],
  injury: ['action-completed', 'chronic-kidney-disease', 'result-error', 'palliative', 'recipient-does-not-trust'],
  unit: ['unit-confirmed', 'result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust'],
  order: [
    'indication-order-exists',
    'new-therapy',
    'trial-protocol',
    'action-not-priority',
    'recipient-does-not-trust',
  ],
} as const;

const MODELS = JSON.parse(readFileSync(join(import.meta.dirname, 'models.json'), 'utf8')) as readonly Model[];

interface Card {
  readonly summary: string;
  readonly indicator: string;
  readonly detail: string;
  readonly source: { readonly label: string };
  readonly suggestions?: readonly { readonly label: string }[];
  readonly links?: readonly { readonly label: string }[];
  readonly overrideReasons: readonly { readonly code: string }[];
}

const CHANGE = '**What would change this:** ';

function wordsOf({ summary, indicator, detail, source, suggestions = [], links = [] }: Card): Words {
  const lines = detail.split('\n');
  const [head = '', , ...rows] = lines.filter((line) => line.startsWith('|')).map((line) => line.slice(2, -2));
  return {
    summary,
    indicator,
    head: head.split(' | ')[1] ?? '',
    rows,
    lines: lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)),
    change: lines.find((line) => line.startsWith(CHANGE))?.slice(CHANGE.length) ?? '',
    closing: lines.map((line) => /^\*([^*].*) Rules \d+\.\d+\.\d+\.\*$/.exec(line)?.[1] ?? '').join(''),
    suggestions: suggestions.map(({ label }) => label),
    source: source.label,
    links: links.map(({ label }) => label),
  };
}

function caseOf({ story, chart = '', hook, title }: Model): GoldenCase {
  const known = GOLDEN_CASES.find((c) => c.id === story && c.hook === hook);
  if (known) return known;
  const told: Story = { id: chart, story: title, person: { age: 0 }, chart: [], ...MODEL_CHARTS[chart] };
  return { name: chart, id: chart, hook, story: title, told, position: 0 };
}

/** The page that an EHR cut off: what stands on it, and that there is a next one. */
function pagesOf({ chart = '' }: Model): Readonly<Record<string, fhir4.Bundle>> {
  const cutOff = MODEL_CHARTS[chart]?.cutOff;
  if (!cutOff) return {};
  const subject = subjectOf({ id: chart }, 'page-');
  const entry = cutOff.map((make) => ({ resource: make(subject) }));
  const link = [{ relation: 'next', url: 'https://ehr.example.org/fhir?page=2' }];
  return { labs: { resourceType: 'Bundle', type: 'searchset', link, entry } };
}

async function cardOf(model: Model): Promise<Card> {
  const { cards } = await tell(caseOf(model), undefined, pagesOf(model));
  const card = (cards as readonly Card[])[(model.card ?? 1) - 1];
  if (!card) throw new Error('no such card');
  return card;
}

/** The model with what is otherwise on the card. */
function expected(model: Model): Words {
  const { summary, indicator, head, rows, lines, change, closing, suggestions, source, links } = model;
  const own: Words = { summary, indicator, head, rows, lines, change, closing, suggestions, source, links };
  const otherwise = Object.entries(model.differs ?? {}).map(([part, { card }]) => [part, card]);
  return { ...own, ...Object.fromEntries(otherwise) };
}

test.each(MODELS)('$model. $title', async (model) => {
  const card = await cardOf(model);
  expect(wordsOf(card)).toEqual(expected(model));
  expect(card.overrideReasons.map(({ code }) => code)).toEqual(REASONS[model.reasons]);
});

test('each is carried by one story or chart, and a difference is one, with why', () => {
  expect(MODELS.map(({ model }) => model)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
  expect(MODELS.filter(({ story, chart }) => (story === undefined) === (chart === undefined))).toEqual([]);
  expect(Object.keys(MODEL_CHARTS).filter((name) => !MODELS.some(({ chart }) => chart === name))).toEqual([]);
  const idle = MODELS.flatMap((model) =>
    Object.entries(model.differs ?? {})
      .filter(([part, { card, because }]) => {
        const own: unknown = model[part as keyof Words];
        return because.length < 20 || JSON.stringify(own) === JSON.stringify(card);
      })
      .map(([part]) => `${model.model} ${part}`),
  );
  expect(idle).toEqual([]);
});
