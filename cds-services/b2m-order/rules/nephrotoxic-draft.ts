// A nephrotoxic drug among the drafts, for a patient whose tubules or filtration are already impaired or just failing.
import {
  andList,
  determined,
  diagnosisOf,
  number,
  readRenal,
  REDUCED_GFR,
  SEVERELY_REDUCED_GFR,
  type Disease,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { nephrotoxinsAmong, type Nephrotoxin } from '../nephrotoxins.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';

export const nephrotoxicDraft = defineOrderRule({
  id: 'nephrotoxic-draft',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading, nephrotoxicIngredients, settings } = input;
    const drugs = nephrotoxinsAmong(drafts, nephrotoxicIngredients);
    if (drugs.length === 0) return { silent: 'no listed nephrotoxic drug among the orders' };
    const disease = plasmaCellDisease(reading);
    // Of a patient without one only the B2M that is being ordered concerns us.
    if (!disease && !drafts.serumB2m && !drafts.urineB2m) {
      return { silent: 'no B2M among the orders and no plasma-cell disease on record', over: ['conditions'] };
    }
    // As the kidneys are now, whenever the last B2M was drawn.
    const renal = readRenal(reading.facts, undefined, reading.kidney, settings, reading.facts.asOf);
    const found = reasonFor(reading, renal, disease, drugs);
    if (!found) {
      return {
        silent: `no acute kidney injury, no tubular pattern and no eGFR below ${disease ? REDUCED_GFR : SEVERELY_REDUCED_GFR} on record that concerns ${namesOf(drugs)}`,
        over: ['creatinine-serum', 'egfr', 'b2m-urine'],
      };
    }
    const named = namesOf(found.drugs);
    const raising = found.drugs.filter((d) => d.raisesUrineB2m);
    return {
      because: `${named} ordered${disease ? ` in ${disease}` : ''} ${found.why}`,
      indicator: found.indicator,
      topic: 'order',
      weight: WEIGHTS['nephrotoxic-draft'],
      summary: `${capital(named)} ordered${disease ? ` in ${disease}` : ''} ${found.why}: it can injure the kidney further`,
      lines: [
        'Consider nephrology advice before the first dose.',
        ...(raising.length > 0
          ? [`${capital(namesOf(raising))} also ${raising.length > 1 ? 'raise' : 'raises'} urine B2M.`]
          : []),
      ],
      assessments: reading.urine ? [reading.urine.assessment] : [],
      inputs: [
        ...(reading.injury?.course && isFailing(reading.injury) ? [reading.injury.course.now.measurement] : []),
        ...(reading.urine?.inputs ?? []),
        ...renal.inputs,
      ],
      derived: renal.derived,
      citations: ['mayo-b2mu'],
    };
  },
});

const PLASMA_CELL: readonly (readonly [Disease, string])[] = [
  ['myeloma', 'myeloma'],
  ['plasma-cell-leukaemia', 'plasma-cell leukaemia'],
  ['al-amyloidosis', 'AL amyloidosis'],
  ['smouldering-myeloma', 'smouldering myeloma'],
  ['mgrs', 'MGRS'],
  ['plasmacytoma', 'plasmacytoma'],
  ['mgus', 'MGUS'],
];

/** The name of a confirmed, current plasma-cell disease. */
function plasmaCellDisease({ facts }: Reading): string | undefined {
  return PLASMA_CELL.find(([disease]) => diagnosisOf(facts, disease))?.[1];
}

interface Reason {
  /** To be read after the drug and the disease: `with eGFR 26`. */
  readonly why: string;
  readonly indicator: 'warning' | 'info';
  readonly drugs: readonly Nephrotoxin[];
}

function reasonFor(
  { injury, urine, facts }: Reading,
  renal: ReturnType<typeof readRenal>,
  disease: string | undefined,
  drugs: readonly Nephrotoxin[],
): Reason | undefined {
  const indicator = disease ? 'warning' : 'info';
  if (injury && isFailing(injury) && (disease || ['injury', 'unknown', 'coded'].includes(injury.state))) {
    return { why: `while ${WHY[injury.state](injury)}`, indicator, drugs };
  }
  const [first] = renal.egfr;
  const egfr =
    first && `with eGFR ${first.comparator ?? ''}${number(first.value, 0, [SEVERELY_REDUCED_GFR, REDUCED_GFR])}`;
  // As KDIGO G4 and worse: ours.
  if (egfr && renal.severelyReduced) return { why: egfr, indicator, drugs };
  if (urine && determined(urine.assessment) === 'tubular') {
    return { why: 'while urine B2M shows a proximal tubular pattern', indicator: 'info', drugs };
  }
  const frequent = drugs.filter(({ group }) => group === 'nsaid' || group === 'aminoglycoside');
  return egfr && renal.reduced && frequent.length > 0 && diagnosisOf(facts, 'myeloma')
    ? { why: egfr, indicator: 'info', drugs: frequent }
    : undefined;
}

/** Two by name at most, so that the summary stays one line. */
function namesOf(drugs: readonly Nephrotoxin[]): string {
  const names = [...new Set(drugs.map((d) => d.name))];
  return names.length <= 2 ? andList(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
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
