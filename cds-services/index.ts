// Every service this server offers, and what a site may change of them.
import {
  CATALOGUE,
  readLists,
  readSettings,
  siteFaults,
  siteKnowledge,
  siteSchema,
  tunableOf,
  type Service,
  type ServiceModule,
  type Site,
  type SiteKnowledge,
} from '../src/authoring.ts';
import { b2mOrder } from './b2m-order/index.ts';
import { b2mResult } from './b2m-result/index.ts';
import * as tests from './shared/laboratory-tests.ts';
import readingFile from './reading.json' with { type: 'json' };

const modules: readonly ServiceModule[] = [b2mResult, b2mOrder];
const published = {
  settings: readSettings(readingFile, 'cds-services/reading.json'),
  lists: readLists(readingFile, 'cds-services/reading.json'),
};
/** LOINC codes that a code of the laboratory may stand for: read, ordered, or seen as done. */
const meaningful = [...CATALOGUE.keys(), ...Object.values(tests).flatMap(({ code, codes }) => [code, ...codes])];
const tunable = tunableOf(modules, { ...readingFile, codes: meaningful });

/** The configuration's `site` section: its schema, and the faults that a schema cannot tell. */
export const siteSection = {
  schema: siteSchema(tunable),
  faults: (site: Site): readonly string[] => siteFaults(site, tunable),
};

/** @param site as checked by `siteSection` */
export function knowledgeOf(site: Site): SiteKnowledge {
  return siteKnowledge(site, published, tunable);
}

export function createServices(site: SiteKnowledge): readonly Service[] {
  return modules.map((module) => module.create(site));
}
