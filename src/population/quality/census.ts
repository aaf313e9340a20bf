// The results of a record that concern us, counted as `check --export` counts them: codes, units, status, dates.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { precisionOf, resultCodeOf } from './result-code.ts';

/** @param count of names whose parts are set apart by `|` */
export function countResult(
  observation: fhir4.Observation,
  localCodes: LocalCodes,
  count: (name: string) => void,
): void {
  const found = resultCodeOf(observation, localCodes);
  if (!found) return;
  const { system, code, unit, readAs, candidates } = found;
  const as = readAs ?? (candidates ? `not recognised; perhaps ${candidates.join(' or ')}` : 'not recognised');
  count(['code', as, `${system} ${code}`, unit].map((part) => part.replaceAll('|', '/')).join('|'));
  if (readAs === undefined || readAs === 'cytogenetics') return;
  count(`status|${typeof observation.status === 'string' ? observation.status : '(none)'}`);
  count(`dated|${precisionOf(observation.effectiveDateTime)}`);
}
