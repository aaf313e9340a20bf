// FHIR resources of one patient → the facts, each with its source, or set aside with a reason.
import { readComfortCare, type ComfortCareLists } from './comfort-care.ts';
import { readConditions } from './conditions.ts';
import { readCytogenetics } from './cytogenetics.ts';
import { gateOf, type Gate } from './gate.ts';
import { readRaisingDrugs } from './b2m-raising-drugs.ts';
import { readMeasurements } from './measurements.ts';
import type { ReadingContext } from './observation.ts';
import { byReference, compareText } from './order.ts';
import { readPending } from './pending.ts';
import { otherIndicationsOf } from './other-indications.ts';
import { readRecordedStages } from './recorded-stage.ts';
import { readPregnancyStatus } from './pregnancy.ts';
import { readProcedures, refusedDialysis } from './procedures.ts';
import { containedIn, indexReferences, isResource, type References } from './references.ts';
import { readTherapies } from './therapy.ts';
import { asTreatments, isMedicationRecord, readListed, type DrugLists, type MedicationRecord } from './treatment.ts';
import type { ConditionFact, Context, Facts, PartlyRead, PatientFacts, SetAside, Sourced, Unread } from './types.ts';
import { unread as asUnreadEntry } from './unread.ts';
import { unreadEntries } from './unread-entries.ts';

export interface CollectOptions {
  readonly patientId: string;
  readonly asOf: number;
  readonly localCodes?: ReadonlyMap<string, string>;
  readonly drugs: DrugLists;
  readonly comfortCare?: ComfortCareLists;
  /** Keys that could not be obtained. */
  readonly unavailable?: readonly string[];
  /** Queries that were not answered in full, those that failed among them. */
  readonly partlyRead?: readonly PartlyRead[];
}

/**
 * Reads everything we know of a patient.
 *
 * @param resources Patient, Observation, Condition, medication and Procedure resources in any order; others are passed
 *   over, and so is any resource whose subject is somebody else
 * @returns the same facts whatever the order of the resources
 */
export function collectFacts(resources: readonly Sourced[], options: CollectOptions): Facts {
  const { asOf, patientId, localCodes = NO_LOCAL_CODES } = options;
  const references = indexReferences(resources);
  const gate = gateOf(resources, references, (reference) => isPatient(reference, patientId));
  const sorted = sortOut(resources, patientId, gate);
  const usable = usableOnly(references, gate);
  const { diseases, contexts, known, notUnderstood } = readConditions(sorted.conditions, {
    birthDate: sorted.patient.birthDate,
    asOf,
  });
  const procedures = readProcedures(sorted.procedures, asOf, usable);
  const admitted = sorted.observations.filter((o) => gate(o.resource, o.reference) === undefined);
  const pregnancy = readPregnancyStatus(admitted, localCodes);
  const allContexts = contexts.concat(procedures.transplants.map(asTransplant), pregnancy.contexts);
  const context: ReadingContext = {
    asOf,
    patient: sorted.patient,
    localCodes,
  };
  const read = readMeasurements(sorted.observations, context, gate, usable);
  const cytogenetics = readCytogenetics(sorted.observations, context, gate, usable);
  const therapies = readTherapies(sorted, options.drugs.antiNeoplastic, usable);
  const open = new Map([
    ...procedures.open,
    ...therapies.filter((t) => !t.date && t.plasma !== 'no').map((t) => [t.reference, 'no-date'] as const),
  ]);
  const setAside = sorted.othersPatients.concat(read.setAside).sort(bySource);
  const comfortCare = readComfortCare(sorted.conditions, sorted.procedures, options.comfortCare ?? NO_LISTS, usable);
  const unread = unreadEntries({
    ...sorted,
    setAside,
    conditions: {
      known: new Set([...known, ...comfortCare.map((c) => c.reference)]),
      notUnderstood,
      all: sorted.conditions,
    },
    open,
    notRead: cytogenetics.notRead.concat(pregnancy.notRead),
    gate,
    references: usable,
    gathered: references,
    localCodes,
  });
  return {
    asOf,
    patient: sorted.patient,
    measurements: read.measurements,
    roughlyDated: read.roughlyDated,
    setAside,
    unread,
    conditionsRead: sorted.conditions.length - countUnread(sorted.conditions, unread),
    diseases,
    contexts: allContexts,
    aberrations: cytogenetics.aberrations,
    openAberrations: cytogenetics.open,
    cytogeneticsAsText: cytogenetics.asText,
    treatments: [
      ...asTreatments(therapies),
      ...readListed('nephrotoxic', options.drugs.nephrotoxic, sorted.medications, usable),
      ...readListed('steroid', options.drugs.steroids, sorted.medications, usable),
    ].sort((a, b) => a.at - b.at || byReference(a, b)),
    therapies,
    otherIndications: otherIndicationsOf(sorted.conditions),
    raisingDrugs: readRaisingDrugs(sorted.medications, usable),
    dialysisSessions: [...procedures.dialysis, ...read.dialysisHints].sort((a, b) => b.at - a.at || byReference(a, b)),
    openDialysis: [
      ...procedures.openDialysis,
      ...refusedDialysis(sorted.refusedProcedures, gate),
      ...read.openDialysis,
    ].sort(byReference),
    comfortCare,
    recordedStages: readRecordedStages(sorted.observations, gate),
    pendingTests: readPending([...sorted.requests, ...sorted.reports, ...admitted], localCodes),
    unavailable: options.unavailable ?? [],
    partlyRead: options.partlyRead ?? [],
  };
}

function countUnread(entries: readonly Sourced[], unread: readonly Unread[]): number {
  const references = new Set(unread.map((u) => u.reference));
  return entries.filter((e) => references.has(e.reference)).length;
}

/** What may not be used leads nowhere. */
function usableOnly(references: References, gate: Gate): References {
  return {
    resolve(reference, from) {
      const found = references.resolve(reference, from);
      return found && gate(found.resource, found.reference) === undefined ? found : undefined;
    },
  };
}

const NO_LISTS: ComfortCareLists = { stop: new Set(), soft: new Set() };
const NO_LOCAL_CODES: ReadonlyMap<string, string> = new Map();

function asTransplant(procedure: { at: number; reference: string }): ConditionFact<Context> {
  return {
    kind: 'kidney-transplant',
    reference: procedure.reference,
    certainty: 'confirmed',
    activity: 'active',
    at: procedure.at,
  };
}

interface SortedOut {
  readonly patient: PatientFacts;
  readonly observations: Sourced<fhir4.Observation>[];
  readonly conditions: Sourced<fhir4.Condition>[];
  readonly procedures: Sourced<fhir4.Procedure>[];
  readonly medications: Sourced<MedicationRecord>[];
  readonly reports: Sourced<fhir4.DiagnosticReport>[];
  readonly requests: Sourced<fhir4.ServiceRequest>[];
  readonly othersPatients: SetAside[];
  /** Procedures that the gate set aside: it may be dialysis that took place. */
  readonly refusedProcedures: Sourced<fhir4.Procedure>[];
  /** Set aside by the gate; results are told with their analyte where they are read. */
  readonly refused: Unread[];
}

function sortOut(resources: readonly Sourced[], patientId: string, gate: Gate): SortedOut {
  let patient: PatientFacts = { deceased: false };
  const out: Omit<SortedOut, 'patient'> = {
    observations: [],
    conditions: [],
    procedures: [],
    medications: [],
    reports: [],
    requests: [],
    othersPatients: [],
    refusedProcedures: [],
    refused: [],
  };
  const seen = new Set<string>();
  const refuse = (resource: fhir4.FhirResource, reference: string): boolean => {
    const refusal = gate(resource, reference);
    if (!refusal || refusal.reason === 'not-to-be-performed') return refusal !== undefined;
    const { told } = refusal;
    out.refused.push({
      ...asUnreadEntry(resource, reference, refusal.reason),
      ...(told !== undefined && { text: told }),
    });
    return true;
  };
  const take = (
    resource: fhir4.FhirResource,
    reference: string,
    inherited: string | undefined,
    isContained: boolean,
  ): void => {
    if (resource.resourceType === 'Patient') {
      if (resource.id !== patientId) return;
      if (!refuse(resource, reference)) patient = readPatient(resource);
      return;
    }
    const subject = subjectOf(resource) ?? inherited;
    if (subject !== undefined && !isPatient(subject, patientId)) {
      if (resource.resourceType === 'Observation') out.othersPatients.push({ reference, reason: 'another-patient' });
      return;
    }
    // The same resource may come by several ways: prefetch, context, a panel.
    const first = !seen.has(reference);
    seen.add(reference);
    if (first) {
      if (resource.resourceType === 'Observation') out.observations.push({ resource, reference });
      else if (resource.resourceType === 'ServiceRequest') {
        // what is forbidden or not understood is no order, and nothing hangs on its absence
        if (gate(resource, reference) === undefined) out.requests.push({ resource, reference });
      } else if (!isRead(resource)) {
        // no fact is made of it
      } else if (refuse(resource, reference)) {
        if (resource.resourceType === 'Procedure') out.refusedProcedures.push({ resource, reference });
      } else if (resource.resourceType === 'Condition') out.conditions.push({ resource, reference });
      else if (resource.resourceType === 'Procedure') out.procedures.push({ resource, reference });
      else if (resource.resourceType === 'DiagnosticReport') out.reports.push({ resource, reference });
      else if (isMedicationRecord(resource)) out.medications.push({ resource, reference });
    }
    // FHIR allows one level.
    if (isContained) return;
    containedIn(resource).forEach((inner, i) => {
      const place = typeof inner.id === 'string' ? `#${inner.id}` : `.contained[${i}]`;
      if (isObservation(inner)) take(inner, reference + place, subject, true);
    });
  };
  for (const { resource, reference } of resources) {
    if (isResource(resource)) take(resource, reference, undefined, false);
  }
  out.conditions.sort(byReference);
  out.procedures.sort(byReference);
  return { ...out, patient };
}

function isObservation(resource: fhir4.Resource): resource is fhir4.Observation {
  return resource.resourceType === 'Observation';
}

function isRead(resource: fhir4.FhirResource): boolean {
  return ['Condition', 'Procedure', 'DiagnosticReport'].includes(resource.resourceType) || isMedicationRecord(resource);
}

function readPatient(patient: fhir4.Patient): PatientFacts {
  return {
    ...((patient.gender === 'female' || patient.gender === 'male') && { sex: patient.gender }),
    ...(typeof patient.birthDate === 'string' && { birthDate: patient.birthDate }),
    deceased: patient.deceasedBoolean === true || typeof patient.deceasedDateTime === 'string',
    ...(isReplaced(patient) && { replaced: true }),
  };
}

/** Some servers send one link where a list belongs. */
function isReplaced({ link }: { readonly link?: unknown }): boolean {
  const links: readonly unknown[] = Array.isArray(link) ? link : [link];
  return links.some((l) => typeof l === 'object' && l !== null && 'type' in l && l.type === 'replaced-by');
}

function subjectOf(resource: fhir4.FhirResource): string | undefined {
  const about = 'subject' in resource ? resource.subject : 'patient' in resource ? resource.patient : undefined;
  const reference = typeof about === 'object' && about !== null && 'reference' in about ? about.reference : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

const TYPED = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/]+)$/;

/**
 * Is a reference to this patient? `Patient/1`, absolute or not, with or without a version. References inside a bundle
 * or a resource (`urn:`, `#`) were resolved where the resources were gathered.
 */
export function isPatient(reference: string, patientId: string): boolean {
  // By far the commonest form, told without taking it apart.
  if (reference === `Patient/${patientId}`) return true;
  const plain = reference.split('/_history/')[0] ?? '';
  const typed = TYPED.exec(plain);
  if (typed) return typed[1] === 'Patient' && typed[2] === patientId;
  return plain === patientId || plain.startsWith('urn:') || plain.startsWith('#');
}

function bySource(a: SetAside, b: SetAside): number {
  return byReference(a, b) || compareText(a.code ?? '', b.code ?? '') || compareText(a.reason, b.reason);
}
