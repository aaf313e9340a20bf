// What the rules said of a reading → the evaluation a service returns; the same for every service.
import { toEvidenceDating } from '../cards/dating.ts';
import { toReadingEvidence } from '../cards/reading-evidence.ts';
import { circumstanceKey, derivedKey, evidenceOf, onceBy, planCards } from './compose.ts';
import { layOut, type Layout } from './layout.ts';
import type { ChartReading } from './read-chart.ts';
import type { runRules } from './rule.ts';
import type { RuleStates } from './site-knowledge.ts';
import type { Evaluation } from '../contracts/service.ts';

/**
 * @param maxCards the most cards of one answer, a critical one not counted
 * @returns cards in order; the whole evidence, whether a card tells it or not, is gathered only when asked for
 */
export function toEvaluation(
  { findings, outcomes }: ReturnType<typeof runRules>,
  { reading, facts, unrecognised, unreadOrders }: ChartReading,
  maxCards: number,
  layout: Layout,
): Evaluation {
  const { staging } = reading;
  const dating = staging && toEvidenceDating(staging.diagnosis, staging.treatment);
  return {
    cards: layOut(planCards(findings, maxCards), { ...layout, dating, passedOver: staging?.fish.passedOver }),
    get evidence() {
      const told = evidenceOf(findings, layout.version, layout.bibliography);
      const read = toReadingEvidence(reading);
      // What only a rule reads (light chains, calcium, …) is part of it, too.
      return {
        ...told,
        ...findings.find((f) => f.dating)?.dating,
        ...read,
        inputs: onceBy([...read.inputs, ...told.inputs], (i) => `${i.reference} ${i.analyte}`),
        derived: onceBy([...read.derived, ...told.derived], derivedKey),
        circumstances: onceBy([...(read.circumstances ?? []), ...(told.circumstances ?? [])], circumstanceKey),
      };
    },
    rules: outcomes,
    facts,
    unread: [...reading.facts.unread, ...unreadOrders],
    ...(unrecognised && { unrecognised }),
  };
}

/**
 * An evaluation with what rules in shadow would have shown: the cards in which they take part, joined, held back and
 * limited as if the site had them on.
 */
export function withShadow(states: RuleStates, answer: (states: RuleStates) => Evaluation): Evaluation {
  const evaluation = answer(states);
  const rules = new Set(evaluation.rules.flatMap(({ id, inShadow }) => (inShadow === undefined ? [] : [id])));
  if (rules.size === 0) return evaluation;
  const { cards } = answer(Object.fromEntries(Object.entries(states).filter(([id]) => !rules.has(id))));
  const own = cards.filter((c) => c.extension['org.clearstage.evidence'].rules.some(({ id }) => rules.has(id)));
  return { ...evaluation, inShadow: { cards: own, rules } };
}
