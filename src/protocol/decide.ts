// The one way from a hook call to an evaluation; hook answers and `explain` both go it, the first as far as they need.
import { callerGone } from '../contracts/problems.ts';
import type { Answered, Chart, Evaluation, Service, Situation } from '../contracts/service.ts';
import { readCall, type Call, type Received } from './call.ts';
import { demandRequired, gather, gatherGiven, type Gathered, type GatherDeps } from './gather.ts';
import { toSituation } from './situation.ts';

export interface DecideDeps extends GatherDeps {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Monotonic milliseconds, for measuring. */
  readonly timer: () => number;
  /** Waits, before and after the expensive step, for its turn: with the other calls that have arrived. */
  readonly nextTurn?: (() => Promise<void>) | undefined;
}

/** Milliseconds spent in each phase. */
export interface Phases {
  readonly validate: number;
  readonly gather: number;
  readonly evaluate: number;
}

export interface Decision<E = Evaluation> {
  readonly call: Call;
  readonly situation: Situation;
  /** Undefined when the call is out of the service's scope. */
  readonly outcome?: { readonly gathered: Gathered; readonly evaluation: E };
  /** References in context that are another patient's. */
  readonly foreign: readonly string[];
  readonly phases: Phases;
}

/** @throws CdsProblem for a call that cannot be read, or whose required data cannot be had */
export function decide(received: Received, deps: DecideDeps): Promise<Decision> {
  return decideBy<Evaluation>(received, deps, () => undefined);
}

/** As {@link decide}, for an answer alone: a chart in which nothing could make a rule speak is not read. */
export function decideAnswer(received: Received, deps: DecideDeps): Promise<Decision<Answered>> {
  return decideBy<Answered>(received, deps, (service, situation, chart) => service.silenceOver?.(situation, chart));
}

async function decideBy<E>(
  received: Received,
  deps: DecideDeps,
  atOnce: (service: Service, situation: Situation, chart: Chart) => E | undefined,
): Promise<Decision<E | Evaluation>> {
  const start = deps.timer();
  const call = readCall(received, deps.clock());
  const { service } = call.endpoint;
  const { situation, foreign } = toSituation(call);
  const inScope = service.concerns(situation);
  const validated = deps.timer();
  const validate = validated - start;
  const pending = inScope ? gather(call, situation, deps) : gatherUrgent(call, situation);
  if (!pending) return { call, situation, foreign, phases: { validate, gather: 0, evaluate: 0 } };
  const gathered = pending instanceof Promise ? await pending : pending;
  if (inScope) demandRequired(gathered, call.endpoint, situation);
  const ready = deps.timer();
  const silence = atOnce(service, situation, gathered);
  if (silence) {
    const phases = { validate, gather: ready - validated, evaluate: deps.timer() - ready };
    return { call, situation, outcome: { gathered, evaluation: silence }, foreign, phases };
  }
  await deps.nextTurn?.();
  if (received.isGone?.()) throw callerGone();
  const begun = deps.timer();
  const evaluation = service.evaluate(situation, gathered, call.now);
  const evaluated = deps.timer();
  await deps.nextTurn?.();
  const phases = { validate, gather: ready - validated, evaluate: evaluated - begun };
  return { call, situation, outcome: { gathered, evaluation }, foreign, phases };
}

/** What came with a call that is out of scope, where something urgent may stand in it. */
function gatherUrgent(call: Call, situation: Situation): Gathered | undefined {
  const { service } = call.endpoint;
  if (!service.mayBeUrgent || !call.request.prefetch) return undefined;
  const given = gatherGiven(call);
  return service.mayBeUrgent(situation, given.resources) ? given : undefined;
}
