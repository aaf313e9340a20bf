// A listener that can be exchanged under load: a request that came before the exchange ends with the listener it came to.
import type { RequestListener } from 'node:http';

export interface Swappable {
  readonly listener: RequestListener;
  /** From now on `next` answers. @param release runs once, when the last request to `next` has ended and another has taken its place */
  swap(next: RequestListener, release: () => void): void;
}

interface Turn {
  readonly listener: RequestListener;
  readonly release: () => void;
  open: number;
}

export function createSwappable(first: RequestListener): Swappable {
  let current: Turn = { listener: first, release: () => undefined, open: 0 };
  const leave = (turn: Turn): void => {
    if (turn !== current && turn.open === 0) turn.release();
  };
  return {
    listener(req, res) {
      const mine = current;
      mine.open++;
      res.once('close', () => {
        mine.open--;
        leave(mine);
      });
      mine.listener(req, res);
    },
    swap(next, release) {
      const before = current;
      current = { listener: next, release, open: 0 };
      leave(before);
    },
  };
}
