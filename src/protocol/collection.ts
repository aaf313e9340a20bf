// Resources as they come (single, listed, bundled, contained) → located resources of this patient; everybody else's set aside.
import { isObject, type JsonObject } from '../contracts/json.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Located } from '../contracts/service.ts';
import { byFullUrl, byLocalId, isOf, type Around } from './belongs.ts';
import type { PatientIdentity } from './patient-identity.ts';

export interface Collection {
  readonly resources: readonly Located[];
  /** References of resources that belong to another patient, or whose patient cannot be told. */
  readonly foreign: readonly string[];
  /** Severe OperationOutcomes met among the resources. */
  readonly failures: number;
  /** Where a Patient stands who is another. */
  readonly otherPatient?: string | undefined;
}

export interface Origin {
  /** Where the value stands in the request; the name of a resource without an id. */
  readonly place: string;
  /** Prefetch key or context field, kept with each resource. */
  readonly from: string;
  readonly patient: PatientIdentity;
}

/** Where something stands: alone, or in a list, which may be a Bundle's with names for its entries. */
interface Spot {
  readonly place: string;
  readonly index?: number;
  readonly fullUrl?: string | undefined;
  readonly named?: ReadonlyMap<string, JsonObject>;
  readonly depth: number;
}

// deeper nesting is nobody's record
const MAX_NESTING = 8;

/** What `value` holds: one resource, an array of them, or a Bundle (also nested). */
export function collect(value: unknown, { place, from, patient }: Origin): Collection {
  const resources: Located[] = [];
  const foreign: string[] = [];
  let failures = 0;
  let otherPatient: string | undefined;

  function visit(item: unknown, spot: Spot): void {
    if (!isObject(item) || spot.depth > MAX_NESTING) return;
    const type = item['resourceType'];
    if (type === 'OperationOutcome') {
      if (isFailure(item)) failures++;
    } else if (type === 'Bundle') {
      visitEntries(item, spot);
    } else if (type === 'Parameters') {
      const at = spot.index === undefined ? spot.place : `${spot.place}[${spot.index}].resource`;
      visitParameters(item['parameter'], `${at}.parameter`, spot.depth + 1);
    } else if (isResource(item)) {
      keep(item, spot);
    }
  }

  function visitEntries(bundle: JsonObject, spot: Spot): void {
    const entries = bundle['entry'];
    if (!Array.isArray(entries)) return;
    const inner = `${spot.index === undefined ? spot.place : `${spot.place}[${spot.index}].resource`}.entry`;
    const named = byFullUrl(entries);
    for (const [index, entry] of (entries as readonly (JsonObject | null | undefined)[]).entries()) {
      const url = entry?.['fullUrl'];
      const fullUrl = typeof url === 'string' ? url : undefined;
      visit(entry?.['resource'], { place: inner, index, fullUrl, named, depth: spot.depth + 1 });
    }
  }

  /** A resource may be wrapped in these, too. */
  function visitParameters(parameters: unknown, place: string, depth: number): void {
    if (!Array.isArray(parameters) || depth > MAX_NESTING) return;
    for (const [index, parameter] of (parameters as readonly (JsonObject | null | undefined)[]).entries()) {
      visit(parameter?.['resource'], { place, index, depth });
      visitParameters(parameter?.['part'], `${place}[${index}].part`, depth + 1);
    }
  }

  function keep(item: Resource, spot: Spot): void {
    const { resourceType: type, id } = item;
    const contained: unknown = item['contained'];
    const listed = spot.index === undefined ? spot.place : `${spot.place}[${spot.index}]`;
    const reference = isId(id) ? `${type}/${id}` : listed;
    const around: Around = { named: spot.named, local: Array.isArray(contained) ? byLocalId(contained) : undefined };
    if (isOf(patient, item, around)) {
      const { fullUrl } = spot;
      resources.push({ resource: item, reference, from, ...(fullUrl !== undefined && { fullUrl }) });
      if (Array.isArray(contained)) keepContained(contained, reference, around);
      return;
    }
    foreign.push(reference);
    if (type === 'Patient') otherPatient ??= spot.index === undefined ? listed : `${listed}.resource`;
  }

  function keepContained(contained: readonly unknown[], parentReference: string, around: Around): void {
    for (const [i, item] of contained.entries()) {
      // a contained Patient is a copy under a local id, so it can neither confirm nor deny who this is
      if (!isObject(item) || !isResource(item) || UNFIT_TO_CONTAIN.has(item.resourceType)) continue;
      const { id } = item;
      const reference = isId(id) ? `${parentReference}#${id}` : `${parentReference}.contained[${i}]`;
      if (isOf(patient, item, around)) resources.push({ resource: item, reference, from });
      else foreign.push(reference);
    }
  }

  if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, { place, index, depth: 0 });
  else visit(value, { place, depth: 0 });
  return { resources, foreign, failures, otherPatient };
}

/** @throws CdsProblem `wrong-patient` when a Patient who is another was among what was collected @param place its root */
export function refuseOtherPatient({ otherPatient }: Collection, place: string): void {
  if (otherPatient === undefined) return;
  throw new CdsProblem('wrong-patient', {
    detail: `${place} holds a Patient who is not the one in context.patientId`,
    expression: [`${otherPatient}.id`, 'context.patientId'],
  });
}

/** Some servers' ids have more signs, and are longer, than FHIR's: what else stands there would be markup in a reference. */
const ID = /^[\w\-.~:+=@%]{1,255}$/;

function isId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id);
}

type Resource = JsonObject & fhir4.FhirResource;

function isResource(item: JsonObject): item is Resource {
  return typeof item['resourceType'] === 'string';
}

const UNFIT_TO_CONTAIN: ReadonlySet<string> = new Set(['Patient', 'OperationOutcome', 'Bundle']);

/** An empty search of one large EHR carries an OperationOutcome of severity `warning`: that is an answer, not a fault. */
function isFailure(outcome: JsonObject): boolean {
  const issues = outcome['issue'];
  if (!Array.isArray(issues)) return true;
  return (issues as readonly (JsonObject | null)[]).some(
    (i) => i?.['severity'] === 'error' || i?.['severity'] === 'fatal',
  );
}
