// The insights page: how often each rule speaks, and what clinicians do with it.
import { useEffect, useState } from 'preact/hooks';

import { ApiError, call } from '../shared/api.ts';
import { Frame } from '../shared/frame.tsx';
import { RuleReport } from './rule-report.tsx';
import { ShadowCounts } from './shadow-counts.tsx';
import { share } from './share.ts';
import type { Insights } from '../../contracts/insights.ts';
import { sum, countsByRule, type Counts } from './weekly-counts.ts';
import { TokenForm } from './token-form.tsx';

import './insights.css';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'locked'; readonly refused: boolean }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'shown'; readonly insights: Insights };

/** Asks for a token only when the server does. */
export function InsightsPage() {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const load = (token?: string) => {
    call<Insights>('/insights.json', token ? { token } : {})
      .then(({ body }) => setState({ kind: 'shown', insights: body }))
      .catch((error: Error) => setState(failure(error, token !== undefined)));
  };
  useEffect(() => load(), []);
  return (
    <Frame current="/insights">
      <h1>What the rules said, and what became of it</h1>
      {state.kind === 'loading' && <p role="status">Counting…</p>}
      {state.kind === 'locked' && <TokenForm refused={state.refused} onToken={load} />}
      {state.kind === 'failed' && (
        <p class="notice bad" role="alert">
          {state.because}
        </p>
      )}
      {state.kind === 'shown' && <Report insights={state.insights} />}
      {state.kind === 'shown' && state.insights.shadow && <ShadowCounts shadow={state.insights.shadow} />}
    </Frame>
  );
}

function failure(error: Error, withToken: boolean): State {
  if (error instanceof ApiError && error.status === 401) return { kind: 'locked', refused: withToken };
  return { kind: 'failed', because: `The counts could not be read. ${error.message}` };
}

function Report({ insights }: { readonly insights: Insights }) {
  const rules = countsByRule(insights.weeks);
  const weeks = rules[0]?.byWeek ?? [];
  if (rules.length === 0) return <p class="notice">No card has been shown yet.</p>;
  return (
    <>
      <p class="muted">
        {weeks[0]?.week} to {weeks.at(-1)?.week}, by ISO week. A card that two rules wrote counts for both; a card
        without an answer so far counts as ignored. No patient data are stored.
      </p>
      <Summary counts={sum(rules)} />
      <div class="reports">
        {rules.map((r) => (
          <RuleReport key={`${r.service} ${r.rule}`} counts={r} />
        ))}
      </div>
      {insights.unknownFeedback > 0 && (
        <p class="small muted">{insights.unknownFeedback} answers came for cards this server has no record of.</p>
      )}
    </>
  );
}

function Summary({ counts }: { readonly counts: Counts }) {
  const rows = [
    ['Shown', counts.shown, undefined],
    ['Accepted', counts.accepted, share(counts.accepted, counts.shown)],
    ['Overridden', counts.overridden, share(counts.overridden, counts.shown)],
    ['Ignored', counts.ignored, share(counts.ignored, counts.shown)],
  ] as const;
  return (
    <dl class="summary">
      {rows.map(([name, count, part]) => (
        <div key={name} class={`panel ${name.toLowerCase()}`}>
          <dt>{name}</dt>
          <dd>
            {count} {part && <small class="muted">{part}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
