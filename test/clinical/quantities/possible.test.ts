// Which strata remain, and what would settle them: against trying everything by brute force.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { FactName } from '../../../src/clinical/quantities/assessment.ts';
import { possibleStrata, yesNo, type Ingredient } from '../../../src/clinical/quantities/possible.ts';

const STRATA = ['low', 'middle', 'high'] as const;
type Stratum = (typeof STRATA)[number];
const FACTS: readonly FactName[] = ['b2m-serum', 'albumin-serum', 'ldh-serum', 'del17p'];

const bySum = (levels: readonly number[]): Stratum => {
  const points = levels.reduce((sum, level) => sum + level, 0);
  if (points === 0) return 'low';
  return points < 4 ? 'middle' : 'high';
};

describe('possible strata', () => {
  test('one level each is one stratum', () => {
    expect(possibleStrata(STRATA, [yesNo('del17p', false), yesNo('tp53', true)], bySum)).toEqual({
      possible: ['middle'],
      missing: [],
    });
  });

  test('an unknown ingredient that cannot change the stratum is not missing', () => {
    const ingredients: Ingredient[] = [{ fact: 'b2m-serum', levels: [4] }, yesNo('del17p', undefined)];
    expect(possibleStrata(STRATA, ingredients, bySum)).toEqual({ possible: ['high'], missing: [] });
  });

  test('of two unknowns only the one that matters is missing', () => {
    const onlyFirst = ([first]: readonly number[]): Stratum => (first === 1 ? 'high' : 'low');
    const ingredients = [yesNo('del17p', undefined), yesNo('tp53', undefined)];
    expect(possibleStrata(STRATA, ingredients, onlyFirst)).toEqual({ possible: ['low', 'high'], missing: ['del17p'] });
  });

  test('an ingredient that matters only together with another is missing', () => {
    const both = ([a, b]: readonly number[]): Stratum => (a === 1 && b === 1 ? 'high' : 'low');
    const ingredients = [yesNo('del17p', undefined), yesNo('tp53', undefined)];
    expect(possibleStrata(STRATA, ingredients, both).missing).toEqual(['del17p', 'tp53']);
  });

  test('two ingredients of one fact name it once', () => {
    const ingredients = [yesNo('del17p', undefined), yesNo('del17p', undefined)];
    expect(possibleStrata(STRATA, ingredients, bySum).missing).toEqual(['del17p']);
  });

  test('the same levels of other facts are another answer', () => {
    expect(possibleStrata(STRATA, [yesNo('del17p', undefined)], bySum).missing).toEqual(['del17p']);
    expect(possibleStrata(STRATA, [yesNo('tp53', undefined)], bySum).missing).toEqual(['tp53']);
  });

  test('the same levels of another definition are another answer', () => {
    const always = (): Stratum => 'high';
    expect(possibleStrata(STRATA, [yesNo('del17p', true)], bySum).possible).toEqual(['middle']);
    expect(possibleStrata(STRATA, [yesNo('del17p', true)], always).possible).toEqual(['high']);
  });

  test('the second time the definition is not asked again', () => {
    let asked = 0;
    const counting = (levels: readonly number[]): Stratum => {
      asked++;
      return bySum(levels);
    };
    const ingredients = [yesNo('del17p', undefined), yesNo('tp53', undefined)];
    const first = possibleStrata(STRATA, ingredients, counting);
    expect(asked).toBe(4);
    expect(possibleStrata(STRATA, ingredients, counting)).toEqual(first);
    expect(asked).toBe(4);
  });

  test('several questions are remembered beside each other', () => {
    let asked = 0;
    const counting = (levels: readonly number[]): Stratum => {
      asked++;
      return bySum(levels);
    };
    const questions = [yesNo('del17p', true), yesNo('del17p', false), yesNo('del17p', undefined)];
    const first = questions.map((q) => possibleStrata(STRATA, [q], counting));
    expect(asked).toBe(4);
    expect(questions.map((q) => possibleStrata(STRATA, [q], counting))).toEqual(first);
    expect(asked).toBe(4);
  });

  test('what is remembered is bounded: after many other questions it is asked again', () => {
    let asked = 0;
    const counting = (levels: readonly number[]): Stratum => {
      asked++;
      return bySum(levels);
    };
    const ask = (n: number): void => {
      const digit = (place: number): number => Math.trunc(n / 5 ** place) % 5;
      const facts = ['age', 'sex', 'tp53', 'ighv'] as const;
      possibleStrata(
        STRATA,
        facts.map((fact, i) => ({ fact, levels: [digit(i)] })),
        counting,
      );
    };
    for (let n = 0; n < 513; n++) ask(n);
    expect(asked).toBe(513);
    ask(512);
    expect(asked).toBe(513);
    ask(0);
    expect(asked).toBe(514);
  });

  describe('an answer is never one that was remembered for another question', () => {
    type Question = readonly (readonly [FactName, ...number[]])[];
    const asIngredients = (question: Question): Ingredient[] => question.map(([fact, ...levels]) => ({ fact, levels }));
    const eleven = (last: number): Question => [
      ['age', 0, 1, 2, 3, 4],
      ...Array.from({ length: 9 }, () => ['sex', 4] as const),
      ['ighv', last],
    ];
    /** Every combination of levels is its own stratum, so that no two questions have the same answer. */
    const spelledOut = (levels: readonly number[]): string => levels.join('-');

    test.each<[string, Question, Question]>([
      ['other facts', [['age', 0, 1]], [['sex', 0, 1]]],
      [
        'other facts after the first',
        [
          ['age', 0],
          ['sex', 0, 1],
        ],
        [
          ['age', 0],
          ['tp53', 0, 1],
        ],
      ],
      [
        'more facts',
        [['age', 0, 1]],
        [
          ['age', 0, 1],
          ['sex', 0, 1],
        ],
      ],
      [
        'fewer facts',
        [
          ['age', 0, 1],
          ['sex', 0, 1],
        ],
        [['age', 0, 1]],
      ],
      [
        'a level of 5, which would run into the next digit',
        [
          ['age', 1],
          ['sex', 0],
        ],
        [
          ['age', 0],
          ['sex', 0, 5],
        ],
      ],
      ['levels above 4', [['age', 5]], [['age', 6]]],
      ['eleven ingredients, more than fit into a number', eleven(0), eleven(1)],
      [
        'the levels of two ingredients exchanged',
        [
          ['age', 0],
          ['sex', 1],
        ],
        [
          ['age', 1],
          ['sex', 0],
        ],
      ],
    ])('%s', (_name, first, second) => {
      const remembering = (levels: readonly number[]): string => spelledOut(levels);
      const strataOf = (question: Question): string[] => {
        const levels = asIngredients(question).map((i) => i.levels);
        return levels
          .reduce<string[][]>((found, l) => found.flatMap((c) => l.map((x) => [...c, `${x}`])), [[]])
          .map((c) => c.join('-'));
      };
      for (const question of [first, second, first]) {
        const fresh = possibleStrata(strataOf(question), asIngredients(question), (l) => spelledOut(l));
        expect(fresh.possible).toEqual(strataOf(question));
        expect(possibleStrata(strataOf(question), asIngredients(question), remembering)).toEqual(fresh);
      }
    });

    test('two extra facts with the same levels are told apart', () => {
      const remembering = (levels: readonly number[]): string => spelledOut(levels);
      const ask = (...facts: FactName[]) =>
        possibleStrata(
          ['0', '1', '0-0', '0-1', '1-0', '1-1'],
          facts.map((fact) => ({ fact, levels: [0, 1] })),
          remembering,
        );
      ask('del17p');
      expect(ask('del17p', 'tp53').missing).toEqual(['del17p', 'tp53']);
      expect(ask('del17p', 'ldh-serum').missing).toEqual(['del17p', 'ldh-serum']);
    });
  });

  test('ten ingredients are still remembered', () => {
    let asked = 0;
    const counting = (levels: readonly number[]): Stratum => {
      asked++;
      return bySum(levels);
    };
    const ten = Array.from({ length: 10 }, (): Ingredient => ({ fact: 'age', levels: [4] }));
    possibleStrata(STRATA, ten, counting);
    possibleStrata(STRATA, ten, counting);
    expect(asked).toBe(1);
  });

  test('strata and missing agree with trying every combination', () => {
    const levels = fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 });
    const table = fc.array(fc.constantFrom(...STRATA), { minLength: 81, maxLength: 81 });
    fc.assert(
      fc.property(fc.array(levels, { minLength: 1, maxLength: 4 }), table, (all, outcomes) => {
        const of = (combination: readonly number[]): Stratum =>
          outcomes[combination.reduce((index, level) => index * 3 + level, 0)] ?? 'low';
        const ingredients = all.map((l, i): Ingredient => ({ fact: FACTS[i] ?? 'age', levels: l }));
        const combinations = all.reduce<number[][]>((found, l) => found.flatMap((c) => l.map((x) => [...c, x])), [[]]);
        const seen = new Set(combinations.map(of));
        const mattering = all.flatMap((l, i) =>
          combinations.some((c) => l.some((x) => of(c.with(i, x)) !== of(c))) ? [FACTS[i]] : [],
        );
        expect(possibleStrata(STRATA, ingredients, of)).toEqual({
          possible: STRATA.filter((s) => seen.has(s)),
          missing: seen.size > 1 ? mattering : [],
        });
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});

describe('yes or no', () => {
  test.each([
    [true, [1]],
    [false, [0]],
    [undefined, [0, 1]],
  ])('%p is %j', (known, levels) => {
    expect(yesNo('del17p', known)).toEqual({ fact: 'del17p', levels });
  });
});
