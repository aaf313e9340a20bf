// A nephrotoxic drug beside the B2M, for a patient whose tubules or filtration are already impaired or just failing.
import { andList, daysSince, determined, number, SEVERELY_REDUCED_GFR } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { draftedDrugs } from '../drafts.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';

export const nephrotoxicDraft = defineOrderRule({
  id: 'nephrotoxic-draft',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading, nephrotoxicIngredients } = input;
    const drugs = [...new Set(draftedDrugs(drafts, nephrotoxicIngredients))];
    if (drugs.length === 0) return { silent: 'no listed nephrotoxic drug among the orders' };
    const why = reasonFor(input);
    if (why === undefined) {
      return {
        silent: `no acute kidney injury, no tubular pattern and no eGFR below ${SEVERELY_REDUCED_GFR} on record`,
        over: ['creatinine-serum', 'egfr', 'b2m-urine'],
      };
    }
    const named = andList(drugs);
    return {
      because: `${named} ordered while ${why}`,
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['nephrotoxic-draft'],
      summary: `${capital(named)} ordered while ${why}: can damage the proximal tubule or raise urine B2M`,
      lines: ['Consider nephrology advice.'],
      assessments: reading.urine ? [reading.urine.assessment] : [],
      inputs: [
        ...(reading.injury ? [reading.injury.from, reading.injury.to] : []),
        ...(reading.urine?.inputs ?? []),
        ...reading.renal.inputs,
      ],
      derived: reading.renal.derived,
      citations: ['mayo-b2mu'],
    };
  },
});

function reasonFor({ reading, settings }: OrderInput): string | undefined {
  const { injury, urine, renal, facts } = reading;
  if (injury && daysSince(injury.to.at, facts.asOf) <= settings.recentDays) {
    const [from, to] = [injury.from, injury.to].map((m) => number(m.quantity.value, 2));
    return `creatinine is rising (${from} → ${to} mg/dL)`;
  }
  if (urine && determined(urine.assessment) === 'tubular') return 'urine B2M shows a proximal tubular pattern';
  const [first] = renal.egfr;
  // As KDIGO G4 and worse: ours.
  return first && renal.severelyReduced
    ? `eGFR is ${first.comparator ?? ''}${number(first.value, 0, [SEVERELY_REDUCED_GFR])}`
    : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
