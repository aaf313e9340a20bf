// What clinicians wrote when they overrode a rule: for who has the token of comments, asked for on this page only.
import { useState } from 'preact/hooks';

import type { Comment } from '../../contracts/insights.ts';
import { ApiError, call } from '../shared/api.ts';
import { moment } from '../shared/format.ts';
import { inWords } from './reasons.tsx';
import { Term } from './term.tsx';
import { TokenForm } from './token-form.tsx';

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'locked'; readonly refused: boolean }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'shown'; readonly comments: readonly Comment[] };

interface Props {
  readonly rule: string;
  readonly query: string;
}

/** Read only when somebody asks to: free text is not fetched with the counts. */
export function Comments({ rule, query }: Props) {
  const [state, setState] = useState<State>({ kind: 'closed' });
  const load = (token?: string) => {
    call<{ readonly comments: readonly Comment[] }>(`/insights/comments.json${query}`, token ? { token } : {})
      .then(({ body }) => setState({ kind: 'shown', comments: body.comments.filter((c) => c.rules.includes(rule)) }))
      .catch((error: Error) => setState(failure(error, token !== undefined)));
  };
  return (
    <section class={`panel comments ${state.kind === 'shown' ? '' : 'screen-only'}`} aria-labelledby="comments">
      <h2 id="comments">
        <Term of="comments" />
      </h2>
      {state.kind === 'closed' && (
        <button type="button" class="screen-only" onClick={() => load()}>
          Show what clinicians wrote
        </button>
      )}
      {state.kind === 'locked' && (
        <TokenForm
          refused={state.refused}
          onToken={load}
          says="Comments may name a patient. They have a token of their own, which is not that of the counts."
          button="Show the comments"
        />
      )}
      {state.kind === 'failed' && <p role="alert">{state.because}</p>}
      {state.kind === 'shown' && state.comments.length === 0 && <p>Nobody wrote anything in this time.</p>}
      {state.kind === 'shown' && (
        <ul>
          {state.comments.map((c) => (
            <li key={`${c.at} ${c.comment}`}>
              <p class="said">{c.comment}</p>
              <p class="small muted">
                {moment(new Date(c.at).toISOString())} · {c.client}
                {c.reason && ` · ${inWords(c.reason)}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function failure(error: Error, withToken: boolean): State {
  if (error instanceof ApiError && error.status === 401) return { kind: 'locked', refused: withToken };
  if (error instanceof ApiError && error.status === 403)
    return { kind: 'failed', because: 'Comments are closed here: no token is configured for them.' };
  return { kind: 'failed', because: `The comments could not be read. ${error.message}` };
}
