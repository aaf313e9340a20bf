// A card plan → a card: summary, a small table, a few lines, the source, what to do next.
import { analyteName } from '../cards/analyte-name.ts';
import { buildCard } from '../cards/build.ts';
import type { Citation } from '../cards/evidence.ts';
import { cytogeneticRows } from '../cards/cytogenetics.ts';
import { shownDate, shownWithReported } from '../cards/format.ts';
import { blocks, bullets, escapeText, table } from '../cards/markdown.ts';
import { overrideReasons } from '../cards/override-reasons.ts';
import type { Coding, DraftCard, Link, Source } from '../cards/types.ts';
import type { Measurement } from '../clinical/facts/types.ts';
import { evidenceOf, onceBy, type CardPlan } from './compose.ts';

export interface Layout {
  readonly version: string;
  readonly bibliography: ReadonlyMap<string, Citation>;
  /** Stable codings by topic: some EHRs hang their override memory on them. */
  readonly topics: Readonly<Record<string, Coding>>;
  /** What the reader must know about the data; shown on the first card, and asked for only when there is one. */
  readonly notes: () => readonly string[];
  /** The closing sentence of every card. */
  readonly closing: string;
  readonly links: (plan: CardPlan) => readonly Link[];
}

const MAX_SUGGESTIONS = 6;
/** Cut-offs that a rounded number in the table must not appear to cross. */
const CUTS = [1.2, 2, 3.5, 5.5];

/** The cards of an answer, in order. */
export function layOut(plans: readonly CardPlan[], layout: Layout): readonly DraftCard[] {
  return plans.map((plan, i) => {
    const { findings } = plan;
    const [first, ...rest] = findings;
    const evidence = evidenceOf(findings, layout.version, layout.bibliography);
    const [citation] = evidence.citations;
    const topic = layout.topics[first.topic];
    return buildCard({
      summary: first.summary,
      indicator: plan.indicator,
      detail: blocks(
        bullets(rest.map((f) => `**${f.summary}**`)),
        measurements(plan),
        bullets(
          unique([
            ...first.lines,
            ...(first.asides ?? []),
            ...rest.flatMap((f) => f.lines),
            ...(i === 0 ? layout.notes() : []),
          ]),
        ),
        `*${layout.closing} Rules ${layout.version}.*`,
      ),
      source: sourceOf(citation, topic),
      suggestions: onceBy(
        findings.flatMap((f) => f.suggestions ?? []),
        (s) => s.label,
      ).slice(0, MAX_SUGGESTIONS),
      overrideReasons: overrideReasons(findings.flatMap((f) => f.overrideReasons ?? [])),
      links: layout.links(plan),
      evidence,
      once: first.once,
    });
  });
}

function sourceOf(citation: Citation | undefined, topic: Coding | undefined): Source {
  const url = citation?.doi === undefined ? citation?.url : `https://doi.org/${encodeURI(citation.doi)}`;
  return { label: citation?.label ?? 'ClearStage', ...(url !== undefined && { url }), ...(topic && { topic }) };
}

function measurements({ findings }: CardPlan): string | undefined {
  const used = onceBy(
    findings.flatMap((f) => f.inputs ?? []),
    (m) => `${m.reference} ${m.analyte}`,
  );
  const genetics = cytogeneticRows(
    onceBy(
      findings.flatMap((f) => f.cytogenetics ?? []),
      (r) => r,
    ),
  );
  const measured = used.map((m) => [analyteName(m.analyte), escapeText(shownWithReported(m, CUTS), 80), dateOf(m)]);
  const rows = [
    ...(findings[0].cytogeneticsLead ? [...genetics, ...measured] : [...measured, ...genetics]),
    ...findings.flatMap((f) => f.rows ?? []),
  ];
  return rows.length === 0 ? undefined : table(['Result', 'Value', 'Date'], rows);
}

/** A rough date is shown as the record states it. */
function dateOf({ at, until, effective }: Measurement): string {
  return until === undefined ? shownDate(at) : escapeText(effective, 20);
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
