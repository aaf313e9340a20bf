// What a row of the table says of a result that stands on record and cannot be used.
import { shownDate, type CardRow, type NotUsed } from '../../src/authoring.ts';
import { MISSING } from './phrases.en.ts';

/** `not used: no unit`, with the day where that is known. */
export function notUsedCells({ why, at, until }: NotUsed): Pick<CardRow, 'value' | 'date'> {
  return {
    value: MISSING.notUsed(why),
    ...(at !== undefined && until === undefined && { date: shownDate(at) }),
  };
}
