// What an analyte is called in a table.
import type { Analyte } from '../clinical/facts/types.ts';
import { CARD_WORDS } from './phrases.en.ts';

/** @param isSerumOnly no other fluid's B2M stands beside it */
export function analyteName(analyte: Analyte, isSerumOnly: boolean): string {
  return analyte === 'b2m-serum' && !isSerumOnly ? CARD_WORDS.serumB2m : CARD_WORDS.analytes[analyte];
}
