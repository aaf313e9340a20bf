// What every reading goes by and a site may tune: the names as they stand in the data, never a second list of them.
import { comfortCareLists } from '../facts/comfort-care.ts';
import type { CollectOptions } from '../facts/collect.ts';

/** Shared by all services; each entry with its value, unit, comparator, meaning and source. */
type ReadingFile = typeof import('../../../cds-services/reading.json');

/** Windows and factors by name, each in the unit that reading.json states for it. */
export type ReadingSettings = Readonly<Record<keyof ReadingFile['settings'], number>>;

/** Lists of drug names and codes by name. */
export type ReadingLists = Readonly<Record<keyof ReadingFile['lists'], readonly string[]>>;

/** What all services and the trend page read by, as plain JSON. */
export interface ReadingKnowledge {
  readonly settings: ReadingSettings;
  readonly lists: ReadingLists;
  /** The site's own laboratory codes as `system|code` → LOINC. */
  readonly localCodes: Readonly<Record<string, string>>;
}

/** What the facts are collected by. */
export function collectBy({
  lists,
  localCodes,
}: ReadingKnowledge): Required<Pick<CollectOptions, 'localCodes' | 'drugs' | 'comfortCare'>> {
  return {
    localCodes: new Map(Object.entries(localCodes)),
    comfortCare: comfortCareLists(lists.comfortCareCodes, lists.palliativeCareCodes),
    drugs: {
      antiNeoplastic: lists.antiNeoplasticIngredients,
      nephrotoxic: lists.nephrotoxicIngredients,
      steroids: lists.steroidIngredients,
    },
  };
}
