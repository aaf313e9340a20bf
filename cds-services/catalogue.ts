// All words of the cards as one type: a further language is one file that holds an object of it, and compiles once it says all.
import type { CardWords } from '../src/authoring.ts';
import type * as order from './b2m-order/phrases.en.ts';
import type { REASONS as orderReasons } from './b2m-order/reasons.en.ts';
import type { EN as result } from './b2m-result/phrases.en.ts';
import type { REASONS as resultReasons } from './b2m-result/phrases/reasons.en.ts';
import type * as shared from './shared/phrases.en.ts';

export interface Catalogue {
  readonly cards: Words<CardWords>;
  readonly shared: Words<typeof shared>;
  readonly result: Words<typeof result>;
  readonly order: Words<typeof order>;
  /** For `explain`. */
  readonly reasons: { readonly result: Words<typeof resultReasons>; readonly order: Words<typeof orderReasons> };
}

/** The same phrases, each in whatever words. */
type Words<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Words<Said>
    : { readonly [Name in keyof T]: Words<T[Name]> };
