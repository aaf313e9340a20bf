// The insights page: how often it was called, what was shown, what clinicians do with it; and a page for each rule.
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Insights } from '../../contracts/insights.ts';
import { ApiError, call } from '../shared/api.ts';
import { Frame } from '../shared/frame.tsx';
import { Choice, queryOf, whose, type Chosen } from './choice.tsx';
import { Downloads } from './download.tsx';
import { GroupTable } from './group-table.tsx';
import { RulePage } from './rule-page.tsx';
import { addressOf, RuleReport } from './rule-report.tsx';
import { ShadowCounts } from './shadow-counts.tsx';
import { ClassTable, Summary } from './summary.tsx';
import { Term } from './term.tsx';
import { TokenForm } from './token-form.tsx';
import { countsByRule, weeksBetween } from './weekly-counts.ts';

import './insights.css';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'locked'; readonly refused: boolean }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'shown'; readonly insights: Insights };

/** Asks for a token only when the server does; it is kept in this page only. */
export function InsightsPage() {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [token, setToken] = useState<string>();
  const [chosen, setChosen] = useState<Partial<Chosen>>({});
  const [failed, setFailed] = useState<string>();
  const asked = useRef(0);
  const load = (next: Partial<Chosen>, by: string | undefined) => {
    setFailed(undefined);
    asked.current += 1;
    const turn = asked.current;
    // What was asked last counts, whichever answer comes last.
    const isOvertaken = () => turn !== asked.current;
    call<Insights>(`/insights.json${queryOf(next)}`, by ? { token: by } : {})
      .then(({ body }) => {
        if (isOvertaken()) return;
        setChosen(next);
        setToken(by);
        setState({ kind: 'shown', insights: body });
      })
      .catch((error: Error) => {
        if (isOvertaken()) return;
        if (state.kind === 'shown') setFailed(`The counts could not be read. ${error.message}`);
        else setState(failure(error, by !== undefined));
      });
  };
  useEffect(() => load({}, undefined), []);
  return (
    <Frame current="/insights">
      {state.kind !== 'shown' && <h1>What the rules said, and what became of it</h1>}
      {state.kind === 'loading' && <p role="status">Counting…</p>}
      {state.kind === 'locked' && <TokenForm refused={state.refused} onToken={(given) => load({}, given)} />}
      {state.kind === 'failed' && (
        <p class="notice bad" role="alert">
          {state.because}
        </p>
      )}
      {state.kind === 'shown' && (
        <Shown
          insights={state.insights}
          chosen={chosen}
          token={token}
          failed={failed}
          onChoose={(next) => load(next, token)}
          onFailed={setFailed}
        />
      )}
    </Frame>
  );
}

function failure(error: Error, withToken: boolean): State {
  if (error instanceof ApiError && error.status === 401) return { kind: 'locked', refused: withToken };
  return { kind: 'failed', because: `The counts could not be read. ${error.message}` };
}

interface ShownProps {
  readonly insights: Insights;
  readonly chosen: Partial<Chosen>;
  readonly token: string | undefined;
  readonly failed: string | undefined;
  readonly onChoose: (chosen: Partial<Chosen>) => void;
  readonly onFailed: (because: string) => void;
}

function Shown({ insights, chosen, token, failed, onChoose, onFailed }: ShownProps) {
  const address = useHash();
  const { from, to, weeks, cards, groups, shadow, unknownFeedback } = insights;
  const rules = countsByRule(weeks, weeksBetween(from, to));
  const query = queryOf(chosen);
  const rule = rules.find((r) => addressOf(r) === address);
  if (rule) return <RulePage counts={rule} insights={insights} query={query} whose={whose(chosen)} />;
  return (
    <>
      <h1>What the rules said, and what became of it</h1>
      <Choice insights={insights} chosen={chosen} onChoose={onChoose} />
      {failed && (
        <p class="notice bad" role="alert">
          {failed}
        </p>
      )}
      <p class="muted">
        {from} to {to} (UTC), {whose(chosen)}. Calls and cards are counted without patient data.
      </p>
      <Summary insights={insights} />
      {cards.length === 0 && <p class="notice">No card was shown in this time.</p>}
      {cards.length > 0 && <ClassTable cards={cards} />}
      <GroupTable groups={groups} />
      {rules.length > 0 && (
        <h2 class="by-rule">
          <Term of="rules" />
        </h2>
      )}
      <div class="reports">
        {rules.map((r) => (
          <RuleReport key={addressOf(r)} counts={r} />
        ))}
      </div>
      {shadow && <ShadowCounts shadow={shadow} />}
      {unknownFeedback > 0 && (
        <p class="small muted">{unknownFeedback} answers came for cards this server has no record of.</p>
      )}
      <Downloads query={query} token={token} onFailed={onFailed} />
    </>
  );
}

/** What stands after `#` in the address; a page of another rule begins at its top, with the focus there. */
function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => {
      // the way past the masthead is no other page
      if (location.hash !== '' && !location.hash.startsWith('#/')) return;
      setHash(location.hash);
      scrollTo(0, 0);
      document.getElementById('main')?.focus();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return hash;
}
