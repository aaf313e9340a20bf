// What would change an index that is open: what is claimed of each item holds whatever the others show, and what is left out changes nothing.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CLL_IPI } from '../../../src/clinical/instruments/cll-ipi-2016.ts';
import { GELTAMO_IPI } from '../../../src/clinical/instruments/geltamo-ipi-2017.ts';
import { IPSSWM } from '../../../src/clinical/instruments/ipsswm-2009.ts';
import type { IndexInputs } from '../../../src/clinical/instruments/instrument.ts';
import { PROGNOSTIC_INDICES } from '../../../src/clinical/instruments/registry.ts';
import { quantity } from '../../../src/clinical/quantities/quantity.ts';
import { changesOfIndex, shareOfItem } from '../../../src/clinical/reading/index-changes.ts';

const of = (inputs: IndexInputs) => changesOfIndex(CLL_IPI, inputs, CLL_IPI.assess(inputs));

describe('CLL-IPI', () => {
  const known = { b2m: quantity(4.1, 'mg/L'), age: quantity(70, 'a') };

  test('one of TP53 settles it, IGHV or the stage narrows it, none of them settles it', () => {
    expect(of(known)).toEqual({
      changes: [
        { items: ['del17p', 'tp53'], strata: ['very-high'] },
        { items: ['ighv', 'rai-or-binet-stage'], strata: ['high', 'very-high'] },
      ],
      none: { items: ['del17p', 'tp53', 'ighv', 'rai-or-binet-stage'], strata: ['intermediate'] },
    });
  });

  test('nothing is open, or an age: nothing is said', () => {
    expect(of({ ...known, tp53: true })).toBeUndefined();
    expect(of({ b2m: known.b2m })).toBeUndefined();
  });

  const either = fc.option(fc.boolean(), { nil: undefined });
  test('each claim holds in all that may still be found, and nothing else comes of it', () => {
    const inputs = fc.record({
      del17p: either,
      tp53: either,
      b2m: fc.double({ min: 1, max: 9, noNaN: true }),
      age: fc.integer({ min: 30, max: 95 }),
    });
    const items = {
      del17p: 'del17p',
      tp53: 'tp53',
      ighv: 'ighvUnmutated',
      'rai-or-binet-stage': 'advancedStage',
    } as const;
    const isItem = (fact: string): fact is keyof typeof items => Object.hasOwn(items, fact);
    fc.assert(
      fc.property(inputs, ({ del17p, tp53, b2m, age }) => {
        const given: IndexInputs = { del17p, tp53, b2m: quantity(b2m, 'mg/L'), age: quantity(age, 'a') };
        const found = of(given);
        const open = Object.keys(items).filter(
          (fact) => isItem(fact) && !(fact in given && (fact === 'del17p' ? del17p : tp53) !== undefined),
        );
        for (const { items: named, strata } of found?.changes ?? []) {
          for (const item of named) {
            const others = open.filter((fact) => fact !== item);
            const seen = new Set<string>();
            for (let bits = 0; bits < 2 ** others.length; bits++) {
              const set = Object.fromEntries(
                others.map((fact, i) => [isItem(fact) ? items[fact] : fact, (bits & (1 << i)) !== 0]),
              );
              for (const s of CLL_IPI.assess({ ...given, ...set, [isItem(item) ? items[item] : item]: true }).possible)
                seen.add(s);
            }
            expect([...seen].sort()).toEqual([...strata].sort());
          }
        }
      }),
    );
  });
});

test('GELTAMO-IPI: what does not narrow it is left out', () => {
  const inputs: IndexInputs = { age: quantity(57, 'a'), b2mHigh: false };
  expect(changesOfIndex(GELTAMO_IPI, inputs, GELTAMO_IPI.assess(inputs))).toEqual({
    changes: [
      {
        items: ['performance-status', 'ldh-serum', 'ann-arbor-stage'],
        strata: ['low-intermediate', 'high-intermediate'],
      },
    ],
    none: { items: ['performance-status', 'ldh-serum', 'ann-arbor-stage'], strata: ['low'] },
  });
});

/** Just on either side of each limit. */
const SIDES: Readonly<Record<string, readonly [counts: IndexInputs, not: IndexInputs]>> = {
  del17p: [{ del17p: true }, { del17p: false }],
  tp53: [{ tp53: true }, { tp53: false }],
  ighv: [{ ighvUnmutated: true }, { ighvUnmutated: false }],
  'rai-or-binet-stage': [{ advancedStage: true }, { advancedStage: false }],
  'ann-arbor-stage': [{ annArborStage: 3 }, { annArborStage: 2 }],
  'longest-node': [{ nodeOver6cm: true }, { nodeOver6cm: false }],
  'bone-marrow-involvement': [{ marrowInvolved: true }, { marrowInvolved: false }],
  'ldh-serum': [
    { ldh: quantity(250, 'U/L'), ldhUpperLimit: 225, ldhHigh: true },
    { ldh: quantity(225, 'U/L'), ldhUpperLimit: 225, ldhHigh: false },
  ],
  'albumin-serum': [{ albumin: quantity(3.4, 'g/dL') }, { albumin: quantity(3.5, 'g/dL') }],
  hemoglobin: [{ hemoglobin: quantity(10.9, 'g/dL') }, { hemoglobin: quantity(12, 'g/dL') }],
  platelets: [{ platelets: quantity(100, '10*9/L') }, { platelets: quantity(101, '10*9/L') }],
  'm-protein': [{ mProtein: quantity(7.1, 'g/dL') }, { mProtein: quantity(7, 'g/dL') }],
  'performance-status': [{ ecog: quantity(3, '1') }, { ecog: quantity(1, '1') }],
  'time-since-last-therapy': [{ monthsSinceTherapy: 23.9 }, { monthsSinceTherapy: 24 }],
};

describe.each(PROGNOSTIC_INDICES)('$system', (index) => {
  const KNOWN: IndexInputs = { sex: 'female', age: quantity(60, 'a'), b2m: quantity(2, 'mg/L'), b2mHigh: true };
  const items = index.assess(KNOWN).missing;

  test.each(items)('where %s alone is open, it is told what the index is on either side of its limit', (item) => {
    const others = items.filter((other) => other !== item);
    let told = 0;
    for (const age of [50, 70, 85]) {
      for (let bits = 0; bits < 2 ** others.length; bits++) {
        const sides = others.map((other, i) => SIDES[other]?.[(bits >> i) & 1]);
        const given: IndexInputs = Object.assign({}, KNOWN, { age: quantity(age, 'a') }, ...sides);
        const [counts, not] = [0, 1].map((side) => index.assess({ ...given, ...SIDES[item]?.[side] }).possible);
        const found = changesOfIndex(index, given, index.assess(given));
        if (counts?.[0] === not?.[0]) {
          expect(found).toBeUndefined();
          continue;
        }
        told++;
        expect(found).toEqual({ changes: [{ items: [item], strata: counts }], none: { items: [item], strata: not } });
      }
    }
    expect(told).toBeGreaterThan(0);
  });
});

describe('what a known item is to an index', () => {
  const mg = (value: number) => quantity(value, 'mg/L');
  const all: IndexInputs = {
    age: quantity(64, 'a'),
    b2m: mg(3.4),
    hemoglobin: quantity(9.8, 'g/dL'),
    platelets: quantity(210, '10*9/L'),
    mProtein: quantity(2, 'g/dL'),
  };

  test.each<readonly [string, IndexInputs, Parameters<typeof shareOfItem>[2], ReturnType<typeof shareOfItem>]>([
    ['it makes the group', all, 'hemoglobin', 'decides'],
    [
      'it counts and another does, too',
      { ...all, platelets: quantity(90, '10*9/L'), mProtein: quantity(8, 'g/dL') },
      'hemoglobin',
      'may',
    ],
    ['it does not count', all, 'platelets', 'never'],
    ['exactly at its limit it counts', { ...all, platelets: quantity(100, '10*9/L') }, 'platelets', 'decides'],
    ['just beyond it does not', { ...all, platelets: quantity(101, '10*9/L') }, 'platelets', 'never'],
    ['it is of another index', all, 'albumin-serum', 'never'],
    ['a B2M is not set', all, 'b2m-serum', undefined],
    ['nor is an age', all, 'age', undefined],
  ])('%s', (_, inputs, fact, share) => {
    expect(shareOfItem(IPSSWM, inputs, fact)).toBe(share);
  });

  test.each<readonly [string, IndexInputs]>([
    ['with TP53 alone', { age: quantity(50, 'a'), b2m: mg(5) }],
    ['with none of them', { age: quantity(70, 'a'), tp53: true }],
  ])('its points tell %s, whatever is open beside it: it may', (_, inputs) => {
    expect(shareOfItem(CLL_IPI, { ...inputs, advancedStage: true }, 'rai-or-binet-stage')).toBe('may');
  });

  test('of every index: what never counts changes nothing, whatever the others show', () => {
    const inputs = fc.record({
      age: fc.integer({ min: 40, max: 90 }).map((v) => quantity(v, 'a')),
      b2m: fc.integer({ min: 10, max: 80 }).map((v) => mg(v / 10)),
      hemoglobin: fc.integer({ min: 80, max: 150 }).map((v) => quantity(v / 10, 'g/dL')),
      platelets: fc.integer({ min: 50, max: 300 }).map((v) => quantity(v, '10*9/L')),
      mProtein: fc.integer({ min: 0, max: 90 }).map((v) => quantity(v / 10, 'g/dL')),
      albumin: fc.integer({ min: 25, max: 45 }).map((v) => quantity(v / 10, 'g/dL')),
    });
    const KEYS = {
      hemoglobin: 'hemoglobin',
      platelets: 'platelets',
      'm-protein': 'mProtein',
      'albumin-serum': 'albumin',
    } as const;
    const fact = fc.constantFrom('hemoglobin', 'platelets', 'm-protein', 'albumin-serum');
    fc.assert(
      fc.property(fc.constantFrom(...PROGNOSTIC_INDICES), inputs, inputs, fact, (index, known, others, item) => {
        const share = shareOfItem(index, known, item);
        const without = {
          [KEYS[item]]: {
            hemoglobin: quantity(15, 'g/dL'),
            platelets: quantity(250, '10*9/L'),
            'm-protein': quantity(0.5, 'g/dL'),
            'albumin-serum': quantity(4.5, 'g/dL'),
          }[item],
        };
        const own = { age: known.age, b2m: known.b2m, [KEYS[item]]: known[KEYS[item]] };
        const changes = (given: IndexInputs) =>
          index.assess(given).possible.join() !== index.assess({ ...given, ...without }).possible.join();
        expect(changes(known)).toBe(share === 'decides');
        if (share === 'never') expect(changes({ ...others, ...own })).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
