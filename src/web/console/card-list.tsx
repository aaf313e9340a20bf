// The cards as an EHR would show them, or why there are none.
import { ApiError } from '../shared/api.ts';
import { CardView } from './card-view.tsx';
import type { Answers } from './use-answers.ts';

interface Props {
  readonly answers: Answers;
  /** Nobody has been chosen yet. */
  readonly waiting: boolean;
  /** The fixture patient, for links that an EHR would launch with its own patient. */
  readonly patient?: string;
}

/** Keeps the last cards, dimmed, while new ones are on their way. */
export function CardList({ answers, waiting, patient }: Props) {
  const { cards, problem, busy, serviceId } = answers;
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
      <div class="stack" inert={busy}>
        {waiting && <p class="empty muted">Choose a patient to see what ClearStage says.</p>}
        {!waiting && problem !== undefined && <Problem problem={problem} />}
        {!waiting && problem === undefined && cards && count === 0 && (
          <p class="empty">
            <strong>Nothing worth interrupting for.</strong>
            <span class="muted"> The rules below say why each of them was silent.</span>
          </p>
        )}
        {!waiting &&
          problem === undefined &&
          cards?.body.cards.map((card) => (
            <CardView key={card.uuid} card={card} serviceId={serviceId ?? ''} {...(patient && { patient })} />
          ))}
      </div>
    </section>
  );
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
