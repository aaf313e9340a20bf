// A card plan → a card: summary, a small table, a few lines, the source, what to do next.
import { buildCard } from '../cards/build.ts';
import type { EvidenceDating } from '../cards/dating.ts';
import type { Citation } from '../cards/evidence.ts';
import type { CardBody } from '../cards/body.ts';
import { overrideReasons } from '../cards/override-reasons.ts';
import type { Coding, DraftCard, Link, Source } from '../cards/types.ts';
import { dateOf, measurementsOf, rowsOf } from './card-rows.ts';
import { linesOf, summaryOf } from './card-lines.ts';
import { evidenceOf, onceBy, type CardPlan } from './compose.ts';

export interface Layout {
  readonly version: string;
  readonly bibliography: ReadonlyMap<string, Citation>;
  /** Stable codings by topic: some EHRs hang their override memory on them. */
  readonly topics: Readonly<Record<string, Coding>>;
  /** What the reader must know about the data; shown on the first card, and asked for only when there is one. */
  readonly notes: () => readonly string[];
  /** The closing sentence of a card, by the topic of its leading finding. */
  readonly closing: (topic: string) => string;
  /** The head of the table carries the date of the results. */
  readonly isDated: boolean;
  readonly links: (plan: CardPlan) => readonly Link[];
  /** What dates the stages on the cards. */
  readonly dating?: EvidenceDating | undefined;
}

const MAX_SUGGESTIONS = 6;

/** The cards of an answer, in order. */
export function layOut(plans: readonly CardPlan[], layout: Layout): readonly DraftCard[] {
  return plans.map((plan, i) => {
    const { findings } = plan;
    const [first] = findings;
    const evidence = {
      ...evidenceOf(findings, layout.version, layout.bibliography),
      ...(findings.some(isDatedBy) && layout.dating),
    };
    const [citation] = evidence.citations;
    const topic = layout.topics[first.topic];
    const notes = i === 0 ? layout.notes() : [];
    const { summary, unsaid } = summaryOf(findings);
    return buildCard({
      summary,
      indicator: plan.indicator,
      body: bodyOf(plan, unsaid, notes, layout),
      source: sourceOf(citation, topic),
      suggestions: onceBy(
        findings.flatMap((f) => f.suggestions ?? []),
        (s) => s.label,
      ).slice(0, MAX_SUGGESTIONS),
      overrideReasons: overrideReasons(findings.flatMap((f) => f.overrideReasons ?? [])),
      links: layout.links(plan),
      evidence,
      // What is told with another is not kept back because that was told before.
      once: first.once?.ofPatient && findings.length > 1 ? undefined : first.once,
    });
  });
}

function sourceOf(citation: Citation | undefined, topic: Coding | undefined): Source {
  const url = citation?.doi === undefined ? citation?.url : `https://doi.org/${encodeURI(citation.doi)}`;
  return { label: citation?.label ?? 'ClearStage', ...(url !== undefined && { url }), ...(topic && { topic }) };
}

/** Is it about the time of diagnosis? */
function isDatedBy({ assessments = [] }: CardPlan['findings'][number]): boolean {
  return assessments.some((a) => a.basis !== undefined);
}

function bodyOf(
  { findings }: CardPlan,
  unsaid: readonly string[],
  notes: readonly string[],
  { closing, version, isDated }: Layout,
): CardBody {
  const [first] = findings;
  const [deciding] = measurementsOf(findings);
  const changes = [...new Set(findings.flatMap((f) => f.changes ?? []))];
  return {
    ...(isDated && deciding && { date: dateOf(deciding) }),
    rows: rowsOf(findings),
    lines: linesOf(findings, unsaid, notes),
    ...(changes.length > 0 && { change: `${changes.join('; ')}.` }),
    closing: `${closing(first.topic)} Rules ${version}.`,
  };
}
