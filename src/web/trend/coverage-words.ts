// What of the chart was not read, or only in part, in words: nothing is said to be absent there.
import { andList, spanInWords } from '../../cards/format.ts';
import { plainKey } from '../../clinical/facts/code-search.ts';
import type { Chart } from './patient-chart.ts';

/** Key → its name, and what is open without it. */
const NAMES: Readonly<Record<string, readonly [name: string, open?: string]>> = {
  results: ['laboratory results'],
  'all-results': ['laboratory results'],
  conditions: ['the problem list', 'diagnosis and dialysis are open'],
  medications: ['medications', 'whether treatment has begun is open'],
  procedures: ['procedures', 'dialysis and transplant are open'],
};

/** @returns none when everything was read */
export function coverageNotes({ unavailable, partlyRead }: Chart): readonly string[] {
  const lost = unavailable.map((key) => {
    const [name = key, open] = NAMES[plainKey(key)] ?? [];
    return open === undefined ? name : `${name} (${open})`;
  });
  const inPart = partlyRead
    .filter(({ key }) => !unavailable.includes(key))
    .map(({ key, spans }) => {
      const [name = key] = NAMES[plainKey(key)] ?? [];
      const whole = spans.length > 0 ? `complete ${andList(spans.map(spanInWords))}` : 'what is missing cannot be told';
      return `${name} (${whole})`;
    });
  return [
    ...(lost.length > 0 ? [`Could not be read from the EHR: ${andList([...new Set(lost)])}.`] : []),
    ...(inPart.length > 0 ? [`Read only in part: ${andList([...new Set(inPart)])}.`] : []),
  ];
}

/** What is said where there is nothing to draw: absent only where everything was read. */
export function nothingToDraw({ unavailable, partlyRead, resources }: Chart): string {
  const isResult = (key: string): boolean => plainKey(key).endsWith('results');
  if (unavailable.some(isResult)) return 'The laboratory results could not be read, so there is nothing to draw.';
  if (partlyRead.some(({ key }) => isResult(key)))
    return 'No serum B2M, creatinine or eGFR is in the part of the results that was read; others may be on record.';
  const others = resources.filter((r) => r.resourceType === 'Observation').length;
  if (others === 0) return 'No results were found on this record.';
  const few = others === 1 ? 'The one result' : `None of the ${others} results`;
  return `${few} on this record ${others === 1 ? 'does not carry' : 'carries'} a code or unit by which ClearStage reads serum B2M, creatinine or eGFR.`;
}
