// A nephrotoxic drug beside the B2M, for a patient whose tubules or filtration are already impaired or just failing.
import { andList, determined, number, SEVERELY_REDUCED_GFR } from '../../../src/authoring.ts';
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
        ...(reading.injury?.course && isFailing(reading.injury) ? [reading.injury.course.now.measurement] : []),
        ...(reading.urine?.inputs ?? []),
        ...reading.renal.inputs,
      ],
      derived: reading.renal.derived,
      citations: ['mayo-b2mu'],
    };
  },
});

function reasonFor({ reading }: OrderInput): string | undefined {
  const { injury, urine, renal } = reading;
  if (injury && isFailing(injury)) return WHY[injury.state](injury);
  if (urine && determined(urine.assessment) === 'tubular') return 'urine B2M shows a proximal tubular pattern';
  const [first] = renal.egfr;
  // As KDIGO G4 and worse: ours.
  return first && renal.severelyReduced
    ? `eGFR is ${first.comparator ?? ''}${number(first.value, 0, [SEVERELY_REDUCED_GFR])}`
    : undefined;
}

type Injury = NonNullable<OrderInput['reading']['injury']>;
type Failing = Injury & { readonly state: Exclude<Injury['state'], 'steady'> };

function isFailing(injury: Injury): injury is Failing {
  return injury.state !== 'steady';
}

const WHY: Readonly<Record<Failing['state'], (injury: Injury) => string>> = {
  injury: ({ course }) => {
    const found = course?.injury;
    const from = found && ((found.by[0] === 'long-baseline' ? found.baseline : found.from) ?? found.baseline);
    return `creatinine is rising (${from ? number(from.value, 2) : ''} → ${valueOf(course)} mg/dL)`;
  },
  recovering: ({ course }) => `the kidneys are recovering from injury (creatinine ${valueOf(course)} mg/dL)`,
  falling: ({ course }) => `creatinine is not steady (falling, ${valueOf(course)} mg/dL)`,
  unknown: ({ course }) => `creatinine is ${valueOf(course)} mg/dL, acute or chronic not known`,
  coded: () => 'acute kidney injury is on the problem list',
};

function valueOf(course: Injury['course']): string {
  return course ? number(course.now.value, 2) : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
