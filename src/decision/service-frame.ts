// What every service is made of, once its own knowledge and the site's stand beside each other.
import type { LocalCodes } from '../clinical/facts/code-search.ts';
import type { Span } from '../clinical/facts/types.ts';
import { neededPeriods } from '../clinical/reading/needed-periods.ts';
import type { ReadingSettings } from '../clinical/reading/settings.ts';
import type { Chart, Offering, Situation } from '../contracts/service.ts';
import type { ServiceFile } from './data-files.ts';
import { readChart, readOptionsOf, type ChartReading } from './read-chart.ts';
import { overridden, requirementsWith, versionWith, type SiteKnowledge } from './site-knowledge.ts';

type Prefetch = Readonly<Record<string, string>>;

/** What a service brings of its own. */
export interface OwnParts<Name extends string> {
  readonly file: ServiceFile;
  readonly version: string;
  readonly settings: Readonly<Record<Name, number>>;
  readonly prefetchFor: (localCodes: LocalCodes) => Prefetch;
  /** Keys without which it has nothing to say. */
  readonly requiredOf: (prefetch: Prefetch) => readonly string[];
}

export interface ServiceFrame<Name extends string> {
  /** With the mark of what the site has changed. */
  readonly version: string;
  readonly settings: ReadingSettings & Readonly<Record<Name, number>>;
  readonly localCodes: LocalCodes;
  readonly offerings: readonly Offering[];
  readonly read: (situation: Situation, chart: Chart, asOf: number) => ChartReading;
  readonly periods: (situation: Situation, chart: Chart, asOf: number) => readonly Span[];
}

export function frameFor<Name extends string>(site: SiteKnowledge, own: OwnParts<Name>): ServiceFrame<Name> {
  const settings = { ...site.reading.settings, ...overridden(own.settings, site.settings) };
  const localCodes: LocalCodes = new Map(Object.entries(site.reading.localCodes));
  const prefetch = own.prefetchFor(localCodes);
  const options = readOptionsOf(prefetch, site.reading);
  const read: ServiceFrame<Name>['read'] = (situation, chart, asOf) => readChart(situation, chart, asOf, options);
  return {
    version: versionWith(own.version, site),
    settings,
    localCodes,
    offerings: own.file.offerings.map((offering) => ({
      ...offering,
      usageRequirements: requirementsWith(offering.usageRequirements, site),
      prefetch,
      required: own.requiredOf(prefetch),
    })),
    read,
    periods: (situation, chart, asOf) => neededPeriods(read(situation, chart, asOf).reading.focus, asOf, settings),
  };
}
