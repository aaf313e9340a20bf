// A rule: when, and to whom, something is said. A pure function from a reading to a finding or to silence.
import type { Assessment, Derived } from '../clinical/quantities/assessment.ts';
import type { CardRow } from '../cards/body.ts';
import type { GeneticLimits } from '../cards/cytogenetics.ts';
import type { EvidenceDating } from '../cards/dating.ts';
import type { EvidenceNotForRecord } from '../cards/evidence.ts';
import type { CardKind } from '../cards/override-reasons.ts';
import { CARD_WORDS } from '../cards/phrases.en.ts';
import type { Analyte, Measurement } from '../clinical/facts/types.ts';
import type { Circumstance } from '../clinical/reading/circumstances.ts';
import type { FishResult } from '../clinical/reading/fish-result.ts';
import type { ComparedStage } from '../clinical/reading/recorded-stages.ts';
import type { OutOfScope } from '../clinical/reading/reading.ts';
import type { Subject } from '../clinical/facts/coverage.ts';
import type { Lead } from '../clinical/facts/leads.ts';
import type { Indicator, Once, Suggestion } from '../cards/types.ts';
import type { HookName } from '../contracts/hooks.ts';
import type { RuleOutcome } from '../contracts/service.ts';
import type { RuleStates } from './site-knowledge.ts';

const SAY = CARD_WORDS.rules;

/** Why a rule has nothing to say: one sentence for `explain`. */
export interface Silence {
  readonly silent: string;
  /** What the reason says there is none of: what of it was not read is added to the reason. */
  readonly over?: readonly Subject[];
}

/** The same beside each result of an analyte, or what each is held against where results of one draw differ. */
export type RowLimit = string | ((m: Measurement) => string);

export interface Named {
  readonly references: readonly string[];
  /** The line that names them, which may have no room; what always stands, unless told. */
  readonly line?: string;
}

/** What a rule has to say. */
export interface Finding {
  /** One sentence for `explain`. */
  readonly because: string;
  readonly indicator: Indicator;
  /** Findings on one topic share a card. */
  readonly topic: string;
  /** Its card carries nothing of another topic: what finds no other card is not told there. */
  readonly alone?: true;
  /** Higher comes first; the first finding of a topic gives the card its summary. */
  readonly weight: number;
  /** Fewer than 140 characters, self-sufficient, with the numbers. */
  readonly summary: string;
  /** Markdown lines for the detail; our own words, anything from the record escaped. */
  readonly lines: readonly string[];
  /** Further lines, shown only where this finding leads its card: what belongs together stays short. */
  readonly asides?: readonly string[];
  /** Told in one sentence where another finding leads the card; the summary, if absent; nothing, if empty. */
  readonly told?: string;
  /**
   * Where another finding leads: appended to its summary, unless it says so already or there is no room. It is told in
   * the detail then, in place of `told`: `ISS III`, `R-ISS I or II until FISH is known`. A function where it reads on from
   * the summary before it.
   */
  readonly joins?: string | ((summary: string) => string);
  /** What the summary says in other words than those that another finding would join to it. */
  readonly says?: readonly string[];
  /** Rows of the detail's table besides the measurements. */
  readonly rows?: readonly CardRow[];
  /** Beside a measurement in the table: the cut-off that the statement uses, with its side in words. */
  readonly limits?: Readonly<Partial<Record<Analyte, RowLimit>>>;
  /** What would change the statement, one after another: `LDH above 225 U/L: R-ISS III`. */
  readonly changes?: readonly string[];
  /** Where it leads: a sentence behind what would change it, of what stays whatever is found. */
  readonly stays?: string;
  readonly assessments?: readonly Assessment[];
  readonly inputs?: readonly Measurement[];
  /** Of these the rows are left out where there are more than fit, the first of them first. */
  readonly spare?: readonly Measurement[];
  /** What it rests on besides, and shows in rows of its own or not at all. */
  readonly besides?: readonly Measurement[];
  /** Results that it tells and could not use, each by reference and value: what was answered of one is said of the next. */
  readonly unused?: readonly string[];
  /** Entries that could not be read in full and that it names: the note on the data counts them no more. */
  readonly tells?: readonly Named[];
  /** FISH and variant results that it rests on. */
  readonly cytogenetics?: readonly FishResult[];
  /** Beside a FISH or variant result in the table, as `limits`. */
  readonly geneticLimits?: GeneticLimits;
  /** They decide: their rows come before the measurements. */
  readonly cytogeneticsLead?: true;
  readonly derived?: readonly Derived[];
  /** What else on record changed what it says: conditions, dialysis, drugs that raise B2M, …; passed over or not. */
  readonly circumstances?: readonly Circumstance[];
  /** Stages on record that it was compared with, or that keep one from being offered. */
  readonly recordedStages?: readonly ComparedStage[];
  /** Of the stages it tells, those that are not offered for the record, with why. */
  readonly notForRecord?: readonly EvidenceNotForRecord[];
  /** What dates it, where that is not the staging of a myeloma. */
  readonly dating?: EvidenceDating;
  /** Ids of the bibliography; the first is the card's source. */
  readonly citations: readonly string[];
  readonly suggestions?: readonly Omit<Suggestion, 'uuid'>[];
  /** What it asks of its reader, which decides how it may be declined; that of the tests offered, or to know, unless told. */
  readonly kind?: CardKind;
  /** B2M is not its subject: the card closes as advice, without saying what a B2M is not. */
  readonly isAdvice?: true;
  /** Of a course, for the head of the table: `2026-06-30 → 2026-11-26`. */
  readonly dates?: string;
  /** What this says, to be said once: the same value is not told again. */
  readonly once?: Once;
  /** Offers the trend app. */
  readonly trend?: boolean;
}

export interface Rule<Input> {
  /** File name, examples file and test title. */
  readonly id: string;
  readonly hooks: readonly HookName[];
  /** Ids of the bibliography that its findings cite by way of instruments, for the tables of the service. */
  readonly sources?: readonly string[];
  /** A chart that holds none of these leaves it silent, whatever else stands there; absent: it may begin with anything. */
  readonly beginsWith?: readonly Lead[];
  /** Speaks also where the result that was opened takes no part in what it says. */
  readonly whateverIsOpened?: boolean;
  /** @param atMost the site shows it no more urgent than this */
  evaluate(input: Input, atMost?: 'warning'): Finding | Silence;
}

/** A rule, typed by what it reads. */
export function defineRule<Input>(rule: Rule<Input>): Rule<Input> {
  return rule;
}

export function isFinding(outcome: Finding | Silence): outcome is Finding {
  return !('silent' in outcome);
}

export interface Spoken extends Finding {
  readonly rule: string;
}

export interface RunOptions {
  readonly hook: HookName;
  /** Why nothing at all is said to this patient's clinicians (a child, comfort care); undefined otherwise. */
  readonly outOfScope?: OutOfScope | undefined;
  /** Why only what is said whatever was opened is said; undefined otherwise. */
  readonly openedElse?: string | undefined;
  /** Rules that the site has switched off, or asks without showing a card. */
  readonly states?: RuleStates;
  /** The reason of a silent rule, with what was not read. */
  readonly reasonOf?: (silence: Silence) => string;
}

/** Runs every rule of a hook: what was said, and for each rule why it spoke or was silent. */
export function runRules<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
  { hook, outOfScope, openedElse, states = {}, reasonOf = ({ silent }) => silent }: RunOptions,
): { readonly findings: readonly Spoken[]; readonly outcomes: readonly RuleOutcome[] } {
  const findings: Spoken[] = [];
  const outcomes = rules.map((rule): RuleOutcome => {
    const { id } = rule;
    const silent = (because: string): RuleOutcome => ({ id, fired: false, because });
    if (!rule.hooks.includes(hook)) return silent(SAY.notAsked(hook));
    if (outOfScope !== undefined) return silent(CARD_WORDS.outOfScope[outOfScope]);
    if (openedElse !== undefined && !rule.whateverIsOpened) return silent(openedElse);
    if (states[id] === 'off') return silent(SAY.off);
    const atMost = states[id] === 'warning' ? 'warning' : undefined;
    const outcome = rule.evaluate(input, atMost);
    if (!isFinding(outcome)) return silent(reasonOf(outcome));
    if (states[id] === 'shadow') {
      const because = SAY.shadow(outcome.because);
      return { ...silent(because), silenced: true, inShadow: outcome.indicator };
    }
    if (states[id] === 'silent') {
      return { ...silent(SAY.silent(outcome.because)), silenced: true };
    }
    const indicator = atMost && outcome.indicator === 'critical' ? atMost : outcome.indicator;
    findings.push({ ...outcome, indicator, rule: id });
    return { id, fired: true, because: outcome.because };
  });
  return { findings, outcomes };
}
