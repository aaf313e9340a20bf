// A serum B2M that has only just been measured.
import { DAY_MS, newest, resultsOf, shown, treatmentStart } from '../../../src/authoring.ts';
import { BOTH, defineOrderRule } from '../input.ts';

export const repeatOrder = defineOrderRule({
  id: 'repeat-order',
  hooks: BOTH,
  evaluate({ drafts, reading, settings }) {
    if (!drafts.serumB2m) return { silent: 'no serum B2M among the orders' };
    const last = newest(resultsOf(reading.facts, 'b2m-serum'));
    const days = last && (reading.facts.asOf - last.at) / DAY_MS;
    if (!last || days === undefined || days >= settings.repeatDays) {
      return { silent: `no serum B2M within ${settings.repeatDays} days` };
    }
    const start = treatmentStart(reading.facts);
    if (start !== undefined && start > last.at) return { silent: 'treatment began since the last B2M' };
    return {
      because: `the last serum B2M is ${Math.floor(days)} days old`,
      indicator: 'info',
      topic: 'order',
      weight: 45,
      summary: `Serum B2M was measured ${ago(days)} (${shown(last.quantity, [3.5, 5.5])}): short-interval repeats seldom change care`,
      lines: [
        'B2M is not a response criterion in myeloma.',
        ...(drafts.reasons.length === 0 ? ['The order gives no coded reason.'] : []),
      ],
      inputs: [last],
      citations: [],
      overrideReasons: ['already-ordered', 'new-therapy', 'trial-protocol', 'result-error'],
    };
  },
});

function ago(days: number): string {
  const whole = Math.floor(days);
  if (whole < 1) return 'within the last day';
  return whole === 1 ? '1 day ago' : `${whole} days ago`;
}
