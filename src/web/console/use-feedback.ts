// Sends what became of a card to the service's feedback endpoint, and tells how that went.
import { useState } from 'preact/hooks';

import { call } from '../shared/api.ts';
import type { OverrideReason } from './dismiss.tsx';

/** @source https://cds-hooks.hl7.org/#feedback */
type Outcome =
  | { readonly outcome: 'accepted'; readonly acceptedSuggestions: readonly { readonly id: string }[] }
  | { readonly outcome: 'overridden'; readonly overrideReason?: OverrideReason };

export interface FeedbackState {
  readonly kind: 'none' | 'sending' | 'sent' | 'failed';
  readonly text?: string;
}

/** `send` posts the outcome; a failed one can be sent again. */
export function useFeedback(serviceId: string, card: string) {
  const [state, setState] = useState<FeedbackState>({ kind: 'none' });
  const send = (outcome: Outcome, label: string) => {
    setState({ kind: 'sending', text: `${label}. Sending feedback…` });
    const body = { feedback: [{ card, ...outcome, outcomeTimestamp: new Date().toISOString() }] };
    call(`/cds-services/${encodeURIComponent(serviceId)}/feedback`, { body })
      .then(({ status }) => setState({ kind: 'sent', text: `${label}. Feedback stored (${status}).` }))
      .catch((error: Error) => setState({ kind: 'failed', text: `Feedback was not stored. ${error.message}` }));
  };
  return { state, send };
}
