// A card that is not shown again: folded, with the reason, the date and a way to see it all the same.
import { useMemo, useState } from 'preact/hooks';

import { toSafeHtml } from '../shared/markdown.ts';
import { moment } from '../shared/format.ts';
import type { WithheldCard } from './explained.ts';
import { answerTo } from './session.ts';

/** One line; opened it shows the card without anything to press. */
export function Ghost({ withheld, patientId }: { readonly withheld: WithheldCard; readonly patientId: string }) {
  const [shown, setShown] = useState(false);
  const { card } = withheld;
  const html = useMemo(() => toSafeHtml(card?.detail ?? ''), [card]);
  const answered = answerTo(patientId, withheld.rules);
  const why = answered ? `${answered.how}, ${moment(answered.at)}` : `Not said again: ${withheld.because}`;
  return (
    <article class="card ghost" aria-label={`Not shown: ${withheld.summary}`}>
      <header>
        <h3>{withheld.summary}</h3>
        <p class="small">{why}.</p>
      </header>
      {shown && html && <div class="detail" dangerouslySetInnerHTML={{ __html: html }} />}
      {card && (
        <div class="acts">
          <button type="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide' : 'Show anyway'}
          </button>
        </div>
      )}
    </article>
  );
}
