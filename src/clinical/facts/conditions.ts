// Conditions → diseases that decide which index applies, and contexts that change how B2M is read.
import { plainIcd10, statusOf, type ConditionStatus } from './condition-status.ts';
import { diagnosisDateOf } from './diagnosis-date.ts';
import { causeByIcd10, causeBySnomed } from './cause-codes.ts';
import { ICD10_MEANING, SNOMED_MEANING, type Kind, type Meaning } from './condition-codes.ts';
import { activityInWords, mostSpecific, saysActive } from './condition-words.ts';
import { codingsOf, listed } from './listed.ts';
import { onePlasmaCellDisease } from './plasma-cell-course.ts';
import { isIcd10, systemOf } from './systems.ts';
import { DISEASES } from './condition-fact.ts';
import type { ConditionFact, Context, Disease, Sourced } from './types.ts';
import { textsOf } from './words.ts';

export interface ConditionFacts {
  readonly diseases: readonly ConditionFact<Disease>[];
  readonly contexts: readonly ConditionFact<Context>[];
  /** Entries with a meaning for us whose status is not understood. */
  readonly notUnderstood: ReadonlyMap<string, NonNullable<ConditionStatus['why']>>;
  /** References of entries whose codes stand in our lists. */
  readonly known: ReadonlySet<string>;
}

export interface ConditionOptions {
  /** Of the patient: dates an onset that is given as an age. */
  readonly birthDate?: string | undefined;
  /** Milliseconds since 1970: what is dated later was not diagnosed then. */
  readonly asOf?: number | undefined;
}

/**
 * Sorts the problem list into what concerns B2M.
 *
 * @param conditions with their references; refuted and entered-in-error ones are ignored, provisional, differential
 *   and unconfirmed ones are `suspected`, and a stated clinical status outranks the one a code implies
 */
export function readConditions(
  conditions: readonly Sourced<fhir4.Condition>[],
  { birthDate, asOf }: ConditionOptions = {},
): ConditionFacts {
  const diseases: ConditionFact<Disease>[] = [];
  const contexts: ConditionFact<Context>[] = [];
  const active = new Set<ConditionFact>();
  const notUnderstood = new Map<string, NonNullable<ConditionStatus['why']>>();
  const known = new Set<string>();
  for (const { resource, reference } of conditions) {
    const meanings = meaningsOf(resource.code);
    if (meanings.length === 0) continue;
    known.add(reference);
    const { certainty, activity, why } = statusOf(resource);
    if (certainty === 'refuted') continue;
    if (why) notUnderstood.set(reference, why);
    const date = diagnosisDateOf(resource, birthDate, asOf);
    for (const meaning of mostSpecific(meanings, resource.code)) {
      const { kind } = meaning;
      const rest: Omit<ConditionFact, 'kind'> = {
        reference,
        certainty: meaning.suspected && certainty === 'confirmed' ? 'suspected' : certainty,
        activity:
          activity ?? meaning.activity ?? (isDisease(kind) ? activityInWords(resource.code) : undefined) ?? 'active',
        ...(date !== undefined && { date }),
        ...(date !== undefined && date !== 'open' && { at: date.earliest, since: date.stated }),
        ...(isOfEncounter(resource) && { encounter: true }),
        ...(meaning.code && { code: meaning.code }),
      };
      if (!isDisease(kind)) {
        contexts.push({ kind, ...rest });
        continue;
      }
      const fact = { kind, ...rest };
      diseases.push(fact);
      if (saysActive(resource.code)) active.add(fact);
    }
  }
  return { diseases: onePlasmaCellDisease(diseases, active), contexts, notUnderstood, known };
}

function isDisease(kind: Kind): kind is Disease {
  return DISEASES.some((disease) => disease === kind);
}

/** @source https://hl7.org/fhir/R4/valueset-condition-category.html */
export function isOfEncounter({ category }: fhir4.Condition): boolean {
  const codes = listed(category)
    .flatMap(codingsOf)
    .map((c) => c.code);
  return codes.includes('encounter-diagnosis') && !codes.includes('problem-list-item');
}

/** What the codes of an entry mean here. */
export function meaningsOf(concept: fhir4.CodeableConcept | undefined): readonly Meaning[] {
  const found: Meaning[] = [];
  for (const { system, code } of codingsOf(concept)) {
    if (typeof code !== 'string') continue;
    const known = systemOf(system);
    const icd10 = isIcd10(known) ? byIcd10(code.trim(), known === 'icd-10-cm') : undefined;
    const meaning = known === 'snomed-ct' ? bySnomed(code.trim()) : icd10;
    if (meaning) found.push(withCode(meaning, system, code.trim()));
  }
  if (!isOfRenalSignificance(concept)) return merged(found);
  const beside = found.filter(({ kind }) => kind !== 'mgus');
  return merged(beside.some(({ kind }) => isDisease(kind)) ? beside : [...beside, { kind: 'mgrs' }]);
}

/** Of a coding; what is longer, or written otherwise, is no code that is shown to anybody. */
const LONGEST = 100;
const PLAIN = /^[\w.:/+ -]*$/;

function withCode(meaning: Meaning, system = '', code: string): Meaning {
  const isShown = system.length + code.length <= LONGEST && PLAIN.test(system + code);
  return isShown ? { ...meaning, code: { system, code } } : meaning;
}

/** Codings of one entry say the same thing, one more exactly than the other. */
function merged(meanings: readonly Meaning[]): readonly Meaning[] {
  const byKind = new Map<Kind, Meaning>();
  for (const meaning of meanings) {
    const { kind } = meaning;
    const other = byKind.get(kind) ?? meaning;
    const activity = other.activity ?? meaning.activity;
    const code = other.code ?? meaning.code;
    byKind.set(kind, {
      kind,
      ...(code && { code }),
      ...(activity && { activity }),
      ...(other.suspected && meaning.suspected && { suspected: true }),
    });
  }
  return [...byKind.values()];
}

/** The longest known stem wins: C90.01 before C90.0; no code is longer than seven characters. */
function byIcd10(code: string, isCm: boolean): Meaning | undefined {
  const plain = plainIcd10(code);
  for (let length = 7; length >= 3; length--) {
    const stem = plain.slice(0, length);
    if (stem === 'N185' && !isCm) return { kind: 'ckd-5-or-esrd' };
    const meaning = ICD10_MEANING.get(stem);
    if (meaning) return withCourse(meaning, plain, isCm);
  }
  const cause = causeByIcd10(plain);
  return cause ? withCourse({ kind: cause }, plain, isCm) : pregnancyByIcd10(plain, isCm);
}

function bySnomed(code: string): Meaning | undefined {
  const cause = causeBySnomed(code);
  return SNOMED_MEANING.get(code) ?? (cause && { kind: cause });
}

/** Lymphomas of which a fifth character A is the remission, in CM. */
const REMISSION_BY_A: ReadonlySet<string> = new Set(['C81', 'C82', 'C83', 'C84', 'C85', 'C86']);
const LYMPHOMA_OF_THE_BREAST = 'C847A';

/** A fifth character A of a lymphoma (CM), 1 of C88: in remission. @source clinical reference 7.8 */
function withCourse(meaning: Meaning, plain: string, isCm: boolean): Meaning {
  const [category, fifth] = [plain.slice(0, 3), plain[4]];
  const byA = isCm && REMISSION_BY_A.has(category) && fifth === 'A' && plain !== LYMPHOMA_OF_THE_BREAST;
  return byA || (category === 'C88' && fifth === '1') ? { ...meaning, activity: 'remission' } : meaning;
}

/** @source clinical reference 7.8 */
function pregnancyByIcd10(plain: string, isCm: boolean): Meaning | undefined {
  const stem = plain.slice(0, 3);
  const isBetween = (from: string, to: string): boolean => stem >= from && stem <= to;
  if (isCm && plain === 'Z332') return { kind: 'pregnancy-ended' };
  if (isBetween('O00', 'O08') || isBetween('O80', 'O92') || stem === 'O94') return { kind: 'pregnancy-ended' };
  if (isBetween('O09', 'O79') || isBetween('O98', 'O9A')) return { kind: 'pregnancy' };
  return ['Z33', 'Z34', isCm ? 'Z3A' : 'Z35'].includes(stem) ? { kind: 'pregnancy' } : undefined;
}

/** No code was seen for it; the words are how it is written, alone or beside the code of MGUS or of what came of it. */
const RENAL_SIGNIFICANCE = /\bmgrs\b|renal significance/i;

function isOfRenalSignificance(concept: fhir4.CodeableConcept | undefined): boolean {
  return textsOf(concept).some((words) => RENAL_SIGNIFICANCE.test(words));
}
