// One end of the line between the first process and a worker: questions, answers and news, sent together once a turn.
import { isObject } from '../contracts/json.ts';

/** As it goes over the line, JSON. */
export type Message =
  | { readonly kind: 'news'; readonly what: string; readonly value: unknown }
  | { readonly kind: 'question'; readonly what: string; readonly value: unknown; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown };

/** What is done with news and questions, by name; what a question's handler returns is the answer. */
export type Handlers = Readonly<Record<string, (value: unknown) => unknown>>;

export interface Line {
  /** Resolves with the answer; undefined when the other side has failed or has gone. Never rejects. */
  ask(what: string, value?: unknown): Promise<unknown>;
  tell(what: string, value?: unknown): void;
  /** Takes what has come over the line. */
  receive(messages: unknown): void;
  /** The other side has gone: nothing is answered any more. */
  end(): void;
}

/** @param send hands over what has gathered; may throw when the other side has gone */
export function createLine(send: (messages: readonly Message[]) => void, handlers: Handlers): Line {
  const waiting = new Map<number, (value: unknown) => void>();
  let gathered: Message[] = [];
  let next = 0;
  let ended = false;

  function post(message: Message): void {
    if (gathered.push(message) > 1) return;
    setImmediate(() => {
      const messages = gathered;
      gathered = [];
      try {
        if (!ended) send(messages);
      } catch {
        end();
      }
    });
  }

  async function handle({ what, value }: { readonly what: string; readonly value: unknown }): Promise<unknown> {
    return Object.hasOwn(handlers, what) ? handlers[what]?.(value) : undefined;
  }

  function take(message: Message): void {
    if (message.kind === 'answer') {
      waiting.get(message.id)?.(message.value);
      waiting.delete(message.id);
      return;
    }
    const done = handle(message).catch(() => undefined);
    if (message.kind === 'question') void done.then((value) => post({ kind: 'answer', id: message.id, value }));
  }

  function end(): void {
    ended = true;
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  }

  return {
    ask(what, value) {
      if (ended) return Promise.resolve(undefined);
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        post({ kind: 'question', what, value, id });
      });
    },
    tell: (what, value) => post({ kind: 'news', what, value }),
    receive(messages) {
      if (Array.isArray(messages)) for (const message of messages) if (isMessage(message)) take(message);
    },
    end,
  };
}

function isMessage(message: unknown): message is Message {
  return isObject(message) && 'kind' in message;
}
