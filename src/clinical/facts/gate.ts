// May a resource be used at all? Asked of every resource, whatever its type, before anything is read from it.
import { append } from '../quantities/append.ts';
import { codingsOf, isStated, listed } from './listed.ts';
import { containedIn, containerOf, isResource, type References } from './references.ts';
import { withdrawnParts } from './part-of.ts';
import { specimenOf } from './specimen.ts';
import type { SetAsideReason, Sourced } from './types.ts';
import { withdrawnBy } from './withdrawn.ts';

/** Why a resource is set aside, and what it says that we do not understand. */
export interface Refusal {
  readonly reason: SetAsideReason;
  /** URL or coding, as it stands in the record. */
  readonly told?: string;
}

export type Gate = (resource: fhir4.FhirResource, reference: string) => Refusal | undefined;

/**
 * @param resources everything gathered, for the reports that a result stands in
 * @param isPatient does a reference mean this patient?
 */
export function gateOf(
  resources: readonly Sourced[],
  references: References,
  isPatient: (reference: string) => boolean,
): Gate {
  const reports = readReports(resources, references);
  const withdrawn = withdrawnParts(resources, references);
  return (resource, reference) => {
    const container = reports.containers.get(containerOf(reference));
    return (
      modifierOf(asModifiable(resource)) ??
      (container && container !== resource ? modifierOf(asModifiable(container)) : undefined) ??
      forbiddenBy(resource) ??
      ofModifiedSpecimen(resource, reference, references) ??
      aboutAnother(resource, reference, references, isPatient) ??
      reports.refusalOf(reference) ??
      withdrawn(reference)
    );
  };
}

/** What may carry a modifier: resources and their parts. */
interface Modifiable {
  readonly modifierExtension?: readonly fhir4.Extension[] | undefined;
}

/** A modifier that is not understood may turn the meaning around. @source https://hl7.org/fhir/R4/extensibility.html#modifierExtension */
export function modifierOf(element: Modifiable): Refusal | undefined {
  const { modifierExtension } = element;
  if (!isStated(modifierExtension)) return undefined;
  const extensions = listed(modifierExtension);
  if (Array.isArray(modifierExtension) && extensions.length === 0) return undefined;
  const [first] = extensions;
  const [coding] = first
    ? [...codingsOf(first.valueCodeableConcept), ...(first.valueCoding ? [first.valueCoding] : [])]
    : [];
  const told = [first?.url, coding && `${coding.system ?? ''}|${coding.code ?? ''}`].filter(
    (t) => typeof t === 'string',
  );
  return { reason: 'modifier-not-understood', ...(told.length > 0 && { told: told.join(' ') }) };
}

/** A Bundle or Binary has none. */
function asModifiable(resource: fhir4.FhirResource): Modifiable {
  return 'modifierExtension' in resource ? { modifierExtension: resource.modifierExtension } : {};
}

/**
 * An order not to do something is no order; whether it is one cannot be told where neither true nor false stands there.
 *
 * @source https://hl7.org/fhir/R4/servicerequest-definitions.html#ServiceRequest.doNotPerform
 */
function forbiddenBy(resource: fhir4.FhirResource): Refusal | undefined {
  const doNotPerform: unknown = 'doNotPerform' in resource ? resource.doNotPerform : undefined;
  if (!isStated(doNotPerform) || doNotPerform === false) return undefined;
  if (doNotPerform === true) return { reason: 'not-to-be-performed' };
  return { reason: 'modifier-not-understood', told: 'doNotPerform' };
}

/** What a specimen's modifier means for the results of it is not understood either. */
function ofModifiedSpecimen(
  resource: fhir4.FhirResource,
  reference: string,
  references: References,
): Refusal | undefined {
  if (resource.resourceType !== 'Observation') return undefined;
  const specimen = specimenOf(resource, reference, references);
  return specimen && modifierOf(specimen);
}

/** A focus on somebody or something else: a donor, a fetus. A stage is about a Condition of his (mCODE). */
function aboutAnother(
  resource: fhir4.FhirResource,
  reference: string,
  references: References,
  isPatient: (reference: string) => boolean,
): Refusal | undefined {
  if (resource.resourceType !== 'Observation' || !isStated(resource.focus)) return undefined;
  const pointers = listed(resource.focus);
  const isUnread = !Array.isArray(resource.focus) || pointers.length < resource.focus.length;
  if (isUnread) return { reason: 'not-about-the-patient' };
  const other = pointers.find(({ reference: focus }) => {
    if (typeof focus !== 'string') return true;
    const found = references.resolve(focus, reference);
    if (found) return found.resource.resourceType !== 'Condition' && !isThe(found, isPatient);
    return !CONDITION.test(focus) && !isNamed(focus, isPatient);
  });
  return other && { reason: 'not-about-the-patient', ...(other.reference && { told: other.reference }) };
}

const CONDITION = /(?:^|\/)Condition\/[^/]+(?:\/_history\/[^/]+)?$/;

function isThe({ resource }: Sourced, isPatient: (reference: string) => boolean): boolean {
  return resource.resourceType === 'Patient' && resource.id !== undefined && isPatient(`Patient/${resource.id}`);
}

/** By its id; what only a place in the request tells (`#a`, `urn:`) and leads nowhere names nobody. */
function isNamed(reference: string, isPatient: (reference: string) => boolean): boolean {
  return !reference.startsWith('#') && !reference.startsWith('urn:') && isPatient(reference);
}

interface Reports {
  /** What holds contained resources, by reference. */
  readonly containers: ReadonlyMap<string, fhir4.FhirResource>;
  refusalOf(reference: string): Refusal | undefined;
}

/** @source https://hl7.org/fhir/R4/valueset-diagnostic-report-status.html */
const EARLY: ReadonlySet<unknown> = new Set(['preliminary', 'registered']);

function readReports(resources: readonly Sourced[], references: References): Reports {
  const containers = new Map<string, fhir4.FhirResource>();
  /** Undefined among the reasons stands for a report that is alive. */
  const memberOf = new Map<string, (SetAsideReason | undefined)[]>();
  for (const sourced of resources) {
    const { resource, reference } = sourced;
    if (!isResource(resource)) continue;
    if (containedIn(resource).length > 0 && !reference.includes('#')) containers.set(reference, resource);
    if (resource.resourceType !== 'DiagnosticReport') continue;
    for (const member of membersOf(sourced, references)) append(memberOf, member, withdrawnBy(resource.status));
  }
  return {
    containers,
    refusalOf(reference) {
      const container = reference.includes('#') ? containers.get(containerOf(reference)) : undefined;
      const isReport = container?.resourceType === 'DiagnosticReport' || container?.resourceType === 'Observation';
      const status = isReport ? container.status : undefined;
      const dead = withdrawnBy(status) ?? (EARLY.has(status) ? 'preliminary' : undefined);
      const reasons = memberOf.get(reference) ?? [];
      const reason = dead ?? (reasons.every((r) => r !== undefined) ? reasons[0] : undefined);
      return reason && { reason };
    },
  };
}

/** The results of a report, and the members of those that are panels, however deep they are nested. */
function membersOf({ resource, reference }: Sourced, references: References): ReadonlySet<string> {
  const members = new Set<string>();
  if (resource.resourceType !== 'DiagnosticReport') return members;
  const open = [{ list: listed(resource.result), from: reference }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const pointer of next.list) {
      const found = references.resolve(pointer.reference, next.from);
      if (found?.resource.resourceType !== 'Observation' || members.has(found.reference)) continue;
      members.add(found.reference);
      open.push({ list: listed(found.resource.hasMember), from: found.reference });
    }
  }
  return members;
}
