// How fast a flood is refused: whoever is told to come again does so at once, and each time costs those who are answered.

/** Refuses now, or a little later. */
export type RefusalPace = (refuse: () => void) => void;

/** So many in each moment at once: nobody but a flood sees more. */
const AT_ONCE = 50;
/** Milliseconds of a moment, and for which those beyond wait: less than those who are taken wait meanwhile. */
const MOMENT_MS = 100;

/** @param timer milliseconds that only ever run */
export function createRefusalPace(timer: () => number): RefusalPace {
  let began = -Infinity;
  let refused = 0;
  return (refuse) => {
    const now = timer();
    if (now - began >= MOMENT_MS) {
      began = now;
      refused = 0;
    }
    if (refused++ < AT_ONCE) refuse();
    else setTimeout(refuse, MOMENT_MS);
  };
}
