// FHIR resources of one patient → the facts, each with its source, or set aside with a reason.
import { toInstant } from '../quantities/time.ts';
import { isAnalyte } from './catalogue.ts';
import { readConditions } from './conditions.ts';
import type { PartlyRead } from './types.ts';
import { readCytogenetics } from './cytogenetics.ts';
import { listed } from './listed.ts';
import {
  effectiveOf,
  entryOf,
  isMeasurement,
  readObservation,
  statusProblem,
  type ReadingContext,
} from './observation.ts';
import { readRecordedStages } from './recorded-stage.ts';
import { isMedicationRecord, readProcedures, readTreatments, type DrugLists } from './treatment.ts';
import type {
  Analyte,
  ConditionFact,
  Context,
  Facts,
  Measurement,
  Measurements,
  PatientFacts,
  SetAside,
} from './types.ts';

export interface Sourced<R extends fhir4.FhirResource = fhir4.FhirResource> {
  readonly resource: R;
  readonly reference: string;
}

export interface CollectOptions {
  readonly patientId: string;
  readonly asOf: number;
  readonly localCodes?: ReadonlyMap<string, string>;
  readonly drugs: DrugLists;
  /** The site's codes for hospice and comfort care, as `system|code`. */
  readonly comfortCareCodes?: ReadonlySet<string>;
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
  const sorted = sortOut(resources, options.patientId);
  const { diseases, contexts } = readConditions(sorted.conditions, options.comfortCareCodes);
  const procedures = readProcedures(sorted.procedures, options.asOf);
  const allContexts = contexts.concat(procedures.transplants.map(asTransplant));
  const context: ReadingContext = {
    asOf: options.asOf,
    renalFailure:
      procedures.dialysis.length > 0 ||
      contexts.some((c) => ['ckd-4-5', 'esrd', 'dialysis'].includes(c.kind) && c.activity !== 'inactive'),
    localCodes: options.localCodes ?? NO_LOCAL_CODES,
  };
  const read = readMeasurements(sorted.observations, context);
  const cytogenetics = readCytogenetics(sorted.observations, context);
  return {
    asOf: options.asOf,
    patient: sorted.patient,
    measurements: read.measurements,
    setAside: sorted.othersPatients.concat(read.setAside).sort(bySource),
    diseases,
    contexts: allContexts,
    aberrations: cytogenetics.aberrations,
    cytogeneticsAsText: cytogenetics.asText,
    treatments: readTreatments(sorted.medications, options.drugs),
    dialysisSessions: procedures.dialysis.concat(read.dialysisHints).sort((a, b) => b.at - a.at || byReference(a, b)),
    recordedStages: readRecordedStages(sorted.observations),
    unavailable: options.unavailable ?? [],
    partlyRead: options.partlyRead ?? [],
  };
}

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
  readonly medications: Parameters<typeof readTreatments>[0][number][];
  readonly othersPatients: SetAside[];
}

function sortOut(resources: readonly Sourced[], patientId: string): SortedOut {
  let patient: PatientFacts = { deceased: false };
  const out: Omit<SortedOut, 'patient'> = {
    observations: [],
    conditions: [],
    procedures: [],
    medications: [],
    othersPatients: [],
  };
  const seen = new Set<string>();
  const take = (
    resource: fhir4.FhirResource,
    reference: string,
    inherited: string | undefined,
    isContained: boolean,
  ): void => {
    if (resource.resourceType === 'Patient') {
      if (resource.id === patientId) patient = readPatient(resource);
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
      else if (resource.resourceType === 'Condition') out.conditions.push({ resource, reference });
      else if (resource.resourceType === 'Procedure') out.procedures.push({ resource, reference });
      else if (isMedicationRecord(resource)) out.medications.push({ resource, reference });
    }
    // FHIR allows one level.
    if (isContained) return;
    listed('contained' in resource ? resource.contained : undefined).forEach((inner, i) => {
      const place = typeof inner.id === 'string' ? `#${inner.id}` : `.contained[${i}]`;
      if (isObservation(inner)) take(inner, reference + place, subject, true);
    });
  };
  for (const { resource, reference } of resources) {
    if (typeof resource === 'object' && resource !== null) take(resource, reference, undefined, false);
  }
  out.conditions.sort(byReference);
  out.procedures.sort(byReference);
  return { ...out, patient };
}

function isObservation(resource: fhir4.Resource): resource is fhir4.Observation {
  return resource.resourceType === 'Observation';
}

function readPatient(patient: fhir4.Patient): PatientFacts {
  return {
    ...((patient.gender === 'female' || patient.gender === 'male') && { sex: patient.gender }),
    ...(typeof patient.birthDate === 'string' && { birthDate: patient.birthDate }),
    deceased: patient.deceasedBoolean === true || typeof patient.deceasedDateTime === 'string',
  };
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

interface ReadMeasurements {
  readonly measurements: Measurements;
  readonly setAside: SetAside[];
  readonly dialysisHints: { at: number; reference: string }[];
}

function readMeasurements(
  observations: readonly Sourced<fhir4.Observation>[],
  context: ReadingContext,
): ReadMeasurements {
  const byAnalyte: ByAnalyte<Analyte> = {};
  const setAside: SetAside[] = [];
  const dialysisHints: { at: number; reference: string }[] = [];
  const add = (
    valued: fhir4.Observation | fhir4.ObservationComponent,
    parent: fhir4.Observation,
    reference: string,
  ): void => {
    const known = entryOf(valued.code, context.localCodes);
    if (!known) return;
    const { code, entry } = known;
    if ('unusable' in entry) {
      const at = toInstant(effectiveOf(parent));
      setAside.push({
        reference,
        reason: statusProblem(parent.status) ?? entry.unusable,
        code,
        ...(entry.analyte && { analyte: entry.analyte }),
        ...(at !== undefined && { at }),
      });
      const hints = entry.dialysisHint && parent.status !== 'entered-in-error';
      if (hints && at !== undefined) dialysisHints.push({ at, reference });
    } else if (isAnalyte(entry)) {
      const read = readObservation(valued, parent, reference, code, entry, context);
      if (isMeasurement(read)) insert(byAnalyte, read);
      else setAside.push(read);
    }
  };
  for (const { resource, reference } of observations) {
    add(resource, resource, reference);
    for (const component of listed(resource.component)) add(component, resource, reference);
  }
  // Nobody draws a sample after dialysis from a patient who is not on dialysis.
  for (const { at, reference } of byAnalyte['b2m-serum-postdialysis'] ?? []) dialysisHints.push({ at, reference });
  for (const list of Object.values<Measurement[]>(byAnalyte)) keepOnePerSpecimen(list.sort(newestFirst), setAside);
  return { measurements: byAnalyte, setAside, dialysisHints };
}

type ByAnalyte<A extends Analyte> = { [K in A]?: Measurement<K>[] };

function insert<A extends Analyte>(byAnalyte: ByAnalyte<A>, m: Measurement<A>): void {
  const others = byAnalyte[m.analyte];
  if (others) others.push(m);
  else byAnalyte[m.analyte] = [m];
}

/** Newest specimen first; of one specimen the latest issue first; the rest only so that order never depends on input. */
function newestFirst(a: Measurement, b: Measurement): number {
  return (
    b.at - a.at || b.issued - a.issued || compareText(a.reference, b.reference) || a.quantity.value - b.quantity.value
  );
}

/** One specimen, one result: the latest issued; a later issue replaces what came before. */
function keepOnePerSpecimen(sorted: Measurement[], setAside: SetAside[]): void {
  const seen = new Set<string>();
  let kept = 0;
  for (const m of sorted) {
    const specimen = `${m.at} ${m.code}`;
    if (seen.has(specimen)) {
      setAside.push({ reference: m.reference, reason: 'duplicate', analyte: m.analyte, code: m.code, at: m.at });
    } else {
      seen.add(specimen);
      sorted[kept++] = m;
    }
  }
  sorted.length = kept;
}

function byReference(a: { readonly reference: string }, b: { readonly reference: string }): number {
  return compareText(a.reference, b.reference);
}

function bySource(a: SetAside, b: SetAside): number {
  return byReference(a, b) || compareText(a.code ?? '', b.code ?? '') || compareText(a.reason, b.reason);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
