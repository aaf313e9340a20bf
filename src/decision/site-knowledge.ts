// The knowledge as a site has made it: published values with the site's changes, and a mark that names the changes.
import { createHash } from 'node:crypto';
import type { ReadingKnowledge } from '../clinical/reading/settings.ts';
import type { ListChange, RuleState, Site, SiteChanges } from '../contracts/site.ts';
import type { Tunable } from './site-schema.ts';

/** Rules that are not `on`, by id. */
export type RuleStates = Readonly<Record<string, Exclude<RuleState, 'on'>>>;

export interface SiteKnowledge extends SiteChanges {
  /** What all services read by. */
  readonly reading: ReadingKnowledge;
  readonly rules: RuleStates;
  /** Numbers that differ from the published ones, by name: a service looks for its own. */
  readonly settings: Readonly<Record<string, number>>;
}

/**
 * Puts a site's changes into what is published.
 *
 * @param site as the schema found it in order
 * @param published what all services read by
 */
export function siteKnowledge(
  site: Site,
  published: Omit<ReadingKnowledge, 'localCodes'>,
  { settings, lists }: Pick<Tunable, 'settings' | 'lists'>,
): SiteKnowledge {
  const numbers = Object.fromEntries(
    sorted(site.settings).filter(([name, value]) => settings[name] && settings[name].value !== value),
  );
  const changedLists = Object.fromEntries(
    sorted(site.lists).flatMap(([name, change]) => {
      const real = realChange(lists[name]?.items ?? [], change);
      return real.add.length + real.remove.length > 0 ? [[name, real] as const] : [];
    }),
  );
  const localCodes = Object.fromEntries(
    site.localLaboratoryCodes.map(({ system, code, loinc }) => [`${system}|${code}`, loinc] as const).sort(byName),
  );
  const rules = Object.fromEntries(
    sorted(site.rules).flatMap(([rule, state]) => (state === 'on' ? [] : [[rule, state] as const])),
  );
  const changes = [
    ...Object.entries(numbers).map(([name, value]) => inWords(name, value, settings)),
    ...Object.entries(changedLists).map(([name, { add, remove }]) =>
      [name, ...items('+', add), ...items('−', remove)].join(' '),
    ),
    ...counted(Object.keys(localCodes).length),
    ...Object.entries(rules).map(([rule, state]) => `rule ${rule} ${state}`),
  ];
  return {
    reading: {
      settings: overridden(published.settings, numbers),
      lists: withChanges(published.lists, changedLists),
      localCodes,
    },
    rules,
    settings: numbers,
    changes,
    ...(changes.length > 0 && { mark: markOf([numbers, changedLists, localCodes, rules]) }),
  };
}

/** Published numbers, where a site has set another: that one. */
export function overridden<Name extends string>(
  published: Readonly<Record<Name, number>>,
  changes: Readonly<Record<string, number>>,
): Readonly<Record<Name, number>> {
  const own = Object.entries(changes).filter(([name]) => name in published);
  return { ...published, ...Object.fromEntries(own) };
}

/** The version of a service's knowledge: the mark of a site's changes is its build metadata. @source https://semver.org */
export function versionWith(version: string, { mark }: SiteChanges): string {
  return mark === undefined ? version : `${version}+site.${mark}`;
}

/** Discovery's words on what a service needs, and on what the site has changed. */
export function requirementsWith(text: string, { mark, changes }: SiteChanges): string {
  return mark === undefined ? text : `${text} Changed by this site (${mark}): ${changes.join('; ')}.`;
}

function realChange(items: readonly string[], { add, remove }: ListChange): ListChange {
  return {
    add: add.filter((item) => !items.includes(item)).sort(),
    remove: remove.filter((item) => items.includes(item)).sort(),
  };
}

function withChanges<Name extends string>(
  lists: Readonly<Record<Name, readonly string[]>>,
  changes: Readonly<Record<string, ListChange>>,
): Readonly<Record<Name, readonly string[]>> {
  const changed = Object.entries<readonly string[]>(lists).flatMap(([name, items]) => {
    const change = changes[name];
    return change ? [[name, [...items.filter((i) => !change.remove.includes(i)), ...change.add]] as const] : [];
  });
  return { ...lists, ...Object.fromEntries(changed) };
}

function inWords(name: string, value: number, settings: Tunable['settings']): string {
  const { value: published, unit = '1' } = settings[name] ?? {};
  const shown = (n: number | undefined): string => (unit === '1' ? String(n) : `${n} ${unit}`);
  return `${name} ${shown(value)} instead of ${shown(published)}`;
}

/** A long list is told by its length. */
function items(sign: string, changed: readonly string[]): readonly string[] {
  return changed.length > 5 ? [`${sign} ${changed.length} items`] : changed.map((item) => `${sign} ${item}`);
}

function counted(codes: number): readonly string[] {
  return codes === 0 ? [] : [`${codes} laboratory ${codes === 1 ? 'code' : 'codes'} of its own`];
}

function markOf(changes: readonly object[]): string {
  return createHash('sha256').update(JSON.stringify(changes)).digest('hex').slice(0, 8);
}

function sorted<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(byName);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
