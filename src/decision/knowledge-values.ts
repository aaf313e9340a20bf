// What a site may tune, as data: windows, factors, drug names and codes; their names are read off the data itself.

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

/** Windows and factors by name, of data that has been checked. */
export function settingValues<Name extends string>(data: {
  readonly settings: Readonly<Record<Name, SettingEntry>>;
}): Readonly<Record<Name, number>> {
  return mapValues(data.settings, ({ value }) => value);
}

/** Lists by name, of data that has been checked. */
export function listItems<Name extends string>(data: {
  readonly lists: Readonly<Record<Name, ListEntry>>;
}): Readonly<Record<Name, readonly string[]>> {
  return mapValues(data.lists, ({ items }) => items);
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  to: (value: From) => To,
): Readonly<Record<Key, To>> {
  const entries = Object.entries<From>(record).map(([key, value]) => [key, to(value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
