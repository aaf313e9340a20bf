// What a site may change of the knowledge, as the configuration file's `site` section says it.

/** What goes into a list and what comes out of it. */
export interface ListChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** A code of the site's own laboratory, and the LOINC code it stands for. */
export interface LocalCode {
  readonly system: string;
  readonly code: string;
  readonly loinc: string;
}

/**
 * `off`: not asked; `silent`: asked and counted, and nobody is shown a card; `warning`: shown, and never as critical;
 * `shadow`: as `silent`, and what would have been said is kept for review, without patient data.
 */
export type RuleState = 'on' | 'off' | 'silent' | 'shadow' | 'warning';

/** What a site has changed, for who asks this server what it goes by. */
export interface SiteChanges {
  /** Eight hexadecimal digits that name the changes, alike wherever the same is changed; absent where nothing is. */
  readonly mark?: string;
  /** Each change in words. */
  readonly changes: readonly string[];
}

export interface Site {
  /** Windows and factors by name. */
  readonly settings: Readonly<Record<string, number>>;
  readonly lists: Readonly<Record<string, ListChange>>;
  readonly localLaboratoryCodes: readonly LocalCode[];
  /** By rule. */
  readonly rules: Readonly<Record<string, RuleState>>;
}
