// The service that makes an ordered B2M readable: order-sign and order-select.
import {
  evidenceOf,
  layOut,
  localCodesOf,
  planCards,
  readBibliography,
  readChart,
  readServiceFile,
  runRules,
  toEvidenceInput,
  type Chart,
  type Evaluation,
  type Service,
  type Situation,
} from '../../src/authoring.ts';
import { readDrafts } from './drafts.ts';
import type { OrderInput } from './input.ts';
import { knowledge } from './knowledge.ts';
import { prefetch, REQUIRED, satisfies } from './prefetch.ts';
import { rules } from './rules/index.ts';

const bibliography = readBibliography(new URL('../bibliography.json', import.meta.url));
const file = readServiceFile(new URL('service.json', import.meta.url));
const { settings, lists, version } = knowledge;
const localCodes = localCodesOf(lists.localLaboratoryCodes);
const options = {
  settings,
  localCodes,
  comfortCareCodes: new Set(lists.comfortCareCodes),
  drugs: { antiNeoplastic: lists.antiNeoplasticIngredients, nephrotoxic: lists.nephrotoxicIngredients },
};
const TOPICS = {
  order: {
    system: 'https://clearstage.org/CodeSystem/card-topic',
    code: 'b2morder',
    display: 'Ordering beta-2 microglobulin',
  },
};

const KEY_WORDS: Readonly<Record<string, string>> = {
  conditions: 'the problem list (diagnosis and dialysis unknown)',
  labs: 'laboratory results',
  medications: 'medications (treatment unknown)',
  procedures: 'procedures (dialysis sessions unknown)',
  patient: 'the patient record',
};

export const b2mOrder: Service = {
  id: 'b2m-order',
  version,
  offerings: file.offerings.map((offering) => ({ ...offering, prefetch, required: REQUIRED })),

  concerns(situation: Situation): boolean {
    const { serumB2m, urineB2m } = readDrafts(situation.selected, localCodes);
    return serumB2m || urineB2m;
  },

  satisfies,

  evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation {
    const { reading, order, facts } = readChart(situation, chart, asOf, options);
    const input: OrderInput = {
      reading,
      situation,
      drafts: readDrafts(situation.draftOrders, localCodes),
      settings,
      nephrotoxicIngredients: lists.nephrotoxicIngredients,
      order,
    };
    const { findings, outcomes } = runRules(rules, situation.hook, input, reading.quiet);
    const plans = planCards(findings, file.maxCards[situation.hook] ?? 1);
    return {
      cards: layOut(plans, {
        version,
        bibliography,
        topics: TOPICS,
        notes:
          reading.facts.unavailable.length > 0
            ? [`Could not be read: ${reading.facts.unavailable.map((key) => KEY_WORDS[key] ?? key).join(', ')}.`]
            : [],
        closing: 'Advisory; the decision is yours.',
        links: () => [],
      }),
      get evidence() {
        return {
          ...evidenceOf(findings, version, bibliography),
          assessments: reading.assessments,
          inputs: reading.inputs.map(toEvidenceInput),
          derived: reading.derived,
        };
      },
      rules: outcomes,
      facts,
    };
  },
};
