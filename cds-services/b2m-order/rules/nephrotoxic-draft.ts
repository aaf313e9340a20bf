// A nephrotoxic drug beside the B2M, for a patient whose tubules or filtration are already impaired.
import { andList, determined, number } from '../../../src/authoring.ts';
import { draftedDrugs } from '../drafts.ts';
import { BOTH, defineOrderRule } from '../input.ts';

/** mL/min/{1.73_m2}; nephrology input is suggested below. @source clinical reference 10, claim 20 */
const LOW_FILTRATION = 30;

export const nephrotoxicDraft = defineOrderRule({
  id: 'nephrotoxic-draft',
  hooks: BOTH,
  evaluate({ drafts, reading, nephrotoxicIngredients }) {
    const drugs = [...new Set(draftedDrugs(drafts, nephrotoxicIngredients))];
    if (drugs.length === 0) return { silent: 'no listed nephrotoxic drug among the orders' };
    const tubular = reading.urine && determined(reading.urine.assessment) === 'tubular';
    const low =
      reading.renal.egfr.length > 0 &&
      reading.renal.egfr.every((q) => q.value < LOW_FILTRATION && q.comparator !== '>');
    if (!tubular && !low) return { silent: 'neither a tubular pattern nor an eGFR below 30 on record' };
    const why = tubular
      ? 'urine B2M shows a proximal tubular pattern'
      : `eGFR is ${number(reading.renal.egfr[0]?.value ?? 0, 0)}`;
    return {
      because: `${drugs.join(', ')} ordered while ${why}`,
      indicator: 'info',
      topic: 'order',
      weight: 55,
      summary: `${capital(andList(drugs))} is being ordered while ${why}: consider the kidney`,
      lines: ['Listed as damaging the proximal tubule or raising urine B2M; consider nephrology advice.'],
      assessments: reading.urine ? [reading.urine.assessment] : [],
      inputs: [...(reading.urine?.inputs ?? []), ...reading.renal.inputs],
      derived: reading.renal.derived,
      citations: ['mayo-b2mu'],
    };
  },
});

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
