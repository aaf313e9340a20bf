// Comfort and palliative care on record, which keep a work-up and survival, or everything, from being told.
import { oncePer } from '../quantities/once-per.ts';
import { newestOfEach, type Circumstance, type CircumstanceReason } from './circumstances.ts';
import type { CareEntry } from './comfort-care.ts';
import type { Reading } from './reading.ts';

const REASON: Readonly<Record<NonNullable<CareEntry['because']>, CircumstanceReason>> = {
  'long-ago': 'over',
  discharged: 'over',
  'not-certain': 'suspected',
  'may-be-discharged': 'may-be-discharged',
  undated: 'undated',
};

/** None for a child, nor for who has died. */
export const careCircumstances = oncePer(({ care, outOfScope }: Reading): readonly Circumstance[] =>
  outOfScope === undefined || outOfScope === 'comfort-care'
    ? newestOfEach(
        care.map(({ entry: { kind, current, at, reference }, counts, because }) => ({
          bears: 'comfort-care' as const,
          kind: kind === 'soft' ? 'palliative-care' : 'comfort-care',
          reference,
          counts,
          because: because && REASON[because],
          ...(current && { ongoing: true as const }),
          latest: at,
        })),
      )
    : [],
);
