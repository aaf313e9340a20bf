// How sure a problem-list entry is, and whether it is current: by HL7's own tokens only, and by the German certainty letter.
import { codingsOf, isStated, listed } from './listed.ts';
import type { ConditionFact } from './types.ts';

export interface ConditionStatus {
  /** `unknown`: the entry states it in a way that is not understood or contradicts itself. */
  readonly certainty: ConditionFact['certainty'] | 'refuted';
  /** As the entry states it; undefined where it says no more than active, so that a code may say more. */
  readonly activity?: ConditionFact['activity'] | undefined;
  /** What made the certainty unknown. */
  readonly why?: 'verification-not-understood' | 'clinical-status-not-understood' | undefined;
}

/** Reads `verificationStatus` (absent: confirmed), `clinicalStatus` (absent: active unless abated) and Diagnosesicherheit. */
export function statusOf(condition: fhir4.Condition): ConditionStatus {
  const verification = read(condition.verificationStatus, VERIFICATION_SYSTEM, VERIFICATION);
  const clinical = read(condition.clinicalStatus, CLINICAL_SYSTEM, CLINICAL);
  const letters = codingsOf(condition.code).map(certaintyLetterOf);
  const certainties = [
    verification === undefined ? 'confirmed' : verificationOf(verification),
    ...letters.flatMap((letter) => BY_LETTER.get(letter) ?? []),
  ] as const;
  const abated = abatedOf(condition);
  const said = clinical === undefined ? undefined : activityOf(clinical);
  // what is active has not ended @source https://hl7.org/fhir/R4/condition.html (con-4)
  const contradicted = abated !== undefined && (said === 'active' || said === 'relapse');
  const stated = contradicted ? 'not-understood' : said;
  const certainty = mostCareful(stated === 'not-understood' ? [...certainties, 'unknown'] : certainties);
  const understood = stated !== undefined && stated !== 'not-understood';
  const past = letters.includes('Z');
  return {
    certainty,
    activity: past ? 'inactive' : understood ? STATES.get(stated) : contradicted ? undefined : abated,
    ...(certainty === 'unknown' && {
      why: certainties.includes('unknown') ? 'verification-not-understood' : 'clinical-status-not-understood',
    }),
  };
}

type Certainty = ConditionStatus['certainty'];
const CARE: readonly Certainty[] = ['confirmed', 'suspected', 'unknown', 'refuted'];

function mostCareful(certainties: readonly Certainty[]): Certainty {
  return CARE.findLast((c) => certainties.includes(c)) ?? 'confirmed';
}

/** @source https://hl7.org/fhir/R4/valueset-condition-ver-status.html */
const VERIFICATION: ReadonlyMap<string, Certainty> = new Map<string, Certainty>([
  ['confirmed', 'confirmed'],
  ['unconfirmed', 'suspected'],
  ['provisional', 'suspected'],
  ['differential', 'suspected'],
  ['refuted', 'refuted'],
  ['entered-in-error', 'refuted'],
]);
const VERIFICATION_SYSTEM = /^https?:\/\/(?:terminology\.)?hl7\.org\/.*condition-ver-status\/?$/;

function verificationOf(said: ReadonlySet<Certainty>): Certainty {
  const [first] = said;
  return said.size === 1 && first ? first : 'unknown';
}

type Activity = ConditionFact['activity'];

/** @source https://hl7.org/fhir/R4/valueset-condition-clinical.html */
const CLINICAL: ReadonlyMap<string, Activity> = new Map<string, Activity>([
  ['active', 'active'],
  ['recurrence', 'relapse'],
  ['relapse', 'relapse'],
  ['remission', 'remission'],
  ['inactive', 'inactive'],
  ['resolved', 'inactive'],
]);
const CLINICAL_SYSTEM = /^https?:\/\/(?:terminology\.)?hl7\.org\/.*condition-clinical\/?$/;

const STATES: ReadonlyMap<string, Activity> = new Map<string, Activity>([
  ['relapse', 'relapse'],
  ['remission', 'remission'],
  ['inactive', 'inactive'],
]);

/** A relapse is active and a remission inactive in HL7's own hierarchy; active beside inactive is a contradiction. */
function activityOf(said: ReadonlySet<Activity>): Activity | 'not-understood' {
  const current = said.has('active') || said.has('relapse');
  const past = said.has('inactive') || said.has('remission');
  if (current === past) return 'not-understood';
  if (current) return said.has('relapse') ? 'relapse' : 'active';
  return said.has('remission') ? 'remission' : 'inactive';
}

/**
 * HL7's tokens in a status; an EHR may put its own beside them, in any order.
 *
 * @returns undefined when the status is absent; nothing when it holds none of HL7's tokens (another system, text only,
 *   the plain string of an older FHIR)
 */
function read<T>(
  concept: fhir4.CodeableConcept | undefined,
  system: RegExp,
  tokens: ReadonlyMap<string, T>,
): ReadonlySet<T> | undefined {
  if (!isStated(concept) || isEmpty(concept)) return undefined;
  const said = new Set<T>();
  for (const coding of codingsOf(concept)) {
    if (typeof coding.code !== 'string') continue;
    if (coding.system !== undefined && !(typeof coding.system === 'string' && system.test(coding.system))) continue;
    const token = tokens.get(coding.code);
    if (token !== undefined) said.add(token);
  }
  return said;
}

/** Nothing stands there, neither coded nor in words. */
function isEmpty(concept: fhir4.CodeableConcept): boolean {
  const { text }: { readonly text?: unknown } = concept;
  const isBlank = !isStated(text) || (typeof text === 'string' && text.trim() === '');
  return typeof concept === 'object' && isBlank && codingsOf(concept).length === 0;
}

/** Any kind of abatement ends what has no stated status. */
function abatedOf(condition: fhir4.Condition): Activity | undefined {
  const { abatementDateTime, abatementAge, abatementPeriod, abatementRange, abatementString } = condition;
  const abated = [abatementDateTime, abatementAge, abatementPeriod, abatementRange, abatementString];
  return abated.some(isStated) ? 'inactive' : undefined;
}

/** @source https://simplifier.net/basisprofil-de-r4 (extension on the Coding) */
const DIAGNOSESICHERHEIT = 'http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit';
/** A excluded, V suspected, Z status post, G confirmed; Z says when, not how sure. */
const BY_LETTER: ReadonlyMap<string | undefined, Certainty> = new Map<string | undefined, Certainty>([
  ['A', 'refuted'],
  ['V', 'suspected'],
  ['G', 'confirmed'],
  ['?', 'unknown'],
]);
const LETTER_BEHIND_CODE = /\s([AVZG])$/i;

/** The letter of an ICD-10-GM coding; `?` for one that is none of the four; undefined where none stands. */
function certaintyLetterOf(coding: fhir4.Coding): string | undefined {
  const extension = listed(coding.extension).find((e) => e.url === DIAGNOSESICHERHEIT);
  const behind = typeof coding.code === 'string' ? LETTER_BEHIND_CODE.exec(coding.code)?.[1] : undefined;
  const letter: unknown = extension ? (extension.valueCoding?.code ?? extension.valueCode) : behind;
  if (!extension && letter === undefined) return undefined;
  return typeof letter === 'string' && /^[AVZG]$/i.test(letter) ? letter.toUpperCase() : '?';
}

/** An ICD-10 code as our lists write it: in capitals, without its dot and the certainty letter that older data carry. */
export function plainIcd10(code: string): string {
  return code.replace(LETTER_BEHIND_CODE, '').replace('.', '').toUpperCase();
}
