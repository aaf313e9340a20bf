// Structure-aware mutation: a right request is spoilt in a few places, so that it gets past the first check.
import * as fc from 'fast-check';

export const CANARY = 'CANARY';
/** Would run where markup is rendered. */
export const MARKUP = `${CANARY}<img src=x onerror=alert(1)>`;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Mutation {
  /** Where, as a share of all places. */
  readonly at: number;
  readonly how: 'replace' | 'delete' | 'add' | 'copy' | 'rename';
  readonly value: Json;
  /** For `copy`: what from. */
  readonly from: number;
}

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.MIN_VALUE,
  '',
  ' ',
  MARKUP,
  `|${MARKUP}|`,
  '](javascript:alert(1))',
  '\u0000\u202e\ud800',
  '9'.repeat(400),
  '2026-13-99',
  '-271821-01-01',
  'x'.repeat(20_000),
  [],
  {},
  [null],
  [[[[]]]],
  { resourceType: 'Bundle', entry: null },
  { resourceType: 'Patient', id: 'somebody-else' },
  { reference: 'Patient/somebody-else' },
  { coding: null, text: MARKUP },
  { value: 'NaN', unit: {} },
];
const NAMES = [
  'value',
  'code',
  'unit',
  'subject',
  'entry',
  'resource',
  'component',
  'constructor',
  'toString',
  'extension',
  CANARY,
];

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    how: fc.constantFrom('replace', 'replace', 'delete', 'add', 'copy', 'rename'),
    value: fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>),
    from: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { minLength: 1, maxLength: 6 },
);

/** A spoilt copy. */
export function mutate(original: unknown, changes: readonly Mutation[]): unknown {
  let root = structuredClone(original) as Json;
  for (const { at, how, value: given, from } of changes) {
    const value = structuredClone(given);
    const places = placesOf(root);
    const place = places[Math.floor(at * places.length)];
    if (!place) {
      root = value;
      continue;
    }
    const { holder, key } = place;
    const name = NAMES[Math.floor(from * NAMES.length)] ?? CANARY;
    const other = places[Math.floor(from * places.length)] ?? place;
    if (how === 'replace') set(holder, key, value);
    else if (how === 'copy') set(holder, key, structuredClone(get(other.holder, other.key)));
    else if (how === 'delete') remove(holder, key);
    else if (how === 'add') set(holder, Array.isArray(holder) ? String(holder.length) : name, value);
    else if (!Array.isArray(holder)) {
      set(holder, name, get(holder, key));
      remove(holder, key);
    }
  }
  return root;
}

interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string;
}

function placesOf(value: Json, into: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return into;
  for (const key of Object.keys(value)) {
    into.push({ holder: value, key });
    placesOf(get(value, key), into);
  }
  return into;
}

function get(holder: Place['holder'], key: string): Json {
  return Array.isArray(holder) ? (holder[Number(key)] ?? null) : (holder[key] ?? null);
}

function set(holder: Place['holder'], key: string, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
}

function remove(holder: Place['holder'], key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
