// Findings → the cards a clinician sees: summary, a small table, a few lines, what to do next.
import {
  blocks,
  buildCard,
  bullets,
  escapeText,
  evidenceOf,
  onceBy,
  planCards,
  shownDate,
  shownWithReported,
  table,
  type CardPlan,
  type Citation,
  type Coding,
  type DraftCard,
  type Link,
  type Measurement,
  type Spoken,
} from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import { analyteName, NOT_A_DIAGNOSIS, unavailableWords } from './words.ts';
import { overrideReasons } from './override-reasons.ts';

const MAX_SUGGESTIONS = 6;
const CUTS = [2, 3.5, 5.5];

/** The cards for what the rules said. */
export function toCards(
  findings: readonly Spoken[],
  input: ResultInput,
  max: number,
  version: string,
  bibliography: ReadonlyMap<string, Citation>,
): readonly DraftCard[] {
  return planCards(findings, max).map((plan, i) => {
    const [first] = plan.findings;
    const evidence = evidenceOf(plan.findings, version, bibliography);
    const citation = evidence.citations[0];
    return buildCard({
      summary: first.summary,
      indicator: plan.indicator,
      detail: blocks(
        ...others(plan),
        measurementTable(plan),
        bullets(
          onceBy(
            plan.findings.flatMap((f) => f.lines),
            (l) => l,
          ),
        ),
        i === 0 && bullets(notes(input)),
        `*${NOT_A_DIAGNOSIS} Rules ${version}.*`,
      ),
      source: {
        label: citation?.label ?? 'ClearStage',
        ...(citation?.doi ? { url: `https://doi.org/${citation.doi}` } : citation?.url && { url: citation.url }),
        topic: TOPIC_CODING[first.topic] ?? DEFAULT_TOPIC,
      },
      suggestions: onceBy(
        plan.findings.flatMap((f) => f.suggestions ?? []),
        (s) => s.label,
      ).slice(0, MAX_SUGGESTIONS),
      overrideReasons: overrideReasons(plan.findings.flatMap((f) => f.overrideReasons ?? [])),
      links: trendLinks(plan, input),
      evidence,
    });
  });
}

/** What else is on this card: one line for each further finding. */
function others(plan: CardPlan): readonly string[] {
  const [, ...rest] = plan.findings;
  return rest.length === 0 ? [] : [bullets(rest.map((f) => `**${f.summary}**`))];
}

function measurementTable(plan: CardPlan): string | undefined {
  const used = onceBy(
    plan.findings.flatMap((f) => f.inputs ?? []),
    (m) => `${m.reference} ${m.analyte}`,
  );
  const rows = used.map(row).concat(plan.findings.flatMap((f) => (f.rows ?? []).map((r) => [...r])));
  return rows.length === 0 ? undefined : table(['Result', 'Value', 'Date'], rows);
}

function row(m: Measurement): string[] {
  return [analyteName(m), escapeText(shownWithReported(m, CUTS), 80), shownDate(m.at)];
}

/** What a reader must know about the data behind the first card. */
function notes({ reading, situation, pending }: ResultInput): readonly string[] {
  const { facts } = reading;
  const lines: string[] = [];
  if (pending.length > 0) lines.push(`A newer result is preliminary and was not used: ${pending.join(', ')}.`);
  if (facts.unavailable.length > 0) lines.push(`Could not be read: ${unavailableWords(facts.unavailable).join(', ')}.`);
  if (reading.focus?.flags.includes('unit-suspect')) {
    lines.push('B2M was reported in mg/dL, which is unusual: check the unit.');
  }
  if (facts.setAside.some((s) => s.reason === 'another-patient') && situation.hook === 'result-view') {
    lines.push('Results of another patient came with the request and were not used.');
  }
  return lines;
}

const SYSTEM = 'https://clearstage.org/CodeSystem/card-topic';
const DEFAULT_TOPIC: Coding = { system: SYSTEM, code: 'b2m', display: 'Beta-2 microglobulin' };
/** Stable and alphanumeric: some EHRs remember overrides by it. */
const TOPIC_CODING: Readonly<Record<string, Coding>> = {
  injury: { system: SYSTEM, code: 'b2minjury', display: 'Acute kidney injury' },
  b2m: DEFAULT_TOPIC,
  trend: { system: SYSTEM, code: 'b2mtrend', display: 'Beta-2 microglobulin over time' },
  urine: { system: SYSTEM, code: 'b2murine', display: 'Beta-2 microglobulin in urine' },
  csf: { system: SYSTEM, code: 'b2mcsf', display: 'Beta-2 microglobulin in cerebrospinal fluid' },
};

function trendLinks(plan: CardPlan, input: ResultInput): readonly Link[] {
  return input.trendUrl !== undefined && plan.findings.some((f) => f.trend)
    ? [{ label: 'B2M over time', url: input.trendUrl, type: 'smart', appContext: 'view=trend' }]
    : [];
}
