// Sends what became of a card to the service's feedback endpoint, and tells how that went; a dismissal after a pause in
// which it can be undone.
import { useEffect, useRef, useState } from 'preact/hooks';

import { call } from '../shared/api.ts';
import type { OverrideReason } from './dismiss.tsx';

/** @source https://cds-hooks.hl7.org/#feedback */
export type Outcome =
  | { readonly outcome: 'accepted'; readonly acceptedSuggestions: readonly { readonly id: string }[] }
  | { readonly outcome: 'overridden'; readonly overrideReason?: OverrideReason };

export interface FeedbackState {
  readonly kind: 'none' | 'waiting' | 'sending' | 'sent' | 'failed';
  readonly text?: string;
}

/** Long enough to see what one has pressed. */
const UNDO_MS = 8_000;

/** `send` posts the outcome and resolves with whether it is stored; a failed one can be sent again. What waits goes at the latest when the page or card goes. */
export function useFeedback(serviceId: string, card: string, onStored: (label: string) => void) {
  const [state, setState] = useState<FeedbackState>({ kind: 'none' });
  const waiting = useRef<{ readonly timer: number; readonly go: () => void } | undefined>(undefined);
  const stopWaiting = () => {
    clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
  };
  const post = (outcome: Outcome, label: string): Promise<boolean> => {
    stopWaiting();
    setState({ kind: 'sending', text: `${label}. Sending feedback…` });
    const body = { feedback: [{ card, ...outcome, outcomeTimestamp: new Date().toISOString() }] };
    return call(`/cds-services/${encodeURIComponent(serviceId)}/feedback`, { body, keepalive: true })
      .then(({ status }) => {
        onStored(label);
        setState({ kind: 'sent', text: `${label}. Feedback stored (${status}).` });
        return true;
      })
      .catch((error: Error) => {
        setState({ kind: 'failed', text: `Feedback was not stored. ${error.message}` });
        return false;
      });
  };
  const sendLater = (outcome: Outcome, label: string) => {
    const go = () => void post(outcome, label);
    waiting.current = { timer: window.setTimeout(go, UNDO_MS), go };
    setState({ kind: 'waiting', text: `${label}.` });
  };
  const undo = () => {
    stopWaiting();
    setState({ kind: 'none' });
  };
  useEffect(() => {
    const flush = () => waiting.current?.go();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return { state, send: post, sendLater, undo };
}
