// What is told when a chart is opened: the first weeks of a new disease, and what is new; never the course of a treated one.
import {
  daysSince,
  diagnosisOf,
  isTreatedAt,
  PROGNOSTIC_INDICES,
  treatmentBegun,
  type Disease,
  type Measurement,
  type Reading,
  type runRules,
} from '../../src/authoring.ts';
import type { ResultSettings } from './knowledge.ts';
import { REASONS } from './phrases/reasons.en.ts';

const WHY = REASONS.chartOpening;

type Said = ReturnType<typeof runRules>;
type Spoken = Said['findings'][number];

/** They follow a course: told when its result is opened. */
const NEVER: ReadonlySet<string> = new Set(['follow-up', 'light-chains']);
/** Of treated disease they tell nothing that is needed when a chart is opened. */
const NEVER_IN_TREATED: ReadonlySet<string> = new Set(['prognostic-index']);
const STAGED: readonly Disease[] = [...new Set<Disease>(['myeloma', ...PROGNOSTIC_INDICES.map((i) => i.disease)])];

/**
 * Within 90 days after diagnosis and before the first dose all is told; otherwise only what rests on a result of the last 30
 * days, as information. Each set of results once to each user.
 *
 * @param exempt rules that are told whatever was opened
 */
export function atChartOpening(
  { findings, outcomes }: Said,
  { facts }: Reading,
  settings: ResultSettings,
  exempt: ReadonlySet<string>,
): Said {
  const states = STAGED.flatMap((disease) => {
    const diagnosis = diagnosisOf(facts, disease);
    return diagnosis ? [{ diagnosis, treated: isTreatedAt(treatmentBegun(facts, diagnosis), facts.asOf) }] : [];
  });
  const isNew = states.some(
    ({ diagnosis: { date, activity }, treated }) =>
      activity === 'active' &&
      treated !== 'yes' &&
      date !== undefined &&
      daysSince(date.earliest, facts.asOf) <= settings.chartOpeningDays,
  );
  const isTreated = states.some(({ diagnosis, treated }) => treated === 'yes' || diagnosis.activity !== 'active');
  const isFresh = (m: Measurement): boolean => daysSince(m.at, facts.asOf) <= settings.recentDays;
  const why = (f: Spoken): string | undefined => {
    if (exempt.has(f.rule)) return undefined;
    if (NEVER.has(f.rule)) return WHY.whenOpened;
    if (isTreated && NEVER_IN_TREATED.has(f.rule)) return WHY.indexWhenOpened;
    if (isNew || f.inputs?.some(isFresh)) return undefined;
    return WHY.nothingNew(settings.recentDays);
  };
  const silent = new Map<string, string>();
  for (const f of findings) {
    const reason = why(f);
    if (reason !== undefined) silent.set(f.rule, reason);
  }
  const kept = findings.filter((f) => !silent.has(f.rule));
  return {
    findings: kept.map((f) =>
      exempt.has(f.rule)
        ? f
        : {
            ...f,
            indicator: isNew || f.indicator !== 'warning' ? f.indicator : 'info',
            once: { what: onceOf(kept, f.topic), days: settings.chartOpeningAgainDays },
          },
    ),
    outcomes: outcomes.map((o) => {
      const reason = silent.get(o.id);
      return reason === undefined ? o : { ...o, fired: false, because: WHY.with(reason, o.because) };
    }),
  };
}

/** The results that a card rests on: it is told again when one of them is another. */
function onceOf(findings: readonly Spoken[], topic: string): string {
  const used = findings
    .filter((f) => f.topic === topic)
    .flatMap((f) => [
      ...(f.inputs ?? []).map((m) => `${m.reference} ${m.quantity.comparator ?? ''}${m.quantity.value}`),
      ...(f.cytogenetics ?? []).flatMap((r) => r.references),
    ]);
  return [...new Set(used)].sort().join('|');
}
