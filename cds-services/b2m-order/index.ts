// The service that makes an ordered B2M readable: order-sign and order-select.
import {
  indexReferences,
  isTherapy,
  missingDataNotes,
  reasonIn,
  frameFor,
  readBibliography,
  readServiceFile,
  runRules,
  toEvaluation,
  withShadow,
  type Chart,
  type Evaluation,
  type Service,
  type ServiceModule,
  type SiteKnowledge,
  type Situation,
} from '../../src/authoring.ts';
import { readDrafts } from './drafts.ts';
import type { OrderInput } from './input.ts';
import { entries, ownSettings, version as ownVersion } from './knowledge.ts';
import { nephrotoxinsAmong } from './nephrotoxins.ts';
import { prefetchFor, requiredOf } from './prefetch.ts';
import { basisLink } from '../shared/basis-link.ts';
import { example } from '../shared/example.ts';
import { ADVICE_ONLY } from '../shared/phrases.en.ts';
import { NOTES, TOPIC_NAMES } from './phrases.en.ts';
import { rules } from './rules/index.ts';

const bibliography = readBibliography(new URL('../bibliography.json', import.meta.url));
const file = readServiceFile(new URL('service.json', import.meta.url));
const TOPICS = {
  order: {
    system: 'https://clearstage.org/CodeSystem/card-topic',
    code: 'b2morder',
    display: TOPIC_NAMES.order,
  },
};

export const b2mOrder: ServiceModule = {
  settings: entries,
  rules,
  create,
};

function create(site: SiteKnowledge): Service {
  const frame = frameFor(site, { file, version: ownVersion, settings: ownSettings, prefetchFor, requiredOf });
  const { settings, localCodes, version, offerings, periods } = frame;
  return {
    id: 'b2m-order',
    version,
    offerings,
    periods,

    concerns(situation: Situation): boolean {
      const drafts = readDrafts(situation.selected, localCodes, situation.draftOrders);
      const { antiNeoplasticIngredients, nephrotoxicIngredients } = site.reading.lists;
      return (
        drafts.serumB2m ||
        drafts.urineB2m ||
        drafts.prescriptions.some(({ drug }) => drug && isTherapy(drug, antiNeoplasticIngredients)) ||
        nephrotoxinsAmong(drafts, nephrotoxicIngredients).length > 0
      );
    },

    /** Only the query itself tells that nothing is recent; single results by another way do not. */
    satisfies: () => false,

    example,

    evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation {
      const read = frame.read(situation, chart, asOf);
      const { reading, order } = read;
      const input: OrderInput = {
        reading,
        situation,
        drafts: readDrafts(situation.draftOrders, localCodes),
        settings,
        references: indexReferences([...situation.draftOrders, ...chart.resources]),
        furtherDrugs: site.reading.lists.antiNeoplasticIngredients,
        nephrotoxicIngredients: site.reading.lists.nephrotoxicIngredients,
        order,
      };
      return withShadow(site.rules, (states) => {
        const said = runRules(rules, input, {
          hook: situation.hook,
          outOfScope: reading.outOfScope,
          states,
          reasonOf: reasonIn(reading.facts),
        });
        return toEvaluation(said, read, file.maxCards[situation.hook] ?? 1, {
          version,
          bibliography,
          topics: TOPICS,
          notes: (_named, isOrdering) => missingDataNotes(reading.facts, NOTES.keyWords, isOrdering),
          closing: () => ADVICE_ONLY,
          isDated: false,
          kind: 'order',
          links: (plan) => [basisLink(plan)],
        });
      });
    },
  };
}
