// The cards as an EHR would show them, or why there are none.
import type { Card } from '../../cards/types.ts';
import { ApiError } from '../shared/api.ts';
import { CardView } from './card-view.tsx';
import { BeforeView } from './before-view.tsx';
import { Ghost } from './ghost.tsx';
import { rememberAnswer } from './session.ts';
import type { Answers } from './use-answers.ts';

interface Props {
  readonly answers: Answers;
  /** Nobody has been chosen yet. */
  readonly waiting: boolean;
  /** The fixture patient, for links that an EHR would launch with its own patient. */
  readonly patient?: string;
  /** What was said of the record without the reader's changes; absent where there are none. */
  readonly before?: Answers;
  /** Forget what was answered in this session. */
  readonly onReset: () => void;
}

/** Keeps the last cards, dimmed, while new ones are on their way. */
export function CardList({ answers, before, waiting, patient, onReset }: Props) {
  const { cards, problem, busy, serviceId, request, explained } = answers;
  const named = request?.context['patientId'];
  const patientId = typeof named === 'string' ? named : '';
  // `explain` is asked beside the hook, and may answer after it: a card that is shown has not been kept back.
  const shown = new Set(cards?.body.cards.map(({ summary }) => summary));
  const keptBack = problem === undefined ? (explained?.withheld ?? []) : [];
  const withheld = keptBack.filter(({ summary }) => !shown.has(summary));
  const count = cards?.body.cards.length ?? 0;
  return (
    <section class="cards" aria-labelledby="cards-title" aria-busy={busy}>
      <div class="row spread">
        <h2 id="cards-title">Cards</h2>
        <span class="small muted" role="status">
          {!waiting &&
            cards &&
            !problem &&
            `${count === 0 ? 'No card' : count === 1 ? '1 card' : `${count} cards`} · ${Math.round(cards.ms)} ms`}
        </span>
      </div>
      <div class={before ? 'compare' : undefined}>
        {before && <BeforeView answers={before} />}
        <div class="stack" inert={busy}>
          {before && <h3 class="small muted">After my changes</h3>}
          {waiting && <p class="empty muted">Choose a patient to see what ClearStage says.</p>}
          {!waiting && problem !== undefined && <Problem problem={problem} />}
          {!waiting && problem === undefined && cards && count === 0 && (
            <p class="empty">
              <strong>{withheld.length > 0 ? 'Nothing new to say.' : 'Nothing worth interrupting for.'}</strong>
              <span class="muted">
                {withheld.length > 0
                  ? ' What was answered in this session is not said again.'
                  : ' The rules below say why each of them was silent.'}
              </span>
            </p>
          )}
          {!waiting &&
            problem === undefined &&
            cards?.body.cards.map((card) => (
              <CardView
                key={card.uuid}
                card={card}
                serviceId={serviceId ?? ''}
                onStored={(how) => rememberAnswer(patientId, rulesOf(card), { at: new Date().toISOString(), how })}
                {...(patient && { patient })}
              />
            ))}
          {!waiting && withheld.map((w) => <Ghost key={w.summary} withheld={w} patientId={patientId} />)}
          {!waiting && withheld.length > 0 && (
            <p class="reset">
              <button type="button" onClick={onReset}>
                Reset answers
              </button>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function rulesOf(card: Card): readonly string[] {
  return card.extension['org.clearstage.evidence'].rules.map((r) => r.id);
}

function Problem({ problem }: { readonly problem: unknown }) {
  const refused = problem instanceof ApiError;
  return (
    <div class="notice bad" role="alert">
      <strong>{refused ? `The server answered ${problem.status}` : 'The server did not answer'}</strong>
      <p>{(problem as Error).message}</p>
      {refused && (
        <details>
          <summary class="small">The whole answer</summary>
          <pre class="scroll-x">{JSON.stringify(problem.body, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}
