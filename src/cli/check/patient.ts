// One patient of the server: every template as an EHR asks it, our own queries, and the results that neither finds.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { nextLink } from '../../contracts/searchset.ts';
import type { Service } from '../../contracts/service.ts';
import { compileTemplate, resolveTemplate } from '../../contracts/prefetch-template.ts';
import { gatherRecord } from './fallback.ts';
import { blocker, info, warning, type Finding } from './finding.ts';
import { listOf, member, type Probe, type Probed } from './probe.ts';
import { checkQuery, type QueryReport } from './queries.ts';

export interface PatientReport {
  readonly queries: readonly QueryReport[];
  readonly observations: readonly fhir4.Observation[];
  readonly unread: readonly unknown[];
  readonly findings: readonly Finding[];
}

interface Means {
  readonly fhir: { readonly base: string; readonly token?: string | undefined };
  readonly probe: Probe;
  readonly localCodes: LocalCodes;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const MOST_PATIENTS = 3;
/** Bytes; a proxy as it comes (nginx) takes no more, and so much is our own bound unless told. */
const PROXY_LIMIT = 1_048_576;
const OWN_LIMIT = 16 * 1_048_576;

/** Ids of the first patients that the server lists. */
export async function findPatients(probe: Probe): Promise<readonly string[]> {
  const { body } = await probe(`Patient?_count=${MOST_PATIENTS}`);
  return listOf(member(body, 'entry'))
    .map((entry) => member(entry, 'resource', 'id'))
    .filter((id) => typeof id === 'string')
    .slice(0, MOST_PATIENTS);
}

/** @param name stands for the patient in what is printed; the id does not */
export async function checkPatient(
  name: string,
  patientId: string,
  services: readonly Service[],
  means: Means,
): Promise<PatientReport> {
  const findings: Finding[] = [];
  const queries: QueryReport[] = [];
  const observations = new Map<string, fhir4.Observation>();
  const unread = new Map<string, unknown>();
  for (const service of services) {
    const [offering] = service.offerings;
    if (!offering) continue;
    const asked = [];
    for (const [key, template] of Object.entries(offering.prefetch)) {
      const query = resolveTemplate(compileTemplate(template), {
        patientId,
        userId: 'Practitioner/check',
        now: means.now,
      });
      if (query === undefined) continue;
      asked.push(await checkQuery(`${service.id} ${key}`, query, offering.required.includes(key), means.probe));
    }
    queries.push(...asked.map(({ report }) => report));
    findings.push(
      ...asked.flatMap((a) => a.findings),
      ...sizeOf(
        service.id,
        asked.map(({ report }) => report),
      ),
    );
    const record = await gatherRecord(service, means.fhir, patientId, means.now);
    findings.push(...record.findings);
    // another service reads the same record
    for (const item of record.unread) unread.set(JSON.stringify(item), item);
    for (const { resource, reference } of record.resources) {
      if (resource.resourceType === 'Observation') observations.set(reference, resource);
    }
  }
  for (const found of await everyResult(patientId, means.probe))
    observations.set(`Observation/${found.id ?? observations.size}`, found);
  findings.push(...unreadFindings([...unread.values()]));
  return {
    queries,
    observations: [...observations.values()],
    unread: [...unread.values()],
    findings: findings.map((f) => ({ ...f, text: `${f.text} (${name})` })),
  };
}

const MOST_UNREAD = 10;

function unreadFindings(unread: readonly unknown[]): readonly Finding[] {
  const told = unread.slice(0, MOST_UNREAD).map((entry) => {
    const names = [['coding', 'system'], ['coding', 'code'], ['text']].map((path) => member(entry, ...path));
    const name = names.filter((part) => typeof part === 'string').join(' ');
    return warning('unread', `${String(member(entry, 'type'))} ${name}: ${String(member(entry, 'why'))}`);
  });
  const more = unread.length - told.length;
  return more > 0 ? [...told, warning('unread', `and ${more} more; --json lists them`)] : told;
}

const MOST_PAGES = 10;

/** Results whatever their codes: what a local code hides from our searches. */
async function everyResult(patientId: string, probe: Probe): Promise<readonly fhir4.Observation[]> {
  const found: fhir4.Observation[] = [];
  let query: string | undefined = `Observation?patient=${encodeURIComponent(patientId)}&_count=500`;
  for (let page = 0; query !== undefined && page < MOST_PAGES; page++) {
    const { body }: Probed = await probe(query);
    const resources = listOf(member(body, 'entry')).map((entry) => member(entry, 'resource'));
    found.push(...resources.filter(isObservation));
    query = nextLink(member(body, 'link'));
  }
  return found;
}

function isObservation(value: unknown): value is fhir4.Observation {
  return member(value, 'resourceType') === 'Observation';
}

/** How large the call of an EHR would be that sends all of it. */
function sizeOf(service: string, queries: readonly QueryReport[]): readonly Finding[] {
  const bytes = queries.reduce((sum, query) => sum + query.bytes, 0);
  const text = `the first pages of all keys are ${bytes} bytes`;
  if (bytes > OWN_LIMIT) return [blocker(`${service} size`, `${text}: more than maxBodyBytes as it comes, 413`)];
  if (bytes > PROXY_LIMIT) {
    return [
      warning(`${service} size`, `${text}: more than a proxy may take as it comes (nginx: client_max_body_size), 413`),
    ];
  }
  return [info(`${service} size`, text)];
}
