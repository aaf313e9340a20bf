// Medication, procedure and problem records → the treatments of plasma-cell and lymphoid disease on record, each with its date.
import { toInterval, type Interval } from '../quantities/time.ts';
import type { Kind } from './condition-codes.ts';
import { meaningsOf } from './conditions.ts';
import { diagnosisDateOf } from './diagnosis-date.ts';
import { codingsOf, listed } from './listed.ts';
import { byReference, compareText } from './order.ts';
import { dateOfWhole } from './part-of.ts';
import type { References } from './references.ts';
import { PROCEDURES, type ProcedureCodes, type Therapy } from './therapy-codes.ts';
import { codeOf, schemeOf, therapiesNamed } from './therapy-names.ts';
import { isIcd10 } from './systems.ts';
import { mayHaveBegun, medicationIn, NOTHING_BEGUN, startOf, type MedicationRecord } from './treatment.ts';
import type { Sourced, TherapyFact } from './types.ts';
import { folded, textsOf } from './words.ts';

export interface TherapyRecords {
  readonly medications: readonly Sourced<MedicationRecord>[];
  readonly procedures: readonly Sourced<fhir4.Procedure>[];
  readonly conditions: readonly Sourced<fhir4.Condition>[];
}

/**
 * Plans, proposals, drafts, what is on hold, cancelled, not done or mistaken is none.
 *
 * @param further drug names that the site adds, lower case
 * @returns by date, then reference; those without a date first
 */
export function readTherapies(
  records: TherapyRecords,
  further: readonly string[],
  references: References,
): readonly TherapyFact[] {
  return [
    ...records.medications.flatMap((m) => ofMedication(m, further, references)),
    ...records.procedures.flatMap((p) => ofProcedure(p, further, references)),
    ...records.conditions.flatMap(ofCondition),
  ].sort(byDate);
}

function byDate(a: TherapyFact, b: TherapyFact): number {
  const [x, y] = [a.date?.earliest ?? -Infinity, b.date?.earliest ?? -Infinity];
  if (x !== y) return x < y ? -1 : 1;
  return byReference(a, b) || compareText(a.name, b.name);
}

type Dated = Pick<TherapyFact, 'how' | 'date' | 'timed' | 'possible'>;

function dated(how: TherapyFact['how'], text: unknown, status: unknown): Dated {
  const date = toInterval(text);
  return {
    how,
    ...(date && { date }),
    ...(date && typeof text === 'string' && text.length > 'yyyy-mm-dd'.length && { timed: true as const }),
    ...(!GIVEN.has(status) && { possible: true as const }),
  };
}

/** Words of FHIR's for what was begun at least; whatever is neither one of them nor of `NOTHING_BEGUN` leaves it open. */
const GIVEN: ReadonlySet<unknown> = new Set(['active', 'in-progress', 'completed', 'stopped']);

const ORDER: ReadonlySet<unknown> = new Set([
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
]);

/** @returns undefined for what gives nobody anything */
function whenGiven(resource: MedicationRecord, reference: string, references: References): Dated | undefined {
  if (!mayHaveBegun(resource)) return undefined;
  switch (resource.resourceType) {
    case 'MedicationRequest':
      return dated('ordered', orderedFor(resource), ORDER.has(resource.intent) ? resource.status : undefined);
    case 'MedicationAdministration':
    case 'MedicationDispense':
      return orOfWhole(dated('given', startOf(resource), resource.status), resource, reference, references);
    case 'MedicationStatement': {
      const own = dated('given', resource.effectiveDateTime ?? resource.effectivePeriod?.start, resource.status);
      const taken = orOfWhole(own, resource, reference, references);
      const asserted = toInterval(resource.dateAsserted);
      if (taken.date || !asserted) return taken;
      return { ...taken, date: { earliest: -Infinity, latest: asserted.latest } };
    }
  }
}

/** What has no date of its own took place while the event did that it is part of. */
function orOfWhole(own: Dated, resource: fhir4.FhirResource, reference: string, references: References): Dated {
  const date = own.date ? undefined : dateOfWhole(resource, reference, references);
  return date ? { ...own, date } : own;
}

/** The start its timing states, or the day it was written. */
function orderedFor({ authoredOn, dosageInstruction }: fhir4.MedicationRequest): string | undefined {
  const starts = listed(dosageInstruction).flatMap(({ timing }) => {
    const stated: unknown =
      timing?.repeat?.boundsPeriod?.start ?? (Array.isArray(timing?.event) ? timing.event[0] : undefined);
    return typeof stated === 'string' && toInterval(stated) ? [stated] : [];
  });
  return starts.sort()[0] ?? authoredOn;
}

function ofMedication(
  { resource, reference }: Sourced<MedicationRecord>,
  further: readonly string[],
  references: References,
): readonly TherapyFact[] {
  const when = whenGiven(resource, reference, references);
  if (!when) return [];
  const named = therapiesNamed(medicationIn(resource, reference, references), further);
  if (named.length === 0) return [];
  const reason = reasonOf(resource, reference, references);
  return named.map((therapy) => toFact(therapy, when, reference, reason));
}

function toFact(
  { name, plasma, lymphoid, treats }: Therapy,
  when: Dated,
  reference: string,
  reason?: TherapyFact['reason'],
): TherapyFact {
  return {
    name,
    ...(plasma && { plasma }),
    ...(lymphoid && { lymphoid }),
    treats,
    ...when,
    ...(reason && { reason }),
    reference,
  };
}

interface WithReason {
  readonly reasonCode?: readonly fhir4.CodeableConcept[] | undefined;
  readonly reasonReference?: readonly fhir4.Reference[] | undefined;
}

/** What it is given for: the disease it names, another one, or undefined where no reason tells. */
function reasonOf(
  resource: MedicationRecord | fhir4.Procedure,
  from: string,
  references: References,
): TherapyFact['reason'] {
  const { reasonCode, reasonReference }: WithReason = resource.resourceType === 'MedicationDispense' ? {} : resource;
  const concepts = [
    ...listed(reasonCode),
    ...listed(reasonReference).flatMap(({ reference, display }) => {
      const found = references.resolve(reference, from)?.resource;
      const code = found?.resourceType === 'Condition' ? found.code : undefined;
      return code ?? (display ? { text: display } : []);
    }),
  ];
  const told = concepts.flatMap((c) => named(c) ?? []);
  return (['plasma', 'lymphoid', 'other'] as const).find((r) => told.includes(r));
}

/** What drugs are given against: gammopathies without symptoms are not among them. */
const PLASMA: ReadonlySet<Kind> = new Set<Kind>([
  'myeloma',
  'smouldering-myeloma',
  'plasma-cell-leukaemia',
  'plasmacytoma',
  'al-amyloidosis',
]);
const LYMPHOID: ReadonlySet<Kind> = new Set<Kind>([
  'cll',
  'waldenstrom',
  'lymphoma',
  'follicular-lymphoma',
  'dlbcl',
  'mantle-cell-lymphoma',
  'all',
]);
/** Without accents and case. */
const PLASMA_WORDS = /m[iy]elom|plasma ?(?:cell|zell)|plasm[ao][cz][iy]tom/;
const LYMPHOID_WORDS =
  /l[iy](?:m|n)(?:ph|f)om|waldenstr|\bcll\b|l[iy]m(?:ph|f)oc[iy]tic leu|l[iy]m(?:ph|f)atische leu|leucemi\w l[iy](?:m|n)(?:ph|f)/;
/** That it is chemotherapy tells nothing of what for. */
const NO_DISEASE = /chemo|quimio|chimio|antineoplas|zytosta/;

function named(concept: fhir4.CodeableConcept): TherapyFact['reason'] {
  const kinds = meaningsOf(concept).map((m) => m.kind);
  const texts = textsOf(concept).map(folded);
  if (kinds.some((k) => PLASMA.has(k)) || texts.some((t) => PLASMA_WORDS.test(t))) return 'plasma';
  if (kinds.some((k) => LYMPHOID.has(k)) || texts.some((t) => LYMPHOID_WORDS.test(t))) return 'lymphoid';
  const regimens = therapiesNamed(concept).filter((t) => t.isRegimen);
  if (regimens.some((r) => r.plasma === 'yes')) return 'plasma';
  if (regimens.length > 0) return 'lymphoid';
  if (isAmong(concept, PROCEDURES.unnamed) || texts.some((t) => NO_DISEASE.test(t))) return undefined;
  return texts.length > 0 || codingsOf(concept).some((c) => schemeOf(c) !== undefined) ? 'other' : undefined;
}

function isAmong(concept: fhir4.CodeableConcept | undefined, codes: ProcedureCodes): boolean {
  return codingsOf(concept).some((coding) => {
    const scheme = schemeOf(coding);
    const code = codeOf(coding);
    const stems = (list: string | undefined, written: string): boolean =>
      (list ?? '').split(' ').some((stem) => stem !== '' && written.startsWith(stem));
    if (scheme === undefined || scheme === 'atc' || scheme === 'rxnorm') return false;
    if (isIcd10(scheme)) return stems(codes.icd10, code.replace('.', ''));
    if (scheme === 'ops') return stems(codes.ops, code);
    // HCPCS holds CPT as its first level.
    if (scheme === 'hcpcs' || scheme === 'cpt')
      return `${codes.hcpcs ?? ''} ${codes.cpt ?? ''}`.split(' ').includes(code);
    return (codes[scheme] ?? '').split(' ').includes(code);
  });
}

const TRANSPLANT = { name: 'autologous transplant', plasma: 'yes', lymphoid: 'yes', treats: [] } as const;
const OF_UNKNOWN_DONOR = { ...TRANSPLANT, name: 'stem-cell transplant' } as const;
const CAR_T = { ...TRANSPLANT, name: 'CAR-T cells' } as const;
/** Chemotherapy, with nothing said of its drugs. */
export const UNNAMED_CHEMOTHERAPY = 'chemotherapy of unknown drugs';
const UNNAMED = { ...TRANSPLANT, name: UNNAMED_CHEMOTHERAPY } as const;

function coded(
  concept: fhir4.CodeableConcept | undefined,
): typeof TRANSPLANT | typeof OF_UNKNOWN_DONOR | typeof CAR_T | typeof UNNAMED | undefined {
  if (isAmong(concept, PROCEDURES.autologous)) return TRANSPLANT;
  if (isAmong(concept, PROCEDURES.transplant)) return OF_UNKNOWN_DONOR;
  if (isAmong(concept, PROCEDURES['car-t'])) return CAR_T;
  return isAmong(concept, PROCEDURES.unnamed) ? UNNAMED : undefined;
}

function ofProcedure(
  { resource, reference }: Sourced<fhir4.Procedure>,
  further: readonly string[],
  references: References,
): readonly TherapyFact[] {
  if (NOTHING_BEGUN.has(resource.status)) return [];
  const procedure = coded(resource.code);
  const named = therapiesNamed(resource.code, further);
  if (!procedure && named.length === 0) return [];
  const own = dated('given', resource.performedDateTime ?? resource.performedPeriod?.start, resource.status);
  const when = orOfWhole(own, resource, reference, references);
  const reason = reasonOf(resource, reference, references);
  return [...(procedure ? [procedure] : []), ...named].map((therapy) => toFact(therapy, when, reference, reason));
}

/** Status after a transplant, and encounters for chemotherapy. The date of a status is not that of the transplant. */
function ofCondition({ resource, reference }: Sourced<fhir4.Condition>): readonly TherapyFact[] {
  const therapy = coded(resource.code);
  if (!therapy) return [];
  const at = therapy === UNNAMED ? diagnosisDateOf(resource, undefined) : undefined;
  const date: Interval | undefined = at === 'open' || !at ? undefined : { earliest: at.earliest, latest: at.latest };
  return [toFact(therapy, { how: 'given', ...(date && { date }) }, reference)];
}

/** Does a concept name a drug or regimen against plasma-cell or lymphoid disease, steroids not counted? */
export function isTherapy(concept: fhir4.CodeableConcept, further: readonly string[]): boolean {
  return therapiesNamed(concept, further).some((t) => isAgainst(t.plasma) || isAgainst(t.lymphoid));
}

function isAgainst(how: Therapy['plasma']): boolean {
  return how !== undefined && how !== 'no';
}
