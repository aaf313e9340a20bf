// Sends the request a moment after it stops changing; the last answer stays until the next one is there.
import { useEffect, useState } from 'preact/hooks';

import { call, type Exchange } from '../shared/api.ts';
import type { CardsAnswer, Explained } from './explained.ts';
import type { HookRequest } from './request.ts';

/** Short enough to feel like typing, long enough not to send half a number. */
const PAUSE_MS = 180;

export interface Answers {
  readonly busy: boolean;
  /** The request these answers belong to. */
  readonly request?: HookRequest;
  readonly serviceId?: string;
  readonly cards?: Exchange<CardsAnswer>;
  readonly explained?: Explained;
  readonly problem?: unknown;
}

/** The cards of the hook call itself, and beside it what `explain` says of the same body. */
export function useAnswers(serviceId: string | undefined, request: HookRequest | undefined): Answers {
  const [answers, setAnswers] = useState<Omit<Answers, 'busy'>>({});
  useEffect(() => {
    if (!serviceId || !request) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void ask(serviceId, request, abort.signal).then((next) => {
        if (!abort.signal.aborted) setAnswers(next);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [serviceId, request]);
  const busy = answers.request !== request;
  // another patient's cards must not stand under this one's name, not even for a moment
  return answers.request && request && !samePatient(answers.request, request) ? { busy } : { ...answers, busy };
}

function samePatient(a: HookRequest, b: HookRequest): boolean {
  return a.context['patientId'] === b.context['patientId'];
}

async function ask(serviceId: string, request: HookRequest, signal: AbortSignal): Promise<Omit<Answers, 'busy'>> {
  const url = `/cds-services/${encodeURIComponent(serviceId)}`;
  const [cards, explained] = await Promise.allSettled([
    call<CardsAnswer>(url, { body: request, signal }),
    call<Explained>(`${url}/explain`, { body: request, signal }),
  ]);
  const asked = { request, serviceId };
  if (cards.status === 'rejected') return { ...asked, problem: cards.reason };
  return { ...asked, cards: cards.value, ...(explained.status === 'fulfilled' && { explained: explained.value.body }) };
}
