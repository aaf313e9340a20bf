// How many bytes of buffers a piece of work holds at most, in this process.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What was only read and thrown away is collected first: it counts as long as nobody collects it, and nobody holds it. */
function held(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

/** @returns bytes above what was held before, at the worst of the moments looked at */
export async function mostHeldDuring(work: () => Promise<unknown>): Promise<number> {
  const before = held();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, held())), 100);
  await work();
  clearInterval(watching);
  return Math.max(most, held()) - before;
}
