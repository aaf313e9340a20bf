// When a test last came back: not to suggest what has just been done.
import { codingsOf, loincOf, toInstant, type Chart, type LocalCodes } from '../../src/authoring.ts';

const NOT_DONE: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);

/**
 * The chart is gone through once, when the first rule asks.
 *
 * @returns for LOINC codes: when one of them last came back, milliseconds since 1970; -Infinity for never
 */
export function lastDoneIn(chart: Chart, localCodes: LocalCodes): (codes: readonly string[]) => number {
  let byCode: ReturnType<typeof observationsByCode> | undefined;
  return (codes) => {
    byCode ??= observationsByCode(chart, localCodes);
    let last = -Infinity;
    for (const { effectiveDateTime, issued } of codes.flatMap((code) => byCode?.get(code) ?? [])) {
      last = Math.max(last, toInstant(effectiveDateTime ?? issued) ?? -Infinity);
    }
    return last;
  };
}

function observationsByCode(
  { resources }: Chart,
  localCodes: LocalCodes,
): ReadonlyMap<string, readonly fhir4.Observation[]> {
  const byCode = new Map<string, fhir4.Observation[]>();
  for (const { resource } of resources) {
    if (resource.resourceType !== 'Observation' || NOT_DONE.has(resource.status)) continue;
    for (const coding of codingsOf(resource.code)) {
      const code = loincOf(coding, localCodes);
      if (code === undefined) continue;
      const known = byCode.get(code);
      if (known) known.push(resource);
      else byCode.set(code, [resource]);
    }
  }
  return byCode;
}
