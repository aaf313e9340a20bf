// What the user opened: reports and panels stand for their results; and whether any of it is a result that we know.
import { entryOf } from '../clinical/facts/observation.ts';
import { indexReferences, type References } from '../clinical/facts/references.ts';
import { codingsOf, listed } from '../clinical/facts/listed.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';

export interface LookedAt {
  /** References of everything opened, with what reports and panels refer to. */
  readonly references: ReadonlySet<string>;
  /** Something was opened, and nothing of it is a result that we know: its codings. */
  readonly unrecognised?: readonly string[] | undefined;
}

export function lookedAtIn(
  { results }: Situation,
  { resources }: Pick<Chart, 'resources'>,
  localCodes: ReadonlyMap<string, string>,
): LookedAt {
  const references = new Set<string>();
  if (results.length === 0) return { references };
  const index = indexReferences([...results, ...resources]);
  const opened = new Map<string, Located['resource']>();
  for (const { resource, reference } of results) follow(resource, reference, index, opened, references);
  const recognised = [...opened.values()].some((resource) => isKnown(resource, localCodes));
  return { references, ...(!recognised && { unrecognised: codingsIn([...opened.values()]) }) };
}

function follow(
  resource: fhir4.FhirResource,
  reference: string,
  index: References,
  opened: Map<string, fhir4.FhirResource>,
  references: Set<string>,
): void {
  if (opened.has(reference)) return;
  opened.set(reference, resource);
  references.add(reference);
  const members =
    resource.resourceType === 'DiagnosticReport'
      ? resource.result
      : resource.resourceType === 'Observation'
        ? resource.hasMember
        : undefined;
  for (const member of listed(members)) {
    const found = index.resolve(member.reference, reference);
    if (found) follow(found.resource, found.reference, index, opened, references);
  }
}

function isKnown(resource: fhir4.FhirResource, localCodes: ReadonlyMap<string, string>): boolean {
  return (
    resource.resourceType === 'Observation' &&
    [resource, ...listed(resource.component)].some((part) => entryOf(part.code, localCodes) !== undefined)
  );
}

const MOST_NAMED = 5;
/** A code, not a text that somebody wrote into its place. */
const LIKE_A_CODE = /^[\w:/.#%~+-]{1,80}$/;

/** `urn:example:lab|B2M`: fit for a log, so without any text of the record. */
export function codingsIn(resources: readonly fhir4.FhirResource[]): readonly string[] {
  const named = resources.map((resource) => {
    if (resource.resourceType !== 'Observation') return resource.resourceType;
    const [first] = codingsOf(resource.code);
    const parts = [first?.system, first?.code].map((part) =>
      typeof part === 'string' && LIKE_A_CODE.test(part) ? part : '',
    );
    return parts.join('|') === '|' ? 'no code' : parts.join('|');
  });
  return [...new Set(named)].slice(0, MOST_NAMED);
}
