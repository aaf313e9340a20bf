// One card as an EHR renders it, with everything a clinician can do to it.
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';

import type { Card, Indicator, Link, Suggestion } from '../../cards/types.ts';
import { toSafeHtml } from '../shared/markdown.ts';
import { OutLink } from '../shared/out-link.tsx';
import { Dismiss } from './dismiss.tsx';
import { useFeedback, type FeedbackState } from './use-feedback.ts';

const SIGNS: Readonly<Record<Indicator, readonly [sign: string, word: string]>> = {
  info: ['i', 'Information'],
  warning: ['!', 'Warning'],
  critical: ['!!', 'Critical'],
};

interface Props {
  readonly card: Card;
  readonly serviceId: string;
  readonly patient?: string;
  /** An answer to it is stored. */
  readonly onStored: (label: string) => void;
}

/** Indicator by colour, shape and word; detail as Markdown; suggestions, links and dismissal with real feedback. */
export function CardView({ card, serviceId, patient, onStored }: Props) {
  const title = useId();
  const html = useMemo(() => toSafeHtml(card.detail ?? ''), [card.detail]);
  const { state, send, sendLater, undo } = useFeedback(serviceId, card.uuid, onStored);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const [dismissed, setDismissed] = useState<string>();
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    if (dismissed !== undefined) line.current?.focus();
  }, [dismissed]);
  const [sign, word] = SIGNS[card.indicator] ?? SIGNS.info;
  const settled = state.kind === 'sent' || state.kind === 'sending';
  // of suggestions that don't exclude each other each may be taken; what was not stored may be sent again
  const isOpen = (uuid: string): boolean =>
    card.selectionBehavior === 'any' ? !taken.includes(uuid) && state.kind !== 'sending' : !settled;
  const accept = async ({ uuid, label }: Suggestion): Promise<void> => {
    const accepted = { outcome: 'accepted', acceptedSuggestions: [{ id: uuid }] } as const;
    if (await send(accepted, `Accepted: ${label}`)) setTaken((before) => [...before, uuid]);
  };
  if (dismissed !== undefined) {
    return (
      <article class={`card folded ${card.indicator}`} aria-labelledby={title} tabIndex={-1} ref={line}>
        <header>
          <h3 id={title}>{card.summary}</h3>
          <Told state={state} />
          {(state.kind === 'waiting' || state.kind === 'failed') && (
            <button
              type="button"
              onClick={() => {
                undo();
                setDismissed(undefined);
              }}
            >
              Undo
            </button>
          )}
        </header>
      </article>
    );
  }
  return (
    <article class={`card ${card.indicator}`} aria-labelledby={title}>
      <header>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        <span class="word">{word}</span>
        <h3 id={title}>{card.summary}</h3>
      </header>
      {/* sanitised in toSafeHtml: no script, style, form or image can be in it */}
      {html && <div class="detail" dangerouslySetInnerHTML={{ __html: html }} />}
      <div class="acts">
        {card.suggestions?.map((s) => (
          <button
            key={s.uuid}
            type="button"
            class={s.isRecommended ? 'primary' : undefined}
            disabled={!isOpen(s.uuid)}
            onClick={() => void accept(s)}
          >
            {s.label}
          </button>
        ))}
        {card.links?.map((link) => (
          <OutLink key={link.url} class="button" url={urlOf(link, patient)}>
            {link.label} <span aria-hidden="true">↗</span>
            <span class="visually-hidden">(opens a new tab)</span>
          </OutLink>
        ))}
        <Dismiss
          reasons={card.overrideReasons ?? []}
          disabled={settled}
          onDismiss={(overrideReason, label) => {
            setDismissed(label);
            sendLater({ outcome: 'overridden', ...(overrideReason && { overrideReason }) }, label);
          }}
        />
      </div>
      <Told state={state} />
      {(card.suggestions?.length ?? 0) > 0 && (
        <details class="resources">
          <summary class="small muted">What accepting would write</summary>
          {card.suggestions?.map((s) => (
            <pre key={s.uuid} class="scroll-x" tabIndex={0}>
              {JSON.stringify(s.actions, null, 2)}
            </pre>
          ))}
        </details>
      )}
      <footer class="small">
        Source: <OutLink url={card.source.url}>{card.source.label}</OutLink>
      </footer>
    </article>
  );
}

function Told({ state }: { readonly state: FeedbackState }) {
  return (
    <p class={state.kind === 'failed' ? 'feedback failed' : 'feedback'} role="status">
      {state.text}
    </p>
  );
}

/** A SMART link needs an EHR to launch it; here our own app opens on the same synthetic patient. */
function urlOf(link: Link, patient: string | undefined): string {
  return link.type === 'smart' && patient ? `/trend?patient=${encodeURIComponent(patient)}` : link.url;
}
