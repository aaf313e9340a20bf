// Whose chart, and how it came: a synthetic patient, a Bundle, or a whole request.
import type { Chart } from './prefetch.ts';
import type { HookRequest } from './request.ts';

export type Subject =
  | {
      readonly kind: 'fixture';
      readonly id: string;
      readonly bundle: Chart;
      /** Hooks in which its story is told. */
      readonly hooks: readonly string[];
      /** The contexts of its recorded calls, by hook. */
      readonly contexts: Readonly<Record<string, object>>;
    }
  | { readonly kind: 'bundle'; readonly bundle: Chart }
  | { readonly kind: 'request'; readonly request: HookRequest };
