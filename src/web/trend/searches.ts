// What the trend asks an EHR for: one patient's results, problems, drugs and procedures.
import { codesOf } from '../../clinical/facts/catalogue.ts';
import { codeSearches, codeTokens, codingsIn, type LocalCodes } from '../../clinical/facts/code-search.ts';
import { loincOf } from '../../clinical/facts/observation.ts';
import type { PartlyRead } from '../../clinical/facts/types.ts';
import { escapedSearch } from './search-address.ts';

export interface Search extends Pick<PartlyRead, 'key' | 'type' | 'codes'> {
  readonly query: string;
}

/** Newest first, so that of a list that is cut off the newest are there; `_count` keeps the pages few. */
const MANNER = '&_sort=-date&_count=200';

/** @param patientId as it stands in the record @param localCodes the site's own codes as `system|code` → LOINC */
export function searchesFor(patientId: string, localCodes: LocalCodes): readonly Search[] {
  const patient = `&patient=${encodeURIComponent(patientId)}`;
  const tokens = codeTokens(
    codesOf(() => true),
    localCodes,
  ).map(escapedSearch);
  const results = codeSearches('results', 'Observation?code=', tokens, patient + MANNER);
  return [
    ...Object.entries(results).map(([key, query]): Search => {
      const codes = /code=([^&]*)/.exec(query)?.[1] ?? '';
      return { key, type: 'Observation', query, codes: loincCodes(codes, localCodes) };
    }),
    { key: 'conditions', type: 'Condition', query: `Condition?_count=200${patient}` },
    { key: 'medications', type: 'MedicationRequest', query: `MedicationRequest?_count=200${patient}` },
    { key: 'procedures', type: 'Procedure', query: `Procedure?_count=200${patient}` },
  ];
}

/** Every result whatever its code: asked where the searches by code have found nothing. */
export function uncodedSearch(patientId: string): Search {
  const query = `Observation?patient=${encodeURIComponent(patientId)}${MANNER}`;
  return { key: 'results', type: 'Observation', query };
}

/** The same search without `_sort` and `_count`. */
export function withoutManner(query: string): string {
  return query.replace(/&_(?:sort|count)=[^&]*/g, '').replace(/\?_(?:sort|count)=[^&]*&/, '?');
}

function loincCodes(list: string, localCodes: LocalCodes): ReadonlySet<string> {
  return new Set(codingsIn(list).flatMap((coding) => loincOf(coding, localCodes) ?? []));
}
