// What a site may tune, as data: windows, factors, drug names and codes; their names are read off the data itself.
import { checkData } from './data-files.ts';

/** One window or factor as it stands in a data file; value in the UCUM unit beside it. */
export interface SettingEntry {
  readonly value: number;
  readonly unit: string;
  readonly comparator?: string;
  readonly meaning: string;
  readonly source: string;
}

/** One list of drug names or codes as it stands in a data file. */
export interface ListEntry {
  /** `ingredient`: one word of a drug's name, in lower case; `code`: `system|code`. */
  readonly form: string;
  readonly items: readonly string[];
  readonly meaning: string;
  readonly source: string;
}

/**
 * Windows and factors by name, as the readings use them; a misspelt name does not compile.
 *
 * @param data the parsed file
 * @param name of the file, for the error
 * @throws Error naming the file and every fault in it
 */
export function readSettings<Name extends string>(
  data: { readonly settings: Readonly<Record<Name, SettingEntry>> },
  name: string,
): Readonly<Record<Name, number>> {
  checkData(data, 'knowledge.schema.json', name);
  return mapValues(data.settings, ({ value }) => value);
}

/** Lists by name; else as `readSettings`. */
export function readLists<Name extends string>(
  data: { readonly lists: Readonly<Record<Name, ListEntry>> },
  name: string,
): Readonly<Record<Name, readonly string[]>> {
  checkData(data, 'knowledge.schema.json', name);
  return mapValues(data.lists, ({ items }) => items);
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  to: (value: From) => To,
): Readonly<Record<Key, To>> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, to(value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
