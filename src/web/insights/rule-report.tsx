// One rule: its weeks as bars, its override rate as a line, its reasons, and the same numbers as a table beside them.
import { Bars, Key } from './bars.tsx';
import { acceptance, overrides, percent, withInterval } from './rates.ts';
import { RateLine } from './rate-line.tsx';
import { Reasons } from './reasons.tsx';
import { classesInWords } from './summary.tsx';
import type { RuleCounts } from './weekly-counts.ts';
import { WeeksTable } from './weeks-table.tsx';

/** Where the page of a rule is, within this one: a token that was typed in is kept. */
export function addressOf({ service, rule }: Pick<RuleCounts, 'service' | 'rule'>): string {
  return `#/${encodeURIComponent(service)}/${encodeURIComponent(rule)}`;
}

export function RuleReport({ counts }: { readonly counts: RuleCounts }) {
  const id = `${counts.service}-${counts.rule}`;
  return (
    <section class="panel report" aria-labelledby={id}>
      <header>
        <h2 id={id}>{counts.rule}</h2>
        <p class="small muted">
          <code>{counts.service}</code> · {inWords(counts)}
        </p>
        <a class="button screen-only" href={addressOf(counts)} aria-label={`Decide on ${counts.rule}: a page to print`}>
          Keep, revise or switch off?
        </a>
      </header>
      <Pictures counts={counts} />
    </section>
  );
}

/** `shown 12 (10 with an action, 2 critical); accepted 3 of 10, 30 %; overridden 25 % (9–53 %) of 4 answered`. */
export function inWords(counts: RuleCounts): string {
  const { shown, accepted, overridden, ignored, actionAccepted, withAction, repeats, linksOpened } = counts;
  const answered = accepted + overridden;
  return [
    `shown ${shown} (${classesInWords(counts.classes)})`,
    ...(withAction > 0
      ? [`accepted ${actionAccepted} of ${withAction} with an action, ${percent(acceptance(counts).share)}`]
      : []),
    answered > 0
      ? `overridden ${overridden} of ${answered} answered, ${withInterval(overrides(counts))}`
      : 'nobody answered',
    `${ignored} not answered`,
    `${repeats} repeats`,
    `${linksOpened} with a link opened`,
  ].join('; ');
}

export function Pictures({ counts }: { readonly counts: RuleCounts }) {
  const { rule, byWeek, versions, reasons, overridden } = counts;
  return (
    <div class="halves">
      <figure>
        <Bars weeks={byWeek} versions={versions} label={`${rule}: cards by week`} />
        <Key />
        <h3>Override rate of answered cards, with its 95 % interval</h3>
        <RateLine weeks={byWeek} versions={versions} label={`${rule}: override rate by week`} />
      </figure>
      <WeeksTable counts={counts} />
      <Reasons reasons={reasons} overridden={overridden} />
    </div>
  );
}
