// A situation and a chart → the reading that all rules of a service share.
import { collectFacts } from '../clinical/facts/collect.ts';
import type { DrugLists } from '../clinical/facts/treatment.ts';
import type { Facts } from '../clinical/facts/types.ts';
import { readPatient, type Reading } from '../clinical/reading/reading.ts';
import type { ReadingLists, ReadingSettings } from '../clinical/reading/settings.ts';
import type { OrderContext } from '../cards/orders.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';
import { spanInWords } from './data-notes.ts';
import { partlyRead, queriesOf, type Queries } from './queries.ts';

export interface ChartReading {
  readonly reading: Reading;
  readonly order: OrderContext;
  /** References of the results being looked at. */
  readonly lookedAt: ReadonlySet<string>;
  /** The facts for `explain`, as JSON. */
  readonly facts: unknown;
}

/** What all services read by: windows and factors, drug names and codes. */
export interface ReadingKnowledge {
  readonly settings: ReadingSettings;
  readonly lists: ReadingLists;
}

export interface ReadOptions {
  readonly settings: ReadingSettings;
  readonly drugs: DrugLists;
  readonly localCodes: ReadonlyMap<string, string>;
  readonly comfortCareCodes: ReadonlySet<string>;
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
      comfortCareCodes: options.comfortCareCodes,
      unavailable: [...chart.unavailable.keys()],
      partlyRead: partlyRead(chart, options.queries),
    },
  );
  const lookedAt = new Set(situation.results.flatMap(referencesOf));
  return {
    reading: readPatient(facts, options.settings, lookedAt),
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

/** A report stands for the results it refers to. */
function referencesOf({ resource, reference }: Located): readonly string[] {
  if (resource.resourceType !== 'DiagnosticReport' || !Array.isArray(resource.result)) return [reference];
  const results = resource.result.flatMap((r) => (typeof r?.reference === 'string' ? [r.reference] : []));
  return [reference, ...results.map((r) => (r.startsWith('#') ? reference + r : r.split('/').slice(-2).join('/')))];
}

/**
 * What the knowledge shared by all services says of reading a chart.
 *
 * @param templates prefetch templates of the service
 */
export function readOptionsOf(
  templates: Readonly<Record<string, string>>,
  { settings, lists }: ReadingKnowledge,
): ReadOptions {
  const localCodes = localCodesOf(lists.localLaboratoryCodes);
  return {
    settings,
    localCodes,
    queries: queriesOf(templates, localCodes),
    comfortCareCodes: new Set(lists.comfortCareCodes),
    drugs: { antiNeoplastic: lists.antiNeoplasticIngredients, nephrotoxic: lists.nephrotoxicIngredients },
  };
}

/** The site's own laboratory codes: `system|code=LOINC` → LOINC by `system|code`. */
export function localCodesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf('=');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
}

/** Serialised only when somebody asks. */
function asJson(facts: Facts): unknown {
  return {
    toJSON: () => ({
      ...facts,
      partlyRead: facts.partlyRead.map(({ key, spans }) => ({ key, complete: spans.map(spanInWords) })),
    }),
  };
}
