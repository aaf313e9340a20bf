// The cards as they were before the reader's changes, beside those after them.
import { toSafeHtml } from '../shared/markdown.ts';
import type { Answers } from './use-answers.ts';

/** Nothing to press: they answer another record than the one on the page. */
export function BeforeView({ answers }: { readonly answers: Answers }) {
  const cards = answers.cards?.body.cards ?? [];
  return (
    <div class="before" aria-label="Before my changes" role="group">
      <h3 class="small muted">Before my changes</h3>
      {answers.cards && cards.length === 0 && <p class="muted">No card.</p>}
      {cards.map((card) => (
        <article key={card.uuid} class={`card ghost ${card.indicator}`}>
          <header>
            <h4>{card.summary}</h4>
          </header>
          <div class="detail" dangerouslySetInnerHTML={{ __html: toSafeHtml(card.detail ?? '') }} />
        </article>
      ))}
    </div>
  );
}
