// Stands in for `@jest/globals` where thousands of changes are tried in one process: tests are collected, then run one by one.
import { format } from 'node:util';
import { expect } from 'expect';
import { member } from '../../src/contracts/json.ts';

type Body = (...args: never[]) => unknown;
export interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

/** What the test files loaded so far registered. */
export const collected: CollectedTest[] = [];
let path: readonly string[] = [];

const addTest = (name: string, run: () => unknown): void => {
  collected.push({ name: [...path, name].join(' › '), run });
};
const addGroup = (name: string, register: () => void): void => {
  const outer = path;
  path = [...path, name];
  register();
  path = outer;
};

/** Rows that are lists are spread, as jest does; titles are those of jest where texts are filled in. */
const forEach =
  (add: (name: string, body: () => void) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, body: Body): void => {
    const spread = rows.every(Array.isArray);
    for (const row of rows) {
      const values: unknown[] = spread && Array.isArray(row) ? row : [row];
      add(titleOf(name, values), () => Reflect.apply(body, undefined, values));
    }
  };

function titleOf(name: string, values: readonly unknown[]): string {
  const [first] = values;
  if (!name.includes('%')) return name.replaceAll(/\$(\w+)/g, (_, key: string) => String(member(first, key)));
  const asked = name.match(/%[sdijfoOp]/g)?.length ?? 0;
  return format(name.replaceAll('%p', '%j').replaceAll('%i', '%d'), ...values.slice(0, asked));
}

export const test = Object.assign(addTest, { each: forEach(addTest) });
export const describe = Object.assign(addGroup, { each: forEach(addGroup) });

// That something differs is all we ask; to show how takes seconds where cards are long.
expect.extend({
  toEqual(received: unknown, expected: unknown) {
    const testers = [...this.customTesters, this.utils.iterableEquality];
    return { pass: this.equals(received, expected, testers), message: () => 'not equal' };
  },
});

export { expect };
