// Every prefetch template asked as an EHR asks it: what is refused or ignored, how the page is cut and ordered.
import { listingOf, saysIncomplete } from '../../contracts/listing.ts';
import { withoutManner } from '../../fhir/query.ts';
import { blocker, info, warning, type Finding } from './finding.ts';
import { listOf, member, statusInWords, type Probe, type Probed } from './probe.ts';

export type Order = 'newest first' | 'oldest first' | 'no order' | 'not shown';

/** One template at one patient. */
export interface QueryReport {
  readonly key: string;
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  readonly entries: number;
  readonly total?: number;
  /** The page is followed by another. */
  readonly goesOn: boolean;
  readonly order: Order;
  /** `_sort`, `_count` or a comma list: refused with an error. */
  readonly refused: readonly string[];
  /** … or taken and not done. */
  readonly ignored: readonly string[];
}

/** @param query the template with its tokens filled in @param required without it a service answers 412 */
export async function checkQuery(
  key: string,
  query: string,
  required: boolean,
  probe: Probe,
): Promise<{ readonly report: QueryReport; readonly findings: readonly Finding[] }> {
  const asked = await probe(query);
  const refused = asked.status >= 400 && asked.status < 500 ? await whatIsRefused(query, probe) : [];
  const answer = asked.status !== 200 && refused.length > 0 ? await probe(plain(query)) : asked;
  const commas = answer.status === 200 && (await losesLists(query, answer, probe)) ? ['comma lists'] : [];
  const report = toReport(key, query, answer, refused, commas);
  return { report, findings: [...findingsOf(report, answer, required), ...(commas.length > 0 ? [COMMAS(key)] : [])] };
}

const COMMAS = (key: string): Finding =>
  blocker(key, 'a list of codes parted by commas finds less than its first code alone: results would be missing');

/** Which of the parameters that say how to answer is not taken. */
async function whatIsRefused(query: string, probe: Probe): Promise<readonly string[]> {
  const without = (name: string): string => query.replace(new RegExp(`&${name}=[^&]*`), '');
  const names = ['_sort', '_count'].filter((name) => query.includes(`&${name}=`));
  const alone = await Promise.all(
    names.map(async (name) => ((await probe(without(name))).status === 200 ? [name] : [])),
  );
  if (alone.flat().length > 0) return alone.flat();
  return names.length > 1 && (await probe(plain(query))).status === 200 ? names : [];
}

/** As the server's own fallback asks where `_sort` or `_count` is refused. */
function plain(query: string): string {
  const url = new URL(query, 'http://base/');
  const bare = withoutManner({ url, resourceType: '' }) ?? url;
  return bare.pathname.slice(1) + bare.search;
}

/** A server that does not know comma lists takes the whole list for one code. */
async function losesLists(query: string, answer: Probed, probe: Probe): Promise<boolean> {
  const codes = /([?&]code=)([^&,]+),[^&]*/.exec(query);
  if (!codes || entriesOf(answer.body).length > 0) return false;
  const all = /code=([^&]*)/.exec(query)?.[1]?.split(',') ?? [];
  for (const code of all.slice(0, 5)) {
    const single = await probe(query.replace(codes[0], `${codes[1]}${code}`));
    if (entriesOf(single.body).length > 0) return true;
  }
  return false;
}

function toReport(
  key: string,
  query: string,
  answer: Probed,
  refused: readonly string[],
  ignoredLists: readonly string[],
): QueryReport {
  const type = /^\w+/.exec(query)?.[0] ?? '';
  const body = typeof answer.body === 'object' && answer.body !== null ? answer.body : {};
  const { matches, next } = listingOf(body, type);
  const entries = member(body, 'resourceType') === 'Bundle' ? matches.length : answer.status === 200 ? 1 : 0;
  const order = orderOf(matches);
  const count = Number(/[?&]_count=(\d+)/.exec(query)?.[1] ?? Infinity);
  const total = member(body, 'total');
  const sorts = query.includes('_sort=-date') && !refused.includes('_sort');
  const remarks = listOf(member(body, 'entry')).map((entry) => member(entry, 'resource'));
  return {
    key,
    status: answer.status,
    ms: answer.ms,
    bytes: answer.bytes,
    entries,
    ...(typeof total === 'number' && { total }),
    goesOn: next !== undefined,
    order,
    refused,
    ignored: [
      ...(sorts && (order === 'oldest first' || order === 'no order') ? ['_sort'] : []),
      ...(entries > count || (next !== undefined && entries < count) ? ['_count'] : []),
      ...ignoredLists,
      ...(remarks.some((r) => isOutcome(r) && saysIncomplete(r)) ? ['a parameter, as its OperationOutcome says'] : []),
    ],
  };
}

function isOutcome(value: unknown): value is object {
  return member(value, 'resourceType') === 'OperationOutcome';
}

function entriesOf(body: unknown): readonly unknown[] {
  return listOf(member(body, 'entry')).filter((e) => !isOutcome(member(e, 'resource')));
}

function orderOf(matches: readonly object[]): Order {
  const dates = matches.map((m) =>
    Date.parse(String(member(m, 'effectiveDateTime') ?? member(m, 'performedDateTime'))),
  );
  const steps = dates.slice(1).map((at, i) => Math.sign(at - (dates[i] ?? Number.NaN)));
  if (steps.some(Number.isNaN) || steps.every((step) => step === 0)) return 'not shown';
  if (steps.every((step) => step <= 0)) return 'newest first';
  return steps.every((step) => step >= 0) ? 'oldest first' : 'no order';
}

function findingsOf(report: QueryReport, answer: Probed, required: boolean): readonly Finding[] {
  const { key, status, entries, bytes, ms, refused, ignored, order, goesOn } = report;
  if (status !== 200) {
    const text = `refused: ${statusInWords(answer)}`;
    return [required ? blocker(key, `${text}; without it every call is answered with 412`) : warning(key, text)];
  }
  const list = order === 'not shown' ? '' : `, ${order}`;
  return [
    info(key, `${entries} in ${bytes} bytes and ${ms} ms${list}${goesOn ? ', more on further pages' : ''}`),
    ...(refused.length > 0
      ? [
          warning(
            key,
            `${refused.join(' and ')} refused: asked for without; an EHR that sends the template as it is gets an error`,
          ),
        ]
      : []),
    ...(ignored.length > 0 ? [warning(key, `ignored: ${ignored.join(', ')}`)] : []),
  ];
}
