// What each prefetch template of a service asks for, so that what a page left out is known for what it is.
import { codingsIn, type LocalCodes } from '../clinical/facts/code-search.ts';
import type { PartlyRead } from '../clinical/facts/types.ts';
import { loincOf } from '../clinical/facts/observation.ts';
import { resourceTypeOf } from '../contracts/fhir-query.ts';
import type { Chart } from '../contracts/service.ts';

/** Prefetch key → resource type and, for a search by code, the LOINC codes; none for codes of other systems. */
export type Queries = ReadonlyMap<string, Pick<PartlyRead, 'type' | 'codes'>>;

/** @param localCodes the site's own codes as `system|code` → LOINC */
export function queriesOf(templates: Readonly<Record<string, string>>, localCodes: LocalCodes): Queries {
  return new Map(
    Object.entries(templates).map(([key, template]) => {
      const codes = /[?&]code=([^&]*)/.exec(template)?.[1];
      return [
        key,
        { type: resourceTypeOf(template), ...(codes !== undefined && { codes: loincCodes(codes, localCodes) }) },
      ];
    }),
  );
}

function loincCodes(list: string, localCodes: LocalCodes): ReadonlySet<string> {
  return new Set(codingsIn(list).flatMap((coding) => loincOf(coding, localCodes) ?? []));
}

/** The queries of a chart that were not answered in full. */
export function partlyRead({ unavailable, coverage }: Chart, queries: Queries): readonly PartlyRead[] {
  const keys = new Set([...unavailable.keys(), ...(coverage?.keys() ?? [])]);
  return [...keys].map((key) => ({
    key,
    ...(queries.get(key) ?? { type: '' }),
    spans: unavailable.has(key) ? [] : (coverage?.get(key) ?? []),
  }));
}
