// High-risk myeloma by the IMS/IMWG 2025 consensus; above all the B2M criterion that hides behind a normal creatinine.
import {
  andList,
  CGS_B2M_CUT,
  CGS_CREATININE_CUT,
  covers,
  determined,
  exceeds,
  IMWG_CRCL_CUT,
  producers,
  REDUCED_GFR,
  orList,
  shown,
  shownDate,
  type Disease,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { causesOf } from '../causes.ts';
import { conditionalRisk } from '../conditional-risk.ts';
import { highRiskBecause, isShareOpen, remarks } from '../genomics.ts';
import { egfrValues } from '../words.ts';

type Staging = NonNullable<Reading['staging']>;

export const imsImwg2025 = defineResultRule({
  id: 'ims-imwg-2025',
  hooks: BOTH,
  evaluate({ reading }) {
    const { staging, focus, kidney } = reading;
    if (!staging?.b2m) return { silent: 'no myeloma that could be assessed', over: ['conditions', 'b2m-serum'] };
    if (staging.basis === 'current') return { silent: 'for newly diagnosed myeloma only' };
    if (focus && focus.at > staging.b2m.at) {
      return { silent: 'the B2M looked at is later than the baseline' };
    }
    if (kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    if (staging.basis === 'if-baseline')
      return conditionalRisk(staging, lowFiltration(reading), WEIGHTS['ims-imwg-2025: conditional']);
    const met = staging.criteria.filter((c) => c.met === true).map((c) => c.criterion);
    if (met.includes(4) && staging.steady) return criterion4(reading, staging, staging.b2m, met);
    const genomic = met.filter((c) => c !== 4);
    if (genomic.length > 0) return genomicRisk(staging, genomic);
    return notHighRisk(reading, staging, staging.b2m) ?? openResults(staging, isolatedB2m(staging, staging.b2m));
  },
});

/** ISS does not contain genetics: beside an ISS I the risk would be read as low. */
function genomicRisk(staging: Staging, met: readonly number[]): Finding {
  const stage = orList(staging.iss.possible);
  const misleads = determined(staging.iss) === 'I';
  return {
    ...shared(staging),
    because: `criterion ${met.join(', ')} met`,
    indicator: misleads ? 'warning' : 'info',
    weight: WEIGHTS['ims-imwg-2025: genomic criteria'],
    summary: `High-risk myeloma (IMS/IMWG 2025): ${andList(highRiskBecause(staging))}${misleads ? ', although ISS is I' : `; ISS ${stage}`}`,
    lines: [
      ...(misleads ? ['ISS I alone understates the risk: ISS does not contain genetics.'] : []),
      `${met.length > 1 ? 'Criteria' : 'Criterion'} ${andList(met.map(String))} of four met.`,
      ...remarks(staging),
    ],
    cytogeneticsLead: true,
  };
}

function notHighRisk({ facts }: Reading, staging: Staging, b2m: Measurement): Finding | undefined {
  const settled = determined(staging.imsImwg) === 'not-high-risk' && !isShareOpen(staging);
  const isByCreatinine = exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') !== false;
  if (!settled || (isByCreatinine && !staging.steady) || !covers(facts, 'cytogenetics')) return undefined;
  return {
    ...shared(staging),
    because: 'no criterion met, all four assessed',
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: not high risk'],
    summary: 'Not high-risk myeloma (IMS/IMWG 2025): all four criteria assessed',
    lines: remarks(staging),
  };
}

/** What was found and does not count is told, whether or not a criterion has anything to say. */
function openResults(staging: Staging, said: Finding | Silence): Finding | Silence {
  const [first, ...others] = remarks(staging);
  if (first === undefined) return said;
  if (!('silent' in said)) return { ...said, lines: [...said.lines, first, ...others] };
  return {
    ...shared(staging),
    because: 'no criterion met so far; some results do not count',
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: open results'],
    summary: first.replace(/\.$/, ''),
    lines: others,
  };
}

function criterion4(reading: Reading, staging: Staging, b2m: Measurement, met: readonly number[]): Finding {
  const { renal } = reading;
  const creatinine = staging.creatinine ? shown(staging.creatinine.quantity, [CGS_CREATININE_CUT]) : '';
  const low = lowFiltration(reading);
  const values = `B2M ${shown(b2m.quantity, [CGS_B2M_CUT])} with creatinine ${creatinine}`;
  return {
    ...shared(staging),
    because: `B2M at or above ${CGS_B2M_CUT} mg/L with creatinine below ${CGS_CREATININE_CUT} mg/dL`,
    indicator: 'warning',
    weight: WEIGHTS['ims-imwg-2025: criterion 4'],
    summary: low
      ? `High-risk myeloma (IMS/IMWG 2025): ${values}; ${low} makes a renal share likely`
      : `High-risk myeloma (IMS/IMWG 2025): ${values}`,
    lines: [
      ...(low
        ? [
            `Criterion 4 is met by creatinine; ${low} makes a renal share likely. In a series of 250, clearance separated survival and creatinine did not.`,
          ]
        : [steadyLine(reading)]),
      ...otherSources(reading),
      genomic(staging, met),
      ...remarks(staging),
    ],
    inputs: [
      ...staging.inputs.filter((m) => m.analyte !== 'ldh-serum'),
      ...(renal.measuredClearance ? [renal.measuredClearance] : []),
    ],
    derived: renal.derived,
    citations: ['avet-loiseau-2025', 'thai-cohort-2026'],
  };
}

/** `clearance 32 mL/min`, else `eGFR 51`, where it is below 60 or may be. */
function lowFiltration({ renal }: Reading): string | undefined {
  const { clearance, mayBeReduced } = renal;
  if (clearance && exceeds(clearance, REDUCED_GFR, 'at-or-above') === false) {
    return `clearance ${shown(clearance, [REDUCED_GFR, IMWG_CRCL_CUT])}`;
  }
  return mayBeReduced ? `eGFR ${egfrValues(renal).join(' or ')}` : undefined;
}

/** With one value alone nothing is called steady, and what nobody has measured explains nothing. */
function steadyLine({ renal }: Reading): string {
  const { steadySince } = renal.steadiness.course ?? {};
  if (renal.withheld === 'steadiness-unknown')
    return 'Whether creatinine is steady is not known, since it was not read in full: lower confidence.';
  const egfr = egfrValues(renal).join(' or ');
  const clearance = renal.clearance ? `, clearance ${shown(renal.clearance)}` : '';
  if (egfr === '') return 'Filtration at the time of the B2M is not known.';
  return steadySince
    ? `Not explained by creatinine, steady since ${shownDate(steadySince.at)} (eGFR ${egfr}${clearance}).`
    : `eGFR ${egfr}${clearance} by one creatinine only, not known to be steady.`;
}

/** What else on the problem list makes B2M. */
function otherSources(reading: Reading): readonly string[] {
  const others = producers(reading.facts).filter((d) => d.kind !== 'myeloma' && d.certainty === 'confirmed');
  const names = [...new Set([...others.flatMap((d) => LYMPHOID[d.kind] ?? []), ...causesOf(reading).known])];
  return names.length > 0 ? [`Other sources of B2M on record: ${andList(names)}.`] : [];
}

const LYMPHOID: Readonly<Partial<Record<Disease, string>>> = {
  cll: 'CLL',
  waldenstrom: 'Waldenström macroglobulinaemia',
  'follicular-lymphoma': 'follicular lymphoma',
  dlbcl: 'DLBCL',
  'mantle-cell-lymphoma': 'mantle cell lymphoma',
  all: 'ALL',
  cmml: 'CMML',
  myelofibrosis: 'myelofibrosis',
};

/** What FISH and TP53 say of criteria 1 to 3. */
function genomic(staging: Staging, met: readonly number[]): string {
  if (met.length > 1) return `Criteria ${andList(met.map(String))} met.`;
  return staging.criteria.some((c) => c.met === undefined) || isShareOpen(staging)
    ? 'Criteria 1 to 3 (genomic) are open: FISH or TP53 is incomplete.'
    : 'Criteria 1 to 3 (genomic) are not met.';
}

/** The card no calculator gives: a high B2M that does not count, because creatinine is raised. */
function isolatedB2m(staging: Staging, b2m: Measurement): Finding | Silence {
  if (!staging.steady) return { silent: 'creatinine is not steady: criterion 4 is not read by its number' };
  const { creatinine } = staging;
  const high = exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') === true;
  const raised = creatinine && exceeds(creatinine.quantity, CGS_CREATININE_CUT, 'at-or-above') === true;
  if (!high || !raised)
    return { silent: 'no criterion met on the data at hand', over: ['cytogenetics', 'creatinine-serum'] };
  return {
    ...shared(staging),
    because: `B2M at or above ${CGS_B2M_CUT} mg/L, but creatinine is not below ${CGS_CREATININE_CUT} mg/dL`,
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: criterion 4 not met'],
    summary: `IMS/IMWG 2025 criterion 4 not met: B2M is ${CGS_B2M_CUT} or more, but creatinine (${shown(creatinine.quantity, [CGS_CREATININE_CUT])}) is not below ${CGS_CREATININE_CUT}`,
    lines: [],
  };
}

function shared(staging: Staging): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'cytogenetics' | 'citations'> {
  return {
    topic: TOPIC.b2m,
    assessments: [staging.imsImwg],
    inputs: staging.inputs.filter((m) => m.analyte === 'b2m-serum' || m.analyte === 'creatinine-serum'),
    cytogenetics: staging.fish.used,
    citations: ['avet-loiseau-2025'],
  };
}
