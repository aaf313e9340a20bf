// What the user opened: reports and panels stand for their results; and whether any of it is a result that we know.
import { entryOf } from '../clinical/facts/observation.ts';
import { indexReferences } from '../clinical/facts/references.ts';
import { codingsOf, listed } from '../clinical/facts/listed.ts';
import type { Chart, Situation } from '../contracts/service.ts';

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
  const opened = new Map<string, fhir4.FhirResource>();
  const open: { readonly resource: fhir4.FhirResource; readonly reference: string }[] = [...results];
  for (let next = open.pop(); next; next = open.pop()) {
    const { resource, reference } = next;
    if (opened.has(reference)) continue;
    opened.set(reference, resource);
    references.add(reference);
    for (const member of membersOf(resource)) {
      const found = index.resolve(member.reference, reference);
      if (found) open.push(found);
    }
  }
  const recognised = [...opened.values()].some((resource) => isKnown(resource, localCodes));
  return { references, ...(!recognised && { unrecognised: codingsIn([...opened.values()]) }) };
}

function membersOf(resource: fhir4.FhirResource): readonly fhir4.Reference[] {
  if (resource.resourceType === 'DiagnosticReport') return listed(resource.result);
  return resource.resourceType === 'Observation' ? listed(resource.hasMember) : [];
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
