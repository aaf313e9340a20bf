// Which eGFR a B2M is read with: reported or computed, from creatinine, cystatin C or both.
import { CATALOGUE, isAnalyte } from '../facts/catalogue.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { egfrCystatin2012 } from '../instruments/ckd-epi-2012.ts';
import { egfrCandidates, egfrCreatinineCystatin2021, type Egfr } from '../instruments/ckd-epi-2021.ts';
import { tidy } from '../quantities/quantity.ts';
import { dayOf, daysSince } from '../quantities/time.ts';
import { PLASMA_CELL } from './diagnosis.ts';
import { latestOfDay, nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface EgfrChoice {
  /** Two when the sex is unknown; none when it cannot be had. */
  readonly egfr: readonly Egfr[];
  readonly method?: string | undefined;
  /** The laboratory's own, whether or not it is the one used. */
  readonly reported?: Measurement<'egfr'> | undefined;
  /** Computed here rather than reported. */
  readonly computed?: true | undefined;
  readonly cystatin?: Measurement<'cystatin-c'> | undefined;
  /** With cystatin C, where creatinine alone is used and the two differ by more than 30 %. */
  readonly withCystatin?: { readonly egfr: Egfr; readonly of: Measurement } | undefined;
}

export const NO_EGFR: EgfrChoice = { egfr: [] };
export const OWN_METHOD = 'CKD-EPI 2021 (creatinine)';
/** CKD-EPI 2021 with cystatin C: preferred when reported, but in plasma-cell disease. @source clinical reference 7.4 */
const COMBINED = '98980-6';
/** Reported eGFRs that rest on cystatin C. @source clinical reference 7.4 */
export const BY_CYSTATIN: ReadonlySet<string> = new Set([COMBINED, '50210-4', '94677-2']);
/** Share of the eGFR by creatinine; beyond, both are told. Ours. */
const DIFFERS = 0.3;

export interface EgfrContext {
  readonly at: number;
  readonly age: number | undefined;
  readonly creatinine: Measurement<'creatinine-serum'> | undefined;
}

/**
 * The laboratory's CKD-EPI 2021 value of the same day, else our own from creatinine, else an older reported one; in
 * plasma-cell disease, and under steroids, from creatinine alone, as cystatin C follows them.
 * @source clinical reference 2.1
 */
export function chooseEgfr(facts: Facts, context: EgfrContext, settings: ReadingSettings): EgfrChoice {
  if (!isCystatinMisleading(facts, context.at, settings))
    return choose(facts, context, settings, anyKind) ?? byCystatin(facts, context, settings);
  const choice = choose(facts, context, settings, byCreatinine);
  if (!choice) return choose(facts, context, settings, anyKind) ?? byCystatin(facts, context, settings);
  const withCystatin = second(facts, context, settings);
  return withCystatin && differ(choice.egfr, withCystatin.egfr) ? { ...choice, withCystatin } : choice;
}

const anyKind = (): boolean => true;
const byCreatinine = (m: Measurement): boolean => !BY_CYSTATIN.has(m.code);

function choose(
  facts: Facts,
  context: EgfrContext,
  settings: ReadingSettings,
  isMeant: (m: Measurement) => boolean,
): EgfrChoice | undefined {
  const { at, age, creatinine } = context;
  const reported = resultsOf(facts, 'egfr');
  const days = settings.filtrationPairingDays;
  const newest = (m: Measurement): boolean => isMeant(m) && rankOf(m) === 1 && exact(m);
  const current =
    nearest(reported, at, days, (m) => newest(m) && m.code === COMBINED && isOn(at, m)) ??
    nearest(reported, at, days, newest);
  if (current && isOn(at, current)) return asChoice(current);
  const combined = isMeant === anyKind ? combinedEgfr(facts, context) : undefined;
  if (combined) return combined;
  const own = egfrCandidates(creatinine?.quantity, age, facts.patient.sex);
  const any = nearest(reported, at, days, (m) => isMeant(m) && exact(m)) ?? nearest(reported, at, days, isMeant);
  if (own.length === 1) return { egfr: own, method: OWN_METHOD, computed: true, ...(any && { reported: any }) };
  if (current) return asChoice(current);
  if (any) return asChoice(any);
  return own.length > 0 ? { egfr: own, method: `${OWN_METHOD}, female and male`, computed: true } : undefined;
}

/** With a cystatin C of the same day the combined equation is the better one. @source clinical reference 2.1 (NIDDK) */
function combinedEgfr(facts: Facts, { age, creatinine }: EgfrContext): EgfrChoice | undefined {
  const { sex } = facts.patient;
  const cystatin = creatinine && latestOfDay(resultsOf(facts, 'cystatin-c'), dayOf(creatinine.at));
  if (!cystatin || age === undefined || !sex) return undefined;
  const egfr = egfrCreatinineCystatin2021(creatinine.quantity, cystatin.quantity, age, sex);
  return egfr && { egfr: [egfr], method: 'CKD-EPI 2021 (creatinine and cystatin C)', computed: true, cystatin };
}

/** Without any creatinine, cystatin C alone. @source ckd-epi-2012 */
function byCystatin(facts: Facts, { at, age }: EgfrContext, settings: ReadingSettings): EgfrChoice {
  const { sex } = facts.patient;
  const cystatin = nearest(resultsOf(facts, 'cystatin-c'), at, settings.filtrationPairingDays);
  if (!cystatin || age === undefined || !sex) return NO_EGFR;
  const egfr = egfrCystatin2012(cystatin.quantity, age, sex);
  return egfr ? { egfr: [egfr], method: 'CKD-EPI 2012 (cystatin C alone)', computed: true, cystatin } : NO_EGFR;
}

/** The eGFR with cystatin C of the same time, reported or computed. */
function second(facts: Facts, context: EgfrContext, settings: ReadingSettings): EgfrChoice['withCystatin'] {
  const reported = nearest(
    resultsOf(facts, 'egfr'),
    context.at,
    settings.filtrationPairingDays,
    (m) => BY_CYSTATIN.has(m.code) && exact(m),
  );
  if (reported) return { egfr: reported.quantity, of: reported };
  const { egfr: [egfr] = [], cystatin } = combinedEgfr(facts, context) ?? {};
  return egfr && cystatin && { egfr, of: cystatin };
}

function differ(egfr: readonly Egfr[], other: Egfr): boolean {
  const [only] = egfr;
  if (egfr.length !== 1 || !only || only.comparator || other.comparator) return false;
  return tidy(Math.abs(only.value - other.value) / only.value) > DIFFERS;
}

function isCystatinMisleading(facts: Facts, at: number, settings: ReadingSettings): boolean {
  return (
    facts.diseases.some((d) => PLASMA_CELL.has(d.kind) && d.activity !== 'inactive') ||
    facts.treatments.some(
      (t) =>
        t.kind === 'steroid' &&
        dayOf(t.at) <= dayOf(at) &&
        (t.ongoing === true || daysSince(Math.min(t.until ?? t.at, at), at) <= settings.recentDays),
    )
  );
}

function asChoice(reported: Measurement<'egfr'>): EgfrChoice {
  const entry = CATALOGUE.get(reported.code);
  const method = entry && isAnalyte(entry) ? entry.method : undefined;
  return { egfr: [reported.quantity], method: `reported, ${method ?? 'equation not named'}`, reported };
}

function isOn(at: number, m: Measurement): boolean {
  return dayOf(m.at) === dayOf(at);
}

function rankOf(m: Measurement): number {
  const entry = CATALOGUE.get(m.code);
  return entry && isAnalyte(entry) ? (entry.rank ?? 4) : 4;
}

function exact(m: Measurement): boolean {
  return m.quantity.comparator === undefined;
}
