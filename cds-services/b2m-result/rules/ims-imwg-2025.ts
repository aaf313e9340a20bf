// High-risk myeloma by the IMS/IMWG 2025 consensus; above all the B2M criterion that hides behind a normal creatinine.
import {
  aberrationName,
  andList,
  capital,
  CGS_B2M_CUT,
  CGS_CREATININE_CUT,
  CGS_DEL17P_CUT,
  covers,
  determined,
  exceeds,
  kidneyCircumstances,
  newestOfEach,
  ofCondition,
  producers,
  shown,
  shownDate,
  type CardRow,
  type Circumstance,
  type Disease,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { ifThen, MISSING } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule } from '../input.ts';
import { causesOf, causesOnRecord } from '../causes.ts';
import { conditionalRisk } from '../conditional-risk.ts';
import { hangsOnShare, highRiskBecause, isShareOpen, remarkLines, remarks } from '../genomics.ts';
import { CRITERION_4_LIMITS, criterion4Values, highRiskEvidence, lowFiltration, metCriteria } from '../high-risk.ts';
import { EN } from '../phrases.en.ts';
import { cystatinBeside, cystatinLine } from '../renal-lines.ts';
import { clearanceRow, egfrRow } from '../renal-rows.ts';
import { leftToLine, stagesLine } from '../r-iss-words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.highRisk;

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.highRisk;

export const imsImwg2025 = defineResultRule({
  id: 'ims-imwg-2025',
  hooks: BOTH,
  beginsWith: ['myeloma'],
  evaluate({ reading }) {
    const { staging, focus, kidney } = reading;
    if (!staging?.b2m) return { silent: WHY.noneToAssess, over: ['conditions', 'b2m-serum'] };
    if (staging.basis === 'current') return { silent: WHY.newOnly };
    if (focus && focus.at > staging.b2m.at) {
      return { silent: REASONS.all.laterThanBaseline };
    }
    if (kidney.dialysis) return { silent: REASONS.all.onDialysis };
    if (staging.basis === 'if-baseline')
      return conditionalRisk(staging, lowFiltration(reading), WEIGHTS['ims-imwg-2025: conditional']);
    const met = metCriteria(staging);
    if (met.includes(4) && staging.steady) return criterion4(reading, staging);
    const genomic = met.filter((c) => c !== 4);
    if (genomic.length > 0) return genomicRisk(reading, staging);
    return notHighRisk(reading, staging, staging.b2m) ?? openResults(staging, silence(staging, staging.b2m));
  },
});

/** ISS does not contain genetics: beside an ISS I the risk would be read as low. */
function genomicRisk(reading: Reading, staging: Staging): Finding {
  const misleads = determined(staging.iss) === 'I';
  return {
    ...highRiskEvidence(staging),
    because: WHY.met(metBy(staging)),
    indicator: misleads ? 'warning' : 'info',
    weight: WEIGHTS['ims-imwg-2025: genomic criteria'],
    summary: `${SAY.because(andList(highRiskBecause(staging)))}${misleads ? SAY.althoughIssOne : ''}`,
    says: [...(misleads ? [EN.iss.stage(['I'])] : []), ...leftToLine(reading, staging)],
    lines: [...(misleads ? [SAY.understates] : []), ...remarkLines(staging)],
    // What was found comes first.
    cytogenetics: staging.fish.used.toSorted(
      (a, b) => Number(b.counts === 'positive') - Number(a.counts === 'positive'),
    ),
    geneticLimits: highRiskLimits(staging),
    cytogeneticsLead: true,
  };
}

/** Beside what was found: its limit, or what it needs to be high risk. */
function highRiskLimits({ fish }: Staging): NonNullable<Finding['geneticLimits']> {
  const found = fish.used.filter((r) => r.counts === 'positive').map((r) => r.aberration);
  const { share, alone, together } = SAY.limits;
  return {
    ...Object.fromEntries(found.map((aberration) => [aberration, aberration === 'tp53' ? alone : together])),
    ...(found.includes('del17p') && { del17p: share(CGS_DEL17P_CUT) }),
    ...(fish.inputs.del1p32 === 'biallelic' && { del1p32: alone }),
  };
}

function notHighRisk({ facts }: Reading, staging: Staging, b2m: Measurement): Finding | undefined {
  const settled = determined(staging.imsImwg) === 'not-high-risk' && !isShareOpen(staging);
  const isByCreatinine = exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') !== false;
  if (!settled || (isByCreatinine && !staging.steady) || !covers(facts, 'cytogenetics')) return undefined;
  const { criterion } = SAY.limits;
  return {
    ...highRiskEvidence(staging),
    because: WHY.noneMet,
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: not high risk'],
    summary: SAY.not(stagesOf(staging)),
    lines: remarkLines(staging),
    geneticLimits: {
      del17p: criterion(['1']),
      tp53: criterion(['1']),
      't4-14': criterion(['2']),
      't14-16': criterion(['2']),
      't14-20': criterion(['2']),
      gain1q: criterion(['2', '3']),
      del1p32: criterion(['2', '3']),
    },
  };
}

/** `ISS I`, `R-ISS I`, `R2-ISS I`. */
function stagesOf({ iss, rIss, r2Iss }: Staging): readonly string[] {
  return [
    EN.iss.stage(iss.possible),
    ...(determined(rIss) === undefined ? [] : [EN.rIss.stage('R-ISS', rIss.possible)]),
    ...(determined(r2Iss) === undefined ? [] : [EN.rIss.stage('R2-ISS', r2Iss.possible)]),
  ];
}

/** What was found and does not count is told, whether or not a criterion has anything to say. */
function openResults(staging: Staging, said: Silence): Finding | Silence {
  const all = remarks(staging);
  const hangs = hangsOnShare(staging);
  if (all.length === 0 && !hangs) return said;
  return {
    ...highRiskEvidence(staging),
    because: WHY.someOpen,
    indicator: 'info',
    weight: WEIGHTS['ims-imwg-2025: open results'],
    summary: hangs ? SAY.ifShareLeads(CGS_DEL17P_CUT) : (all[0]?.text ?? '').replace(/\.$/, ''),
    ...(hangs && {
      joins: (summary: string) => SAY.ifShare(CGS_DEL17P_CUT, summary.endsWith(FOUND)),
      changes: [ifThen(...SAY.shareWouldMake(CGS_DEL17P_CUT))],
    }),
    ...(staging.fish.inputs.del17p && { geneticLimits: { del17p: SAY.limits.share(CGS_DEL17P_CUT) } }),
    told: '',
    lines: remarkLines(staging),
  };
}

/** A summary that ends with it needs no second name. */
const FOUND = EN.rIss.present(aberrationName('del17p'));

function criterion4(reading: Reading, staging: Staging): Finding {
  const { renal } = reading;
  const low = lowFiltration(reading);
  const met = `${SAY.criteria(metBy(staging))}. `;
  return {
    ...highRiskEvidence(staging),
    because: WHY.criterion4(CGS_B2M_CUT, CGS_CREATININE_CUT),
    indicator: 'warning',
    weight: WEIGHTS['ims-imwg-2025: criterion 4'],
    summary: low
      ? `${SAY.because(criterion4Values(staging, true))}${SAY.renalShare(low)}`
      : SAY.because(criterion4Values(staging)),
    says: [...(low ? [EN.iss.stage(staging.iss.possible)] : []), ...leftToLine(reading, staging)],
    lines: [
      ...(low
        ? [
            stagesLine(staging, true),
            ...understatesLine(reading),
            `${metBy(staging).length > 1 ? met : ''}${SAY.series}`,
          ]
        : [`${met}${capital(steady(reading).join(': '))}.`]),
      ...otherSources(reading),
      ...cystatinLine(reading),
      ...remarkLines(staging),
    ],
    limits: CRITERION_4_LIMITS,
    geneticLimits: { del17p: SAY.limits.share(CGS_DEL17P_CUT) },
    rows: [...(low ? clearanceRow(renal) : []), ...egfrRow(renal), ...fishRow(reading, staging)],
    inputs: [
      ...staging.inputs.filter((m) => m.analyte !== 'ldh-serum'),
      ...(renal.measuredClearance ? [renal.measuredClearance] : []),
    ],
    besides: cystatinBeside(reading),
    circumstances: sourcesOnRecord(reading),
    derived: renal.derived,
    ...(!low && { stays: SAY.stays }),
    citations: ['avet-loiseau-2025', 'thai-cohort-2026'],
  };
}

/** Where the clearance is reckoned from age and weight, which creatinine does not show. */
function understatesLine({ renal: { derived, weight } }: Reading): readonly string[] {
  const isReckoned = derived.some(({ name }) => name === 'crcl');
  const age = derived.find(({ name }) => name === 'age');
  return isReckoned && age && weight ? [SAY.understatesRenal(String(age.value), shown(weight.quantity))] : [];
}

function metBy(staging: Staging): readonly string[] {
  return metCriteria(staging).map(String);
}

/** Nothing is known of the other three criteria. */
function fishRow({ facts }: Reading, { fish }: Staging): readonly CardRow[] {
  if (fish.used.length > 0 || fish.passedOver.length > 0 || facts.cytogeneticsAsText.length > 0) return [];
  const value = covers(facts, 'cytogenetics') ? MISSING.notOnRecord : MISSING.inPart;
  return [{ result: SAY.fishRow, value, limit: SAY.limits.firstThree, place: 'missing', of: 'cytogenetics' }];
}

/** With one value alone nothing is called steady, and what nobody has measured explains nothing. */
function steady({ renal }: Reading): readonly string[] {
  const steadySince = renal.steadiness.course?.steadySince();
  if (renal.withheld === 'steadiness-unknown') return [SAY.steadinessUnread];
  if (renal.egfr.length === 0) return [SAY.noFiltration];
  if (!steadySince) return [SAY.oneCreatinine];
  return [SAY.steadySince(shownDate(steadySince.oldest.at)), ...(renal.beyondFiltration ? [SAY.notExplained] : [])];
}

function otherDiseases({ facts }: Reading): ReturnType<typeof producers> {
  return producers(facts).filter((d) => d.kind !== 'myeloma' && d.certainty === 'confirmed');
}

/** What else on the problem list makes B2M. */
function otherSources(reading: Reading): readonly string[] {
  const diseases = otherDiseases(reading).flatMap((d) => LYMPHOID[d.kind] ?? []);
  const names = [...new Set([...diseases, ...causesOf(reading).known])];
  return names.length > 0 ? [SAY.otherSources(names)] : [];
}

/** The entries behind that, and what was passed over. */
function sourcesOnRecord(reading: Reading): readonly Circumstance[] {
  const diseases = otherDiseases(reading).map((d): Circumstance => ({
    ...ofCondition(d),
    bears: 'raises-b2m',
    counts: 'yes',
  }));
  return [...newestOfEach(diseases), ...causesOnRecord(reading), ...kidneyCircumstances(reading)];
}

const LYMPHOID: Readonly<Partial<Record<Disease, string>>> = SAY.diseases;

/** A high B2M that does not count, because creatinine is raised, is no statement of its own. */
function silence(staging: Staging, b2m: Measurement): Silence {
  if (!staging.steady) return { silent: WHY.notSteady };
  const { creatinine } = staging;
  const high = exceeds(b2m.quantity, CGS_B2M_CUT, 'at-or-above') === true;
  const raised = creatinine && exceeds(creatinine.quantity, CGS_CREATININE_CUT, 'at-or-above') === true;
  if (!high || !raised)
    return { silent: WHY.noneSoFar(notAssessed(staging)), over: ['cytogenetics', 'creatinine-serum'] };
  return {
    silent: WHY.not4(CGS_B2M_CUT, shown(creatinine.quantity, [CGS_CREATININE_CUT]), CGS_CREATININE_CUT),
    over: ['cytogenetics'],
  };
}

/** Of which there is no result at all. */
function notAssessed({ fish: { used } }: Staging): readonly string[] {
  return [
    ...(used.some((r) => r.aberration !== 'tp53') ? [] : [WHY.fish]),
    ...(used.some((r) => r.aberration === 'tp53') ? [] : [WHY.tp53]),
  ];
}
