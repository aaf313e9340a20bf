// The services as the server runs them, to be asked about moments that are past.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { DAY_MS } from '../../clinical/quantities/time.ts';
import { HOOKS, type HookName } from '../../contracts/hooks.ts';
import type { Evaluation, Service, Situation } from '../../contracts/service.ts';
import type { CardStore, IssuedCard } from '../../contracts/ports.ts';
import type { Call } from '../../protocol/call.ts';
import { compileEndpoints, type Endpoint } from '../../protocol/endpoints.ts';
import { finaliseCards, toIssued, type FinalCards } from '../../protocol/finalise-cards.ts';
import { chartReader, type ThenOptions, type Timeline } from './chart-then.ts';
import type { Counts } from '../input/counts.ts';
import type { Moment } from './moments.ts';

export interface Answer {
  readonly evaluation: Evaluation;
  readonly final: FinalCards;
  /** Of the knowledge that answered. */
  readonly version: string;
  /** What no date told. */
  readonly unknown: Counts;
}

export interface Engine {
  readonly localCodes: LocalCodes;
  /** Names what answers: services with the version of their knowledge. */
  readonly version: string;
  /** Days for which a card that was answered is not shown again. */
  readonly memoryDays: number;
  /** A patient's chart, opened anew: nothing has been told of him yet. */
  open(
    timeline: Timeline,
    options: Pick<ThenOptions, 'exportedAt'>,
  ): { ask(moment: Moment): Promise<Answer | undefined> };
}

export interface EngineOptions {
  readonly services: readonly Service[];
  readonly localCodes: LocalCodes;
  /** How long it is remembered what was told; 0: not at all. */
  readonly memoryDays: number;
}

/** Keeps no secret: the digests never leave the replay. */
const SECRET = Buffer.from('replay');

export function createEngine({ services, localCodes, memoryDays }: EngineOptions): Engine {
  const endpoints = [...compileEndpoints(services).values()];
  const byHook = new Map(
    HOOKS.map((hook) => [
      hook,
      endpoints
        .filter((e) => e.offering.hook === hook)
        .map((endpoint) => ({ endpoint, readChart: chartReader(endpoint.offering) })),
    ]),
  );
  return {
    localCodes,
    memoryDays,
    version: services.map((s) => `${s.id} ${s.version}`).join(', '),
    open(timeline, { exportedAt }) {
      const store = createMemory(memoryDays);
      return {
        async ask(moment) {
          const situation = situationOf(moment, timeline.record.id);
          const [found] = byHook.get(moment.hook) ?? [];
          if (!found) return undefined;
          const { endpoint, readChart } = found;
          const { service } = endpoint;
          const without = new Set(moment.draftOrders.map((d) => d.reference));
          const { chart, unknown } = readChart(timeline, moment.at, { exportedAt, without });
          // As the server decides which calls concern it; what is urgent it reads from what came along.
          const concerned = service.concerns(situation) || service.mayBeUrgent?.(situation, chart.resources);
          if (!concerned) return undefined;
          const evaluation = service.evaluate(situation, chart, moment.at);
          const call = callOf(situation, endpoint, moment.at);
          const final = await finaliseCards(evaluation.cards, call, {
            store,
            newId: () => '',
            publicBaseUrl: '',
            memorySecret: SECRET,
          });
          store.recordIssued(toIssued(final, call));
          return { evaluation, final, version: service.version, unknown };
        },
      };
    },
  };
}

/** One user looks at a chart, where the export names none. */
const SOMEBODY = 'Practitioner/not-told';

function situationOf(moment: Moment, patientId: string): Situation {
  const { hook, results, draftOrders, selected, encounter, user } = moment;
  return {
    hook,
    patientId,
    userId: user ?? SOMEBODY,
    ...(encounter !== undefined && { encounterId: encounter.replace(/^Encounter\//, '') }),
    results: results.map((r) => ({ ...r, from: 'context.results' })),
    draftOrders,
    selected,
  };
}

function callOf({ hook, patientId, userId }: Situation, endpoint: Endpoint, now: number): Call {
  return {
    request: { hook: hook satisfies HookName, hookInstance: '', context: { patientId, userId } },
    endpoint,
    caller: { client: 'replay', fhirServers: [] },
    patient: { id: patientId },
    now,
  };
}

/** What is said once is settled by being shown; nobody answers in a replay. */
function createMemory(days: number): CardStore {
  const told = new Map<string, number>();
  return {
    recordIssued(cards: readonly IssuedCard[]) {
      for (const { toldKey, at } of cards) if (toldKey !== undefined) told.set(toldKey, at);
    },
    saveFeedback: () => Promise.resolve([]),
    suppressed: (keys, now, within) => {
      const isTold = (key: string): boolean =>
        (told.get(key) ?? -Infinity) > now - Math.min(days, within?.get(key) ?? days) * DAY_MS;
      return Promise.resolve(new Set(keys.filter(isTold)));
    },
  };
}
