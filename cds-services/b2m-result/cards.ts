// How this service's cards are laid out: topics, notes about the data, the link to the trend.
import {
  capital,
  dayOf,
  escapeText,
  methodName,
  ISS_ALBUMIN_CUT,
  ISS_B2M_CUTS,
  missingDataNotes,
  notUsed,
  notUsedPhrase,
  resultsOf,
  shown,
  unreadLine,
  unreadNames,
  unreadOf,
  unreadPhrase,
  type CardPlan,
  type Coding,
  type Facts,
  type Link,
  type Reading,
} from '../../src/authoring.ts';
import { basisLink } from '../shared/basis-link.ts';
import { isB2mAwaited } from './awaits-b2m.ts';
import type { ResultInput } from './input.ts';
import { EN } from './phrases.en.ts';

const NOTES = EN.notes;
const NAMES = EN.notes.topics;

const SYSTEM = 'https://clearstage.org/CodeSystem/card-topic';

/** Alphanumeric and stable: some EHRs remember overrides by them. */
export const TOPICS: Readonly<Record<string, Coding>> = {
  injury: { system: SYSTEM, code: 'kidneyinjury', display: NAMES.injury },
  b2m: { system: SYSTEM, code: 'b2m', display: NAMES.b2m },
  trend: { system: SYSTEM, code: 'b2mtrend', display: NAMES.trend },
  urine: { system: SYSTEM, code: 'b2murine', display: NAMES.urine },
  csf: { system: SYSTEM, code: 'b2mcsf', display: NAMES.csf },
};

/**
 * What a reader must know about the data behind the cards.
 *
 * @param named references of what they name anyway
 * @param isOrdering the card offers an order
 */
export function dataNotes(input: ResultInput, named: ReadonlySet<string>, isOrdering: boolean): readonly string[] {
  const { reading, pending, situation } = input;
  const { facts, focus } = reading;
  const lines: string[] = [];
  if (facts.patient.replaced) lines.push(NOTES.replaced);
  const isRow = isB2mAwaited(input);
  if (pending.length > 0 && !isRow) lines.push(NOTES.pending(pending));
  lines.push(...twoMethodsLines(reading));
  lines.push(...missingDataNotes(facts, NOTES.keyWords, isOrdering), ...notReadLines(input, isRow, named));
  if (focus?.flags.includes('unit-suspect')) lines.push(NOTES.milligramsPerDecilitre);
  if (focus?.flags.includes('dated-by-issue')) lines.push(NOTES.datedByIssue);
  if (situation.hook === 'result-view' && facts.setAside.some((s) => s.reason === 'another-patient')) {
    lines.push(NOTES.anotherPatient);
  }
  return lines;
}

/** `Albumin of one draw by two methods: 3.4 g/dL (LOINC 1751-7), 3.6 g/dL (electrophoresis, LOINC 2862-1). …` */
function twoMethodsLines({ staging, focus }: Reading): readonly string[] {
  const told = [staging?.b2m ?? focus, staging?.albumin].flatMap((m) => (m?.sameDraw ? [m] : []));
  // Of a stage each is a row of the table.
  if (staging?.b2m && staging.basis !== 'current')
    return told.map((m) => NOTES.methodsDiffer(m.analyte === 'b2m-serum'));
  return told.map((m) => {
    const values = [m, ...(m.sameDraw ?? [])].map((r) =>
      NOTES.byMethod(
        shown(r.own ?? r.quantity, STAGE_CUTS),
        r.method === undefined ? undefined : methodName(r.method, 40),
        r.code,
      ),
    );
    return NOTES.methods(m.analyte === 'b2m-serum', values);
  });
}

/** Cut-offs that a rounded value must not seem to cross. */
const STAGE_CUTS = [...ISS_B2M_CUTS, ISS_ALBUMIN_CUT];

/** What stands in the record, was not read, and could change what the card says. */
function notReadLines(
  { reading, settings, situation }: ResultInput,
  isRow: boolean,
  named: ReadonlySet<string>,
): readonly string[] {
  const { facts, focus, staging, renal, kidney } = reading;
  const lines: string[] = [];
  const problems = unreadPhrase(facts, 'conditions');
  if (problems !== undefined) {
    lines.push(
      NOTES.problemsUnread(
        problems,
        unreadNames(facts, (text) => escapeText(text, 60)),
      ),
    );
  }
  if (staging) {
    lines.push(...unreadLine(facts, 'medications', NOTES.medicationsUnread, named));
    lines.push(...unreadLine(facts, 'procedures', NOTES.proceduresUnread(openProcedures(facts, named)), named));
  }
  const at = staging?.b2m?.at ?? focus?.at ?? facts.asOf;
  const isStaged =
    staging?.b2m !== undefined && staging.basis !== 'current' && staging.rIss.possible.length < 3 && !kidney.dialysis;
  const b2m = notUsed(facts, 'b2m-serum').filter(
    (r) =>
      r.reference !== focus?.reference &&
      r.reference !== staging?.b2m?.reference &&
      (!focus || staging?.basis === 'current' || r.at === undefined || r.at >= focus.at),
  );
  // The first of them is what the unit-check rule speaks of.
  const isUnitChecked = situation.hook === 'result-view';
  const told = isUnitChecked ? b2m.find(({ reason }) => Object.hasOwn(EN.unitCheck.problems, reason)) : undefined;
  // Where a B2M is awaited it is a row of the table.
  const [inTable] = isRow && told === undefined ? b2m : [];
  const unused = [
    ...b2m.filter((r) => r !== told && r !== inTable),
    // Of a stage they are rows of the table.
    ...(isStaged || !staging || staging.albumin ? [] : notUsed(facts, 'albumin-serum', at, settings.pairingDays)),
    ...(isStaged || !staging || staging.ldh ? [] : notUsed(facts, 'ldh-serum', at, settings.pairingDays)),
    ...(renal.creatinine || isFiltrationTold(reading)
      ? []
      : notUsed(facts, 'creatinine-serum', at, settings.filtrationPairingDays)),
  ]
    .filter((r) => r.reason !== 'preliminary' || !r.analyte.startsWith('b2m'))
    // Of a companion the unit check tells it.
    .filter((r) => r.analyte.startsWith('b2m') || !isUnitChecked || !Object.hasOwn(EN.unitCheck.problems, r.reason));
  if (unused.length > 0) lines.push(capital(NOTES.notUsed(unused.slice(0, MOST_NAMED).map(notUsedPhrase))));
  return lines;
}

/** Of procedures that we know for what they are only that is open. */
function openProcedures(facts: Facts, named: ReadonlySet<string>): 'dialysis' | 'treatment' | 'both' {
  const unread = unreadOf(facts, 'procedures', named).map((u) => u.reference);
  const are = (known: readonly { readonly reference: string }[]): boolean =>
    unread.every((reference) => known.some((k) => k.reference === reference));
  return are(facts.openDialysis) ? 'dialysis' : are(facts.therapies) ? 'treatment' : 'both';
}

/** That the creatinine cannot be used is told with what it leaves unknown. */
function isFiltrationTold({ focus, elevated, renal }: Reading): boolean {
  const isOpen = !renal.beyondFiltration && renal.confounding.missing.includes('creatinine-serum');
  return focus !== undefined && elevated !== false && isOpen;
}

/** Results named on a card as not used, at most. Ours. */
const MOST_NAMED = 4;

/** The server puts its own base URL in front. */
const TREND: readonly Link[] = [
  { label: EN.notes.overTime, url: '/smart/launch', type: 'smart', appContext: 'view=trend' },
];

/** The basis of every card; the trend where the course of B2M says more than one value, of two days or more. */
export function linksOf({ reading }: Pick<ResultInput, 'reading'>): (plan: CardPlan) => readonly Link[] {
  const days = new Set(resultsOf(reading.facts, 'b2m-serum').map((m) => dayOf(m.at)));
  return (plan) => [basisLink(plan), ...(days.size >= 2 && plan.findings.some((f) => f.trend) ? TREND : [])];
}
