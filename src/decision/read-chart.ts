// A situation and a chart → the reading that all rules of a service share.
import { plainKey } from '../clinical/facts/code-search.ts';
import type { ComfortCareLists } from '../clinical/facts/comfort-care.ts';
import { collectFacts } from '../clinical/facts/collect.ts';
import type { DrugLists } from '../clinical/facts/treatment.ts';
import { indexReferences } from '../clinical/facts/references.ts';
import type { Facts, Unread } from '../clinical/facts/types.ts';
import { gateOf } from '../clinical/facts/gate.ts';
import { unreadOrder } from '../clinical/facts/unread.ts';
import { readPatient, type Reading } from '../clinical/reading/reading.ts';
import { collectBy, type ReadingKnowledge, type ReadingSettings } from '../clinical/reading/settings.ts';
import type { OrderContext } from '../cards/orders.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';
import { spanInWords } from '../cards/format.ts';
import { lookedAtIn } from './looked-at.ts';
import { partlyRead, queriesOf, type Queries } from './queries.ts';

export interface ChartReading {
  readonly reading: Reading;
  readonly order: OrderContext;
  /** References of the results being looked at. */
  readonly lookedAt: ReadonlySet<string>;
  /** Results were opened, and none of them is one that we know: their codings. */
  readonly unrecognised?: readonly string[] | undefined;
  /** Drafted orders that were not read. */
  readonly unreadOrders: readonly Unread[];
  /** The facts for `explain`, as JSON. */
  readonly facts: unknown;
}

export interface ReadOptions {
  readonly settings: ReadingSettings;
  readonly drugs: DrugLists;
  readonly localCodes: ReadonlyMap<string, string>;
  readonly comfortCare: ComfortCareLists;
  /** What each prefetch key asks for. */
  readonly queries: Queries;
}

export function readChart(situation: Situation, chart: Chart, asOf: number, options: ReadOptions): ChartReading {
  const facts = collectFacts(
    situation.results.length === 0 ? chart.resources : [...situation.results, ...chart.resources],
    {
      patientId: situation.patientId,
      asOf,
      localCodes: options.localCodes,
      drugs: options.drugs,
      comfortCare: options.comfortCare,
      // of a search that was split, each part is needed
      unavailable: [...new Set([...chart.unavailable.keys()].map(plainKey))].filter(isConcludedFrom),
      partlyRead: partlyRead(chart, options.queries).filter(({ key }) => isConcludedFrom(key)),
    },
  );
  const { references: lookedAt, unrecognised } = lookedAtIn(situation, chart, options.localCodes);
  return {
    reading: readPatient(facts, options.settings, lookedAt),
    unrecognised,
    unreadOrders: unreadOrders(situation.draftOrders, options.localCodes),
    order: {
      patientId: situation.patientId,
      userId: situation.userId,
      asOf,
      ...(situation.encounterId && { encounterId: situation.encounterId }),
    },
    lookedAt,
    facts: asJson(facts),
  };
}

function unreadOrders(orders: readonly Located[], localCodes: ReadonlyMap<string, string>): readonly Unread[] {
  const references = indexReferences(orders);
  const gate = gateOf(orders, references, () => true);
  return orders.flatMap((order) => unreadOrder(order, references, localCodes, gate) ?? []);
}

/** Pending orders only keep a test from being offered twice: without them it may be, and nothing else hangs on it. */
function isConcludedFrom(key: string): boolean {
  return plainKey(key) !== 'requests';
}

/** @param templates prefetch templates of the service */
export function readOptionsOf(templates: Readonly<Record<string, string>>, knowledge: ReadingKnowledge): ReadOptions {
  const by = collectBy(knowledge);
  return { ...by, settings: knowledge.settings, queries: queriesOf(templates, by.localCodes) };
}

/** Serialised only when somebody asks. */
function asJson(facts: Facts): unknown {
  return {
    toJSON: () => ({
      ...facts,
      // told beside the facts, and bounded there
      unread: facts.unread.length,
      partlyRead: facts.partlyRead.map(({ key, spans }) => ({ key, complete: spans.map(spanInWords) })),
    }),
  };
}
