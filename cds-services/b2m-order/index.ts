// The service that makes an ordered B2M readable: order-sign and order-select.
import {
  missingDataNotes,
  readBibliography,
  readChart,
  readOptionsOf,
  readServiceFile,
  runRules,
  toEvaluation,
  type Chart,
  type Evaluation,
  type KeyWords,
  type ReadingKnowledge,
  type Service,
  type Situation,
} from '../../src/authoring.ts';
import { readDrafts } from './drafts.ts';
import type { OrderInput } from './input.ts';
import { ownSettings, version, type OrderSettings } from './knowledge.ts';
import { prefetch, REQUIRED, satisfies } from './prefetch.ts';
import { rules } from './rules/index.ts';

const bibliography = readBibliography(new URL('../bibliography.json', import.meta.url));
const file = readServiceFile(new URL('service.json', import.meta.url));
const TOPICS = {
  order: {
    system: 'https://clearstage.org/CodeSystem/card-topic',
    code: 'b2morder',
    display: 'Ordering beta-2 microglobulin',
  },
};

const KEY_WORDS: KeyWords = {
  conditions: ['the problem list', 'diagnosis and dialysis unknown'],
  labs: ['laboratory results'],
  medications: ['medications', 'treatment unknown'],
  procedures: ['procedures', 'dialysis sessions unknown'],
  patient: ['the patient record'],
};

/** @param shared windows and lists of all services, which a site may have changed */
export function b2mOrder(shared: ReadingKnowledge): Service {
  const settings: OrderSettings = { ...shared.settings, ...ownSettings };
  const options = readOptionsOf(prefetch, shared);
  const { localCodes } = options;
  return {
    id: 'b2m-order',
    version,
    offerings: file.offerings.map((offering) => ({ ...offering, prefetch, required: REQUIRED })),

    concerns(situation: Situation): boolean {
      const { serumB2m, urineB2m } = readDrafts(situation.selected, localCodes);
      return serumB2m || urineB2m;
    },

    satisfies,

    evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation {
      const read = readChart(situation, chart, asOf, options);
      const { reading, order } = read;
      const input: OrderInput = {
        reading,
        situation,
        drafts: readDrafts(situation.draftOrders, localCodes),
        settings,
        nephrotoxicIngredients: shared.lists.nephrotoxicIngredients,
        order,
      };
      const said = runRules(rules, situation.hook, input, reading.quiet);
      return toEvaluation(said, read, file.maxCards[situation.hook] ?? 1, {
        version,
        bibliography,
        topics: TOPICS,
        notes: () => missingDataNotes(reading.facts, KEY_WORDS),
        closing: 'Advisory; the decision is yours.',
        links: () => [],
      });
    },
  };
}
