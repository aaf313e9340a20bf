// A card plan → a card: summary, a small table, a few lines, the source, what to do next.
import { buildCard } from '../cards/build.ts';
import type { EvidenceDating } from '../cards/dating.ts';
import type { Circumstance } from '../clinical/reading/circumstances.ts';
import type { FishResult } from '../clinical/reading/fish-result.ts';
import type { Citation } from '../cards/evidence.ts';
import type { CardBody } from '../cards/body.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import { overrideReasons, type CardKind } from '../cards/override-reasons.ts';
import type { Coding, DraftCard, Link, Source, Suggestion } from '../cards/types.ts';
import { dateOf, measurementsOf, rowsOf } from './card-rows.ts';
import { linesOf, summaryOf } from './card-lines.ts';
import { evidenceOf, onceBy, type CardPlan } from './compose.ts';
import type { Finding, Named } from './rule.ts';

export interface Layout {
  readonly version: string;
  readonly bibliography: ReadonlyMap<string, Citation>;
  /** Stable codings by topic: some EHRs hang their override memory on them. */
  readonly topics: Readonly<Record<string, Coding>>;
  /**
   * What the reader must know about the data; shown on the first card, and asked for only when there is one.
   *
   * @param named references of entries that the cards name anyway
   * @param isOrdering that card offers an order
   */
  readonly notes: (named: ReadonlySet<string>, isOrdering: boolean) => readonly string[];
  /** The closing sentence of a card, by its leading finding. */
  readonly closing: (first: Finding) => string;
  /** The head of the table carries the date of the results. */
  readonly isDated: boolean;
  /** What its cards ask of the reader, unless a finding says so. */
  readonly kind?: CardKind;
  readonly links: (plan: CardPlan) => readonly Link[];
  /** What dates the stages on the cards. */
  readonly dating?: EvidenceDating | undefined;
  /** FISH and variant results of another time, which a stage did not rest on. */
  readonly passedOver?: readonly FishResult[] | undefined;
  /** What on record changes every card. */
  readonly circumstances?: readonly Circumstance[];
}

const MAX_SUGGESTIONS = 6;

/** The cards of an answer, in order. */
export function layOut(plans: readonly CardPlan[], layout: Layout): readonly DraftCard[] {
  // Of two cards the second repeats nothing of the first.
  const offered = new Set<string>();
  return plans.map((plan, i) => {
    const { findings } = plan;
    const [first] = findings;
    const evidence = {
      ...evidenceOf(findings, layout.version, layout.bibliography, {
        circumstances: layout.circumstances ?? [],
        ...(findings.some((f) => f.cytogenetics) && { passedOver: layout.passedOver ?? [] }),
      }),
      ...(findings.find((f) => f.dating)?.dating ?? (findings.some(isDatedBy) && layout.dating)),
    };
    const [citation] = evidence.citations;
    const topic = layout.topics[first.topic];
    const elsewhere = plans.flatMap((p) =>
      p.findings.flatMap((f) => (f.tells ?? []).filter((t) => t.line === undefined)),
    );
    const { summary, unsaid } = summaryOf(findings);
    const suggestions = onceBy(
      // What a stage offers comes first: the others build on it.
      findings
        .toSorted((a, b) => Number(b.kind === 'stage') - Number(a.kind === 'stage'))
        .flatMap((f) => f.suggestions ?? []),
      (s) => s.label,
    )
      .filter((s) => !offered.has(s.label))
      .slice(0, MAX_SUGGESTIONS);
    for (const { label } of suggestions) offered.add(label);
    const isOrdering = suggestions.some(isOrder);
    const notes = (named: readonly Named[]): readonly string[] =>
      i === 0 ? layout.notes(new Set([...elsewhere, ...named].flatMap((t) => t.references)), isOrdering) : [];
    return buildCard({
      summary,
      indicator: plan.indicator,
      body: bodyOf(plan, unsaid, notes, layout),
      source: sourceOf(citation, topic),
      suggestions,
      overrideReasons: overrideReasons(layout.kind ?? kindOf(plan, suggestions.length > 0)),
      links: layout.links(plan),
      evidence,
      // What is told with another is not kept back because that was told before.
      unused: findings.flatMap((f) => f.unused ?? []),
      once: first.once?.ofPatient && findings.length > 1 ? undefined : first.once,
    });
  });
}

function isOrder({ actions: [{ resource }] }: Omit<Suggestion, 'uuid'>): boolean {
  return resource.resourceType === 'ServiceRequest';
}

function sourceOf(citation: Citation | undefined, topic: Coding | undefined): Source {
  const url = citation?.doi === undefined ? citation?.url : `https://doi.org/${encodeURI(citation.doi)}`;
  return { label: citation?.label ?? 'ClearStage', ...(url !== undefined && { url }), ...(topic && { topic }) };
}

/** That of the first finding that says so; tests that are offered make it work. */
function kindOf({ findings }: CardPlan, isOffering: boolean): CardKind {
  return findings.find((f) => f.kind !== undefined)?.kind ?? (isOffering ? 'work' : 'read');
}

/** Is it about the time of diagnosis? */
function isDatedBy({ assessments = [] }: CardPlan['findings'][number]): boolean {
  return assessments.some((a) => a.basis !== undefined);
}

/** The lines, and a note of what none of them names. */
function linesBeside(
  findings: CardPlan['findings'],
  unsaid: readonly string[],
  notes: (named: readonly Named[]) => readonly string[],
): readonly string[] {
  const named = findings.flatMap((f) => f.tells ?? []);
  const lines = linesOf(findings, unsaid, notes(named));
  const kept = named.filter(({ line }) => line === undefined || lines.includes(line));
  return kept.length === named.length ? lines : linesOf(findings, unsaid, notes(kept));
}

function bodyOf(
  { findings }: CardPlan,
  unsaid: readonly string[],
  notes: (named: readonly Named[]) => readonly string[],
  { closing, version, isDated }: Layout,
): CardBody {
  const [first] = findings;
  const [deciding] = measurementsOf(findings);
  const date = first.dates ?? (deciding && dateOf(deciding));
  const changes = [...new Set(findings.flatMap((f) => f.changes ?? []))];
  return {
    ...(isDated && date !== undefined && { date }),
    rows: rowsOf(findings),
    lines: linesBeside(findings, unsaid, notes),
    ...(changes.length > 0 && {
      change: [`${changes.join('; ')}.`, ...(first.stays === undefined ? [] : [first.stays])].join(' '),
    }),
    closing: CARD_WORDS.closing(closing(first), version),
  };
}
