// A B2M's reading against filtration in words, the same on every page.
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';

/** By the evidence contract's label. */
export const CONFOUNDING_WORDS: Readonly<Record<string, string>> = {
  filtration: 'as expected from filtration',
  'partly-beyond-filtration': `more than ${FILTRATION_RATIO} times expected`,
  'well-beyond-filtration': `${WELL_BEYOND_RATIO} times expected or more`,
  'not-assessable': 'filtration unknown',
};
