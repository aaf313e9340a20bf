// A service before it is made for a site: what a site may change of it, and how it is made.
import type { ListEntry, SettingEntry } from './knowledge.ts';
import type { SiteKnowledge } from './site-knowledge.ts';
import type { Tunable } from './site-schema.ts';
import type { Service } from '../contracts/service.ts';

export interface ServiceModule {
  /** Its own windows and factors, as they stand in its knowledge.json. */
  readonly settings: Readonly<Record<string, SettingEntry>>;
  readonly rules: readonly { readonly id: string }[];
  create(site: SiteKnowledge): Service;
}

/** What a site may change of all services together. */
export function tunableOf(
  modules: readonly ServiceModule[],
  shared: {
    readonly settings: Readonly<Record<string, SettingEntry>>;
    readonly lists: Readonly<Record<string, ListEntry>>;
    readonly codes: readonly string[];
  },
): Tunable {
  return {
    settings: Object.assign({}, shared.settings, ...modules.map((m) => m.settings)) as Tunable['settings'],
    lists: shared.lists,
    rules: modules.flatMap((m) => m.rules.map(({ id }) => id)),
    codes: new Set(shared.codes),
  };
}
