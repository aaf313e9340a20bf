// The site that a command reads charts for, by the server's own configuration file: its `site` section, and what it remembers.
import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import type { LocalCodes } from '../clinical/facts/code-search.ts';
import type { ReadingSettings } from '../clinical/reading/settings.ts';
import { readSite } from '../config/config.ts';
import type { HookName } from '../contracts/hooks.ts';
import type { Service } from '../contracts/service.ts';

/** The services as they run at a site. */
export interface SiteServices {
  /** The service that answers a hook. */
  serviceOf(hook: HookName): Service;
  readonly services: readonly Service[];
  readonly localCodes: LocalCodes;
  /** Windows and factors, as the site has changed them. */
  readonly settings: ReadingSettings;
  /** For how long it is remembered what was said; 0: not at all. */
  readonly memoryDays: number;
}

export function configOption(): Option {
  return new Option(
    '--config <file>',
    "the server's configuration file, for its `site` section and what it remembers",
  ).env('CLEARSTAGE_CONFIG');
}

/**
 * @param config path of the configuration file; without one, as published
 * @throws ConfigError naming every fault of the file
 */
export function servicesAt(config?: string): SiteServices {
  const { site: own, memory } = readSite(config, (path) => readFileSync(path, 'utf8'));
  const site = knowledgeOf(own);
  const services = createServices(site);
  return {
    services,
    localCodes: new Map(Object.entries(site.reading.localCodes)),
    settings: site.reading.settings,
    memoryDays: memory.enabled ? memory.days : 0,
    serviceOf(hook) {
      const service = services.find((s) => s.offerings.some((o) => o.hook === hook));
      if (!service) throw new Error(`no service answers ${hook}`);
      return service;
    },
  };
}
