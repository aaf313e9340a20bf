// In another language the cards are the same cards, and no word of them is left in English: all of them stand in the catalogues.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import type { Given } from './situation.ts';

const root = join(import.meta.dirname, '..', '..');
/** What a catalogue is made of before the catalogue. */
const CATALOGUES = [
  'src/cards/phrases.en.ts',
  'cds-services/shared/phrases.en.ts',
  ...readdirSync(join(root, 'cds-services'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.en.ts') && !file.startsWith('shared'))
    .map((file) => `cds-services/${file}`)
    .toSorted((a, b) => b.split('/').length - a.split('/').length),
].map((file) => join(root, file));

/** A language of one's own: each letter as wide as a Chinese one, so that nothing is longer or shorter. */
const wide = (text: string): string => moved(text, /[A-Za-z]/g, 0xff21 - 0x41);
/** Letters that came with what a phrase was given stay as they came. */
const kept = (text: string): string => moved(text, /[A-Za-z]/g, 0xe000);
const restored = (text: string): string => moved(text, /[\uE041-\uE07A]/g, -0xe000);

function moved(text: string, letters: RegExp, by: number): string {
  return text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) + by));
}

/** In that language: texts, what phrases make of what they are given, and all that holds them. */
function translated(value: unknown): unknown {
  if (typeof value === 'string') return wide(value);
  if (typeof value !== 'function') return eachIn(value, translated);
  return (...given: readonly unknown[]) => {
    within++;
    const usual = restored(textsIn(Reflect.apply(value, undefined, given)).join('\n'));
    // What a phrase repeats is no word of its own; what it only decides by is given as it is.
    const keep = (g: unknown): unknown => (typeof g === 'string' ? (usual.includes(g) ? kept(g) : g) : eachIn(g, keep));
    const said: unknown = Reflect.apply(value, undefined, given.map(keep));
    within--;
    // What a phrase within another was given is still not its own.
    const finish = (text: unknown): unknown => {
      if (typeof text !== 'string') return eachIn(text, finish);
      return within === 0 ? restored(wide(text)) : wide(text);
    };
    return finish(said);
  };
}

let within = 0;

function eachIn(value: unknown, change: (member: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(change);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

for (const file of CATALOGUES) {
  const english = (await import(file)) as object;
  jest.unstable_mockModule(file, () => translated({ ...english }));
}
const { GOLDEN_CASES, readGolden } = await import('../../fixtures/goldens.ts');
const { tell } = await import('../../fixtures/tell.ts');
const { INSTRUMENTS } = await import('../../src/clinical/instruments/registry.ts');
const { services } = await import('../../fixtures/published.ts');
const { AS_OF } = await import('../support/chart.ts');
const { toCall } = await import('./situation.ts');
const { INGREDIENTS } = await import('./vocabulary.ts');

interface Table {
  readonly usual: Given;
  readonly examples: readonly { readonly given: Given }[];
}

interface Card {
  readonly summary: string;
  readonly indicator: string;
  readonly detail: string | readonly string[];
  readonly source: { readonly topic?: { readonly code: string; readonly display: string } };
  readonly suggestions?: readonly {
    readonly label: string;
    readonly actions: readonly { readonly description: string; readonly resource: object }[];
  }[];
  readonly overrideReasons?: readonly { readonly code: string; readonly display: string }[];
  readonly links?: readonly { readonly label: string }[];
}

const linesOf = ({ detail }: Card): readonly string[] => (typeof detail === 'string' ? detail.split('\n') : detail);

const VERSION = /\d+\.\d+\.\d+(?=\.)/g;

/** All that a card is but its words. */
const shapeOf = (card: Card): object => ({
  indicator: card.indicator,
  detail: linesOf(card).map((line) => /^(?:\| ?|- |\*\*|\*)?/.exec(line)?.[0] ?? ''),
  numbers: [card.summary, ...linesOf(card)].map((text) => text.replace(VERSION, '').match(/\d[\d.:-]*/g) ?? []),
  offers: card.suggestions?.length,
  reasons: card.overrideReasons?.map(({ code }) => code),
});

const wordsOf = (card: Card): readonly string[] => [
  card.summary,
  ...linesOf(card).filter((line) => !line.startsWith('| ---')),
  card.source.topic?.display ?? '',
  ...(card.suggestions ?? []).flatMap(({ label, actions }) => [label, ...actions.map((a) => a.description)]),
  ...(card.overrideReasons ?? []).map(({ display }) => display),
  ...(card.links ?? []).map(({ label }) => label),
];

/** Signs of units, names of indices and ingredients of drugs are the same in every language; a unit stands as it was sent. */
const UNITS =
  /×10⁹\/L|mL\/min\/1\.73 m²|(?<![A-Za-z])(?:[mµn]?g|[mnuµ]?mol|µkat|U|mL)\/(?:m?L|dL|min|mol|kg|24 h)(?![A-Za-z])|(?<=\d )kg(?![A-Za-z])|&lt;b&gt;mg/g;
/** As it stands in the record. */
const QUOTED = /“[^”]*”/g;
const NAMES = [...INSTRUMENTS.map(({ system }) => system), ...INGREDIENTS, 'IV', 'III', 'II', 'I'].toSorted(
  (a, b) => b.length - a.length,
);

function english(text: string): readonly string[] {
  const ours = NAMES.reduce<string>((left, name) => left.replaceAll(new RegExp(`\\b${name}\\b`, 'gi'), ''), text);
  return /[A-Za-z]/.test(ours.replace(UNITS, '').replace(QUOTED, '')) ? [text] : [];
}

test('the cards of every story', async () => {
  const left: string[] = [];
  for (const golden of GOLDEN_CASES) {
    const cards = (await tell(golden)).cards as readonly Card[];
    const reviewed = readGolden(golden.name).cards as readonly Card[];
    expect({ name: golden.name, cards: cards.map(shapeOf) }).toEqual({
      name: golden.name,
      cards: reviewed.map(shapeOf),
    });
    left.push(...cards.flatMap(wordsOf).flatMap(english));
  }
  expect([...new Set(left)]).toEqual([]);
});

/** In a reason a single one is an id; the remarks of the evidence contract are English. */
const TWO_WORDS = /[a-z]{2,} [a-z]{2,}/i;

describe.each(services)('$id', (service) => {
  const rules = join(root, 'cds-services', service.id, 'rules');
  const files = readdirSync(rules).filter((file) => file.endsWith('.examples.json'));
  const hook = service.id === 'b2m-order' ? 'order-sign' : 'result-view';

  test.each(files)('the cards and reasons of every example of %s', (file) => {
    const { usual, examples } = JSON.parse(readFileSync(join(rules, file), 'utf8')) as Table;
    const left = examples.flatMap(({ given }) => {
      const { situation, chart } = toCall(usual, given, hook);
      const { cards, rules: outcomes } = service.evaluate(situation, chart, Date.parse(AS_OF));
      return [
        ...(cards as readonly Card[]).flatMap(wordsOf).flatMap(english),
        ...outcomes.map(({ because }) => because).filter((because) => TWO_WORDS.test(because)),
      ];
    });
    expect([...new Set(left)]).toEqual([]);
  });
});
