// Phrases of every card, in English: one wording a concept.

/** A card about B2M closes with what it is not. */
export const NOT_A_DIAGNOSIS = 'Not a diagnosis: B2M is not specific.';

/** Every other card. */
export const ADVICE_ONLY = 'Advice only.';

/** Values of a table that are missing. */
export const MISSING = {
  notOnRecord: 'not on record',
  noneWithin: (days: number): string => `none within ${days} days`,
  inPart: 'not in the part read',
  unread: 'could not be read',
  notUsed: (why: string): string => `not used: ${why}`,
  tooOld: (value: string): string => `${value}, too old`,
} as const;

/** What is missing, and for what. */
export function neededFor(what: readonly string[]): string {
  return `needed for ${what.join(', ')}`;
}

/** A change stands in the form `<finding>: <result>`. */
export function ifThen(finding: string, result: string): string {
  return `${finding}: ${result}`;
}
