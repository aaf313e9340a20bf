// A serum B2M that has only just been measured.
import {
  dayOf,
  daysSince,
  ISS_B2M_CUTS,
  newest,
  producers,
  resultsOf,
  shown,
  treatmentBegun,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';

const NO_CRITERION = 'B2M is not a response criterion in myeloma.';

export const repeatOrder = defineOrderRule({
  id: 'repeat-order',
  hooks: BOTH,
  evaluate({ drafts, reading, settings }) {
    if (!drafts.serumB2m) return { silent: 'no serum B2M among the orders' };
    const last = newest(resultsOf(reading.facts, 'b2m-serum'));
    const days = daysSince(last?.at ?? -Infinity, reading.facts.asOf);
    if (!last || days >= settings.repeatDays) {
      return { silent: `no serum B2M within ${settings.repeatDays} days`, over: ['b2m-serum'] };
    }
    // A sample of the first treatment day counts as drawn before the first dose.
    const doses = producers(reading.facts).flatMap(
      (d) => treatmentBegun(reading.facts, { kind: d.kind, date: undefined }).therapies,
    );
    if (doses.some((d) => d.counts !== 'no' && dayOf(d.dose.earliest) >= dayOf(last.at))) {
      return { silent: 'treatment began since the last B2M' };
    }
    return {
      because: `the last serum B2M is ${days} days old`,
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['repeat-order'],
      summary: `Serum B2M was measured ${ago(days)} (${shown(last.quantity, ISS_B2M_CUTS)}): short-interval repeats seldom change care`,
      lines: drafts.reasons.length === 0 ? [NO_CRITERION, 'The order gives no coded reason.'] : [NO_CRITERION],
      inputs: [last],
      citations: [],
      overrideReasons: ['already-ordered', 'new-therapy', 'trial-protocol', 'result-error'],
    };
  },
});

function ago(days: number): string {
  if (days === 0) return 'earlier today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}
