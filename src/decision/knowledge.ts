// What a site may tune, as data that is checked before it is used.
import { checkData } from './data-files.ts';
import { listItems, settingValues, type ListEntry, type SettingEntry } from './knowledge-values.ts';

export type { ListEntry, SettingEntry } from './knowledge-values.ts';

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
  return settingValues(data);
}

/** Lists by name; else as `readSettings`. */
export function readLists<Name extends string>(
  data: { readonly lists: Readonly<Record<Name, ListEntry>> },
  name: string,
): Readonly<Record<Name, readonly string[]>> {
  checkData(data, 'knowledge.schema.json', name);
  return listItems(data);
}
