// How this service's cards are laid out: topics, notes about the data, the link to the trend.
import { missingDataNotes, type CardPlan, type Coding, type Link } from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import { KEY_WORDS } from './words.ts';

const SYSTEM = 'https://clearstage.org/CodeSystem/card-topic';

/** Alphanumeric and stable: some EHRs remember overrides by them. */
export const TOPICS: Readonly<Record<string, Coding>> = {
  injury: { system: SYSTEM, code: 'b2minjury', display: 'Acute kidney injury' },
  b2m: { system: SYSTEM, code: 'b2m', display: 'Beta-2 microglobulin' },
  trend: { system: SYSTEM, code: 'b2mtrend', display: 'Beta-2 microglobulin over time' },
  urine: { system: SYSTEM, code: 'b2murine', display: 'Beta-2 microglobulin in urine' },
  csf: { system: SYSTEM, code: 'b2mcsf', display: 'Beta-2 microglobulin in cerebrospinal fluid' },
};

/** What a reader must know about the data behind the cards. */
export function dataNotes({ reading, pending, situation }: ResultInput): readonly string[] {
  const { facts, focus } = reading;
  const lines: string[] = [];
  if (pending.length > 0) lines.push(`Pending: ${pending.join(', ')} is preliminary and was not used.`);
  lines.push(...missingDataNotes(facts, KEY_WORDS));
  if (focus?.flags.includes('unit-suspect')) lines.push('B2M was reported in mg/dL, which is unusual: check the unit.');
  if (focus?.flags.includes('dated-by-issue'))
    lines.push('The specimen is undated; the date of issue stands in for it.');
  if (situation.hook === 'result-view' && facts.setAside.some((s) => s.reason === 'another-patient')) {
    lines.push('Results of another patient came with the request and were not used.');
  }
  return lines;
}

/** The server puts its own base URL in front. */
const TREND: readonly Link[] = [
  { label: 'B2M over time', url: '/smart/launch', type: 'smart', appContext: 'view=trend' },
];

/** Offered where the course of B2M says more than one value. */
export function trendLinks(plan: CardPlan): readonly Link[] {
  return plan.findings.some((f) => f.trend) ? TREND : [];
}
