// A card plan → a card: summary, a small table, a few lines, the source, what to do next.
import { analyteName } from '../cards/analyte-name.ts';
import { buildCard } from '../cards/build.ts';
import type { EvidenceDating } from '../cards/dating.ts';
import type { Citation } from '../cards/evidence.ts';
import { cytogeneticRows } from '../cards/cytogenetics.ts';
import type { CardBody, CardRow } from '../cards/body.ts';
import { shown, shownAsReported, shownDate } from '../cards/format.ts';
import { escapeText } from '../cards/markdown.ts';
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
  /** The closing sentence of a card, by the topic of its leading finding. */
  readonly closing: (topic: string) => string;
  /** The head of the table carries the date of the results. */
  readonly isDated: boolean;
  readonly links: (plan: CardPlan) => readonly Link[];
  /** What dates the stages on the cards. */
  readonly dating?: EvidenceDating | undefined;
}

const MAX_SUGGESTIONS = 6;
/** Cut-offs that a rounded number in the table must not appear to cross. */
const CUTS = [1.2, 2, 3.5, 5.5];

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
    return buildCard({
      summary: first.summary,
      indicator: plan.indicator,
      body: bodyOf(plan, notes, layout),
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

function bodyOf({ findings }: CardPlan, notes: readonly string[], { closing, version, isDated }: Layout): CardBody {
  const [first, ...rest] = findings;
  const used = onceBy(
    findings.flatMap((f) => f.inputs ?? []),
    (m) => `${m.reference} ${m.analyte}`,
  );
  const [deciding] = used;
  const isSerumOnly = used.every(({ analyte }) => !OTHER_FLUIDS.has(analyte));
  const limitOf = (m: Measurement): string | undefined =>
    findings.find((f) => f.limits?.[m.analyte] !== undefined)?.limits?.[m.analyte] ?? laboratoryLimit(m);
  const measured = used.map((m): CardRow => ({
    result: analyteName(m.analyte, isSerumOnly),
    value: shownAsReported(m, CUTS).replace('<', '&lt;').replace('>', '&gt;'),
    date: dateOf(m),
    limit: limitOf(m),
  }));
  const genetics = cytogeneticRows(
    onceBy(
      findings.flatMap((f) => f.cytogenetics ?? []),
      (r) => r,
    ),
  );
  const changes = unique(findings.flatMap((f) => f.changes ?? []));
  return {
    ...(isDated && deciding && { date: dateOf(deciding) }),
    rows: [
      ...(first.cytogeneticsLead ? [...genetics, ...measured] : [...measured, ...genetics]),
      ...findings.flatMap((f) => f.rows ?? []),
    ],
    lines: unique([
      ...first.lines,
      ...(first.asides ?? []),
      ...rest.flatMap((f) => [f.told ?? `${f.summary}.`, ...f.lines]),
      ...notes,
    ]),
    ...(changes.length > 0 && { change: `${changes.join('; ')}.` }),
    closing: `${closing(first.topic)} Rules ${version}.`,
  };
}

/** With one of these on the card a serum B2M is named as that. */
const OTHER_FLUIDS: ReadonlySet<Measurement['analyte']> = new Set<Measurement['analyte']>([
  'b2m-urine',
  'b2m-urine-24h',
  'b2m-urine-creatinine-ratio',
  'b2m-csf',
  'b2m-serum-postdialysis',
]);

function laboratoryLimit({ range, quantity }: Measurement): string | undefined {
  if (range?.high === undefined) return undefined;
  return `limit ${shown({ value: range.high, unit: quantity.unit }).split(' ')[0]}`;
}

/** A rough date is shown as the record states it. */
function dateOf({ at, until, effective }: Measurement): string {
  return until === undefined ? shownDate(at) : escapeText(effective, 20);
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
