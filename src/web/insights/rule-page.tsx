// One rule on one page to print: its numbers, comments, and a form on which a committee says keep, revise or switch off.
import type { Insights } from '../../contracts/insights.ts';
import { Comments } from './comments.tsx';
import { inWords, Pictures } from './rule-report.tsx';
import { Term } from './term.tsx';
import type { RuleCounts } from './weekly-counts.ts';

interface Props {
  readonly counts: RuleCounts;
  readonly insights: Insights;
  /** `?from=…&to=…` of what is shown. */
  readonly query: string;
  /** Whose numbers these are, in words. */
  readonly whose: string;
}

export function RulePage({ counts, insights: { from, to, calls }, query, whose }: Props) {
  const { rule, service, versions } = counts;
  const called = calls.filter((c) => c.service === service).reduce((n, c) => n + c.calls, 0);
  const off = JSON.stringify({ site: { rules: { [rule]: 'off' } } });
  return (
    <article class="decision">
      <p class="screen-only">
        <a href="#/">All rules</a>
      </p>
      <h1>{rule}: keep, revise or switch off?</h1>
      <p class="muted">
        {from} to {to} (UTC), {whose}. <code>{service}</code> was called {called} times. {capital(inWords(counts))}.
      </p>
      <p>
        <Term of="versions" />: {versions.map((v) => `${v.version} since ${v.since}`).join(', ')}. What the rule says,
        when and on what evidence: <a href={`/knowledge/${encodeURIComponent(rule)}`}>/knowledge/{rule}</a>.
      </p>
      <section class="panel report" aria-labelledby="weeks">
        <h2 id="weeks">Week by week</h2>
        <Pictures counts={counts} />
      </section>
      <Comments rule={rule} query={query} />
      <Decision off={off} />
      <button type="button" class="primary screen-only" onClick={() => print()}>
        Print this page
      </button>
    </article>
  );
}

/** Filled in here or by hand; nothing of it leaves the page. */
function Decision({ off }: { readonly off: string }) {
  const choices = [
    ['Keep', 'as it is.'],
    [
      'Revise',
      'what is to change stands below; until then it stays, or goes into shadow ("shadow" in the place of "off").',
    ],
    ['Switch off', `in the configuration: ${off}`],
  ] as const;
  return (
    <section class="panel form" aria-labelledby="decision">
      <h2 id="decision">Decision</h2>
      <fieldset>
        <legend class="visually-hidden">Decision</legend>
        {choices.map(([name, says]) => (
          <label key={name} class="choice">
            <input type="radio" name="decision" />
            <span>
              <strong>{name}</strong>: {says}
            </span>
          </label>
        ))}
      </fieldset>
      <label>
        <span>Why, and what is to change</span>
        <textarea rows={4} />
      </label>
      <div class="signed">
        <label>
          <span>Decided by</span>
          <input type="text" autocomplete="off" />
        </label>
        <label>
          <span>On</span>
          <input type="text" autocomplete="off" />
        </label>
        <label>
          <span>Look again on</span>
          <input type="text" autocomplete="off" />
        </label>
      </div>
      <p class="small muted screen-only">Nothing of this is stored: print the page, or save it as PDF.</p>
    </section>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
