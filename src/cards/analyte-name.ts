// What an analyte, and a method by which it is measured, are called in a table.
import type { Analyte } from '../clinical/facts/types.ts';
import { escapeText } from './markdown.ts';
import { CARD_WORDS } from './phrases.en.ts';

/** @param isSerumOnly no other fluid's B2M stands beside it */
export function analyteName(analyte: Analyte, isSerumOnly: boolean): string {
  return analyte === 'b2m-serum' && !isSerumOnly ? CARD_WORDS.serumB2m : CARD_WORDS.analytes[analyte];
}

/** How it was measured: in our words where the code tells, else as the record states it, escaped. */
export function methodName(method: string, max: number): string {
  return isOurs(method) ? CARD_WORDS.methods[method] : escapeText(method, max);
}

function isOurs(method: string): method is keyof typeof CARD_WORDS.methods {
  return Object.hasOwn(CARD_WORDS.methods, method);
}
