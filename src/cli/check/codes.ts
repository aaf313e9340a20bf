// Under which codes and units the results that concern us stand in a record, and what the site section would make readable.
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { count, type Counts } from '../../population/input/counts.ts';
import { resultCodeOf, type ReadAs, type ResultCode } from '../../population/quality/result-code.ts';
import { info, warning, type Finding } from './finding.ts';

/** One code as it occurs. */
export interface CodeCount extends Omit<ResultCode, 'unit'> {
  /** Unit → how often; `(none)` without one. */
  readonly units: Readonly<Record<string, number>>;
  readonly count: number;
}

export interface CodeCounter {
  /** @returns what it is read as */
  add(observation: fhir4.Observation): ReadAs | undefined;
  /** The most frequent first. */
  counts(): readonly CodeCount[];
}

/** Of some patients or of all, whether or not our queries would find the results. */
export function createCodeCounter(localCodes: LocalCodes): CodeCounter {
  const counted = new Map<string, CodeCount & { count: number; readonly units: Counts }>();
  return {
    add(observation) {
      const found = resultCodeOf(observation, localCodes);
      if (!found) return undefined;
      const { unit, ...rest } = found;
      const key = JSON.stringify([rest.system, rest.code, rest.readAs]);
      let known = counted.get(key);
      if (!known) counted.set(key, (known = { ...rest, units: {}, count: 0 }));
      known.count++;
      count(known.units, unit);
      return rest.readAs;
    },
    counts: () => [...counted.values()].sort((a, b) => b.count - a.count),
  };
}

export function codeFindings(counts: readonly CodeCount[]): readonly Finding[] {
  return counts.map(({ system, code, text, units, count, readAs, candidates }) => {
    const words = text === '' ? '' : ` "${text}"`;
    const name = `${system}|${code}${words}, ${count} × in ${Object.keys(units).join(', ')}`;
    if (readAs !== undefined) return info('codes', `${name}: read as ${readAs}`);
    const line = candidates?.map((loinc) => JSON.stringify({ system, code, loinc })).join(' or ');
    return warning(
      'codes',
      line === undefined
        ? `${name}: not recognised`
        : `${name}: not recognised; if the laboratory confirms it, in site.localLaboratoryCodes: ${line}`,
    );
  });
}
