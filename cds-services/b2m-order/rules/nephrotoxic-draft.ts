// A nephrotoxic drug among the drafts, for a patient whose tubules or filtration are already impaired or just failing.
import {
  comparatorWords,
  determined,
  diagnosisOf,
  number,
  readRenal,
  REDUCED_GFR,
  SEVERELY_REDUCED_GFR,
  shownDate,
  type Finding,
  type Reading,
} from '../../../src/authoring.ts';
import { printedEgfr } from '../../shared/egfr.ts';
import { PLASMA_CELL_NAMES } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import { nephrotoxinsAmong, type Nephrotoxin } from '../nephrotoxins.ts';
import { BOTH, defineOrderRule, type OrderInput } from '../input.ts';
import { NEPHROTOXIC } from '../phrases.en.ts';
import { REASONS } from '../reasons.en.ts';
import { steadyLimit } from '../../shared/steady-limit.ts';

export const nephrotoxicDraft = defineOrderRule({
  id: 'nephrotoxic-draft',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading, nephrotoxicIngredients, settings } = input;
    const all = nephrotoxinsAmong(drafts, nephrotoxicIngredients);
    if (all.length === 0) return { silent: REASONS.nephrotoxic.noDrug };
    const disease = plasmaCellDisease(reading);
    // Without one, and without a B2M that is being ordered, only those that are given most often concern us.
    const drugs = disease || drafts.serumB2m || drafts.urineB2m ? all : all.filter(isFrequent);
    if (drugs.length === 0) return { silent: REASONS.nephrotoxic.noConcern, over: ['conditions'] };
    // As the kidneys are now, whenever the last B2M was drawn.
    const renal = readRenal(reading.facts, undefined, reading.kidney, settings, reading.facts.asOf);
    const found = reasonFor(reading, renal, disease, drugs);
    if (!found) {
      return {
        silent: REASONS.nephrotoxic.noReason(disease ? REDUCED_GFR : SEVERELY_REDUCED_GFR, namesOf(drugs)),
        over: ['creatinine-serum', 'egfr', 'b2m-urine'],
      };
    }
    const named = namesOf(found.drugs);
    const raising = found.drugs.filter((d) => d.raisesUrineB2m);
    const ordered = NEPHROTOXIC.ordered(named, disease, found.why);
    return {
      because: ordered,
      indicator: found.indicator,
      topic: 'order',
      weight: WEIGHTS['nephrotoxic-draft'],
      summary: NEPHROTOXIC.summary(ordered),
      lines: [
        NEPHROTOXIC.consider,
        ...(raising.length > 0 ? [NEPHROTOXIC.raise(namesOf(raising), raising.length > 1)] : []),
      ],
      ...egfrInTable(renal, found),
      assessments: reading.urine ? [reading.urine.assessment] : [],
      inputs: [
        ...(reading.injury?.course && isFailing(reading.injury) ? [reading.injury.course.now.measurement] : []),
        ...(reading.urine?.inputs ?? []),
        ...renal.inputs.toSorted((a, b) => Number(b.analyte === 'egfr') - Number(a.analyte === 'egfr')),
      ],
      derived: renal.derived,
      citations: ['mayo-b2mu'],
    };
  },
});

const PLASMA_CELL = [
  'myeloma',
  'plasma-cell-leukaemia',
  'al-amyloidosis',
  'smouldering-myeloma',
  'mgrs',
  'plasmacytoma',
  'mgus',
] as const;

/** The name of a confirmed, current plasma-cell disease. */
function plasmaCellDisease({ facts }: Reading): string | undefined {
  const found = PLASMA_CELL.find((disease) => diagnosisOf(facts, disease));
  return found && PLASMA_CELL_NAMES[found];
}

interface Reason {
  /** To be read after the drug and the disease: `with eGFR 26`. */
  readonly why: string;
  readonly indicator: 'warning' | 'info';
  readonly drugs: readonly Nephrotoxin[];
  /** The eGFR below which it is told, where that is why. */
  readonly below?: number;
}

type Renal = ReturnType<typeof readRenal>;

/** `26`, `below 15`; undefined without one. */
function firstEgfr({ egfr: [first] }: Renal): string | undefined {
  return first && `${comparatorWords(first.comparator)}${printedEgfr(first)}`;
}

/** Beside a reported eGFR its limit; a calculated one has a row of its own. */
function egfrInTable(renal: Renal, { below, indicator }: Reason): Pick<Finding, 'rows' | 'limits'> {
  const egfr = firstEgfr(renal);
  if (egfr === undefined) return {};
  const limit = below === undefined ? '' : NEPHROTOXIC.limit(indicator === 'warning', below);
  const steady = steadyLimit(renal);
  const limits = steady === undefined ? {} : { 'creatinine-serum': steady };
  if (!renal.derived.some(({ name }) => name === 'egfr')) return { limits: { ...limits, egfr: limit } };
  const date = renal.creatinine && shownDate(renal.creatinine.at);
  const { egfrRow: result, egfrValue } = NEPHROTOXIC;
  return { limits, rows: [{ result, value: egfrValue(egfr), date, limit, place: 'decides' }] };
}

function reasonFor(
  { injury, urine, facts }: Reading,
  renal: Renal,
  disease: string | undefined,
  drugs: readonly Nephrotoxin[],
): Reason | undefined {
  const indicator = disease ? 'warning' : 'info';
  if (injury && isFailing(injury) && (disease || ['injury', 'unknown', 'coded'].includes(injury.state))) {
    return { why: WHY[injury.state](injury), indicator, drugs };
  }
  const printed = firstEgfr(renal);
  const egfr = printed === undefined ? undefined : NEPHROTOXIC.withEgfr(printed);
  // As KDIGO G4 and worse: ours.
  if (egfr !== undefined && renal.severelyReduced) return { why: egfr, indicator, drugs, below: SEVERELY_REDUCED_GFR };
  if (urine && determined(urine.assessment) === 'tubular') {
    return { why: NEPHROTOXIC.tubular, indicator: 'info', drugs };
  }
  const frequent = drugs.filter(isFrequent);
  return egfr !== undefined && renal.reduced && frequent.length > 0 && diagnosisOf(facts, 'myeloma')
    ? { why: egfr, indicator: 'info', drugs: frequent, below: REDUCED_GFR }
    : undefined;
}

function isFrequent({ group }: Nephrotoxin): boolean {
  return group === 'nsaid' || group === 'aminoglycoside';
}

/** Two by name at most, so that the summary stays one line. */
function namesOf(drugs: readonly Nephrotoxin[]): string {
  const names = [...new Set(drugs.map((d) => d.name))];
  return NEPHROTOXIC.names(names.slice(0, 2), names.length - 2);
}

type Injury = NonNullable<OrderInput['reading']['injury']>;
type Failing = Injury & { readonly state: Exclude<Injury['state'], 'steady'> };

function isFailing(injury: Injury): injury is Failing {
  return injury.state !== 'steady';
}

const WHY: Readonly<Record<Failing['state'], (injury: Injury) => string>> = {
  injury: ({ course }) => {
    const found = course?.injury;
    const from = found && (found.from ?? found.baseline);
    return NEPHROTOXIC.rising(from ? number(from.value, 2) : '', valueOf(course));
  },
  recovering: ({ course }) => NEPHROTOXIC.recovering(valueOf(course)),
  falling: ({ course }) => NEPHROTOXIC.falling(valueOf(course)),
  unknown: ({ course }) => NEPHROTOXIC.unknown(valueOf(course)),
  coded: () => NEPHROTOXIC.coded,
};

function valueOf(course: Injury['course']): string {
  return course ? number(course.now.value, 2) : '';
}
