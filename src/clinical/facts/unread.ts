// What stands in the record and was not read: it is told, and no answer is made as if it were not there.
import { LOINC } from './catalogue.ts';
import { statusOf } from './condition-status.ts';
import type { Gate } from './gate.ts';
import { codingsOf, listed } from './listed.ts';
import { tookPlace } from './procedures.ts';
import type { References } from './references.ts';
import { systemOf, type CodeSystem } from './systems.ts';
import { isMedicationRecord, mayHaveBegun, medicationIn, nameOf, type MedicationRecord } from './treatment.ts';
import type { SetAside, Sourced, Unread, UnreadReason } from './types.ts';
import { WITHDRAWN, withdrawnBy } from './withdrawn.ts';
import { folded, textsOf } from './words.ts';

/**
 * Words of an entry that we could not read but that may name what decides: a plasma-cell or lymphoid disease, dialysis,
 * a transplant. Lower case, accents folded; English, German, Spanish, French, Italian, Portuguese.
 */
const CONCERNS_US =
  /m[iy]elom|plasm[ao][cz][iy]tom|plasma ?(?:cell|zell)|celulas plasmatic|gamm?[ao]pat|paraprotein|mgus|smm|l[iy](?:m|n)(?:ph|f)om|hodgkin|\b(?:cll|sll|dlbcl)\b|leu[kc](?:a|ae|e)m|waldenstr|macroglobulin|am[iy]lo(?:id|s)|dial[iy]s|tra(?:n?s)?p[li]ant|greffe/;

/** A problem-list entry whose codes stand in none of our lists, but whose words may mean what decides. */
export function unreadCondition({ resource, reference }: Sourced<fhir4.Condition>): Unread | undefined {
  if (statusOf(resource).certainty === 'refuted') return undefined;
  const words = textsOf(resource.code);
  if (words.some((w) => CONCERNS_US.test(folded(w)))) return unread(resource, reference, 'named-in-words-only');
  if (words.length > 0 || isRead(resource.code, NONE)) return undefined;
  return unread(resource, reference, problemOf(resource.code));
}

/** A result or procedure without a code whose meaning we know, in itself or in a component. */
export function unreadCode(
  { resource, reference }: Sourced<fhir4.Observation> | Sourced<fhir4.Procedure>,
  localCodes: ReadonlyMap<string, string>,
): Unread | undefined {
  if (isRead(resource.code, localCodes)) return undefined;
  if (resource.resourceType === 'Procedure') {
    if (tookPlace(resource.status) === 'no') return undefined;
  } else {
    if (withdrawnBy(resource.status)) return undefined;
    if (listed(resource.component).some((c) => isRead(c.code, localCodes))) return undefined;
    // A panel is what its members are.
    if (listed(resource.hasMember).length > 0) return undefined;
  }
  return unread(resource, reference, problemOf(resource.code));
}

/** Members of a panel, and results of a report, that were not gathered; of one that was withdrawn they do not matter. */
export function unreadMembers(
  { resource, reference }: Sourced<fhir4.Observation> | Sourced<fhir4.DiagnosticReport>,
  references: References,
): readonly Unread[] {
  if (withdrawnBy(resource.status)) return [];
  const members = resource.resourceType === 'Observation' ? resource.hasMember : resource.result;
  return listed(members)
    .filter((m) => !references.resolve(m.reference, reference))
    .map((m) => ({
      ...unread(resource, reference, 'reference-not-found'),
      text: asText(m.display) ?? asText(m.reference) ?? '',
    }));
}

/**
 * A drug without a name in words and without a code that we know.
 *
 * @param references what may be used; `gathered` also what may not, and `gate` says why not
 */
export function unreadMedication(
  { resource, reference }: Sourced<MedicationRecord>,
  references: References,
  gathered: References,
  gate: Gate,
): Unread | undefined {
  if (!mayHaveBegun(resource)) return undefined;
  const concept = medicationIn(resource, reference, references);
  if (concept && (nameOf(concept) !== '' || isRead(concept, NONE))) return undefined;
  const pointer = resource.medicationReference?.reference;
  if (concept || typeof pointer !== 'string') return unread(resource, reference, problemOf(concept), concept);
  const found = gathered.resolve(pointer, reference);
  const refusal = found && gate(found.resource, found.reference);
  const why = refusal?.reason ?? (found?.resource.resourceType === 'Medication' ? 'no-code' : 'reference-not-found');
  return { ...unread(resource, reference, why), text: refusal?.told ?? pointer };
}

/** A drafted test without a code whose meaning we know, a drafted drug without a name, and either that may not be used. */
export function unreadOrder(
  { resource, reference }: Sourced,
  references: References,
  localCodes: ReadonlyMap<string, string>,
  gate: Gate,
): Unread | undefined {
  const isOrder = isMedicationRecord(resource) || resource.resourceType === 'ServiceRequest';
  const refusal = isOrder ? gate(resource, reference) : undefined;
  if (refusal) {
    // one that says not to is understood, and is no order
    if (refusal.reason === 'not-to-be-performed') return undefined;
    const concept = resource.resourceType === 'ServiceRequest' ? resource.code : conceptOf(resource);
    return {
      ...unread(resource, reference, refusal.reason, concept),
      ...(refusal.told !== undefined && { text: refusal.told }),
    };
  }
  if (isMedicationRecord(resource)) {
    const concept = medicationIn(resource, reference, references);
    if (concept && (nameOf(concept) !== '' || isRead(concept, NONE))) return undefined;
    return unread(resource, reference, concept ? problemOf(concept) : 'reference-not-found', concept);
  }
  if (resource.resourceType !== 'ServiceRequest' || isRead(resource.code, localCodes)) return undefined;
  return unread(resource, reference, problemOf(resource.code), resource.code);
}

/** A result that concerns us and is not a fact, in the same list. */
export function asUnread({ reference, reason, code, told, analyte }: SetAside): Unread | undefined {
  if (NO_RESULT.has(reason)) return undefined;
  return {
    reference,
    type: 'Observation',
    ...(code !== undefined && { coding: { system: LOINC, code } }),
    ...(told !== undefined && { text: told }),
    ...(analyte && { analyte }),
    why: reason,
  };
}

/** May an entry that was not read matter? */
export function isOpen({ why }: Unread): boolean {
  return !WITHDRAWN.has(why);
}

/** Set aside without anything being open: it is said elsewhere, or another result stands for it. */
const NO_RESULT: ReadonlySet<string> = new Set(['another-patient', 'duplicate']);

export function unread(
  resource: fhir4.FhirResource,
  reference: string,
  why: UnreadReason,
  concept = conceptOf(resource),
): Unread {
  const [first] = codingsOf(concept);
  const text = concept?.text ?? first?.display;
  return {
    reference,
    type: resource.resourceType,
    ...(first && {
      coding: {
        ...(typeof first.system === 'string' && { system: first.system }),
        ...(typeof first.code === 'string' && { code: first.code }),
        ...(typeof first.display === 'string' && { display: first.display }),
      },
    }),
    ...(typeof text === 'string' && text !== '' && { text }),
    why,
  };
}

function conceptOf(resource: fhir4.FhirResource): fhir4.CodeableConcept | undefined {
  if (isMedicationRecord(resource)) return resource.medicationCodeableConcept;
  return isCoded(resource) ? resource.code : undefined;
}

type Coded = fhir4.Observation | fhir4.Procedure | fhir4.Condition | fhir4.DiagnosticReport;
const CODED: ReadonlySet<string> = new Set(['Observation', 'Procedure', 'Condition', 'DiagnosticReport']);

function isCoded(resource: fhir4.FhirResource): resource is Coded {
  return CODED.has(resource.resourceType);
}

const NONE: ReadonlyMap<string, string> = new Map();

function isRead(concept: fhir4.CodeableConcept | undefined, localCodes: ReadonlyMap<string, string>): boolean {
  return codingsOf(concept).some(
    ({ system, code }) =>
      typeof system === 'string' &&
      typeof code === 'string' &&
      code.trim() !== '' &&
      (hasItsForm(systemOf(system), code.trim()) || localCodes.has(`${system}|${code}`)),
  );
}

/**
 * What the codes of a system look like: one that does not is none of it, whatever the coding says. An ATC code of fewer
 * than seven characters names a group and no drug. @source clinical reference 7.13
 */
const FORMS: Readonly<Partial<Record<CodeSystem, RegExp>>> = {
  loinc: /^(?:L[APG])?\d{1,7}-\d$/i,
  'snomed-ct': /^\d{5,18}$/,
  rxnorm: /^\d+$/,
  atc: /^[A-Z]\d\d[A-Z]{2}\d\d$/i,
  'icd-10': /^[A-Z]\d/i,
  'icd-10-cm': /^[A-Z]\d/i,
  'icd-10-gm': /^[A-Z]\d/i,
};

function hasItsForm(system: CodeSystem | undefined, code: string): boolean {
  return system !== undefined && (FORMS[system]?.test(code) ?? true);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function problemOf(concept: fhir4.CodeableConcept | undefined): UnreadReason {
  if (codingsOf(concept).some((c) => typeof c.code === 'string')) return 'unknown-code-system';
  return textsOf(concept).length > 0 ? 'text-only' : 'no-code';
}
