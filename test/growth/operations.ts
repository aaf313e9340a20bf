// How many operations something takes: functions entered and blocks run in our own sources, as V8 counts them. The same on
// every machine, busy or idle, where time is not.
import { Session } from 'node:inspector/promises';

export interface Counter {
  of(work: () => Promise<void> | void): Promise<number>;
}

/** To be made before the sources are loaded: what is compiled earlier is counted only until it is optimised. */
export async function createCounter(): Promise<Counter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async of(work) {
      // what was counted until now
      await session.post('Profiler.takePreciseCoverage');
      await work();
      const { result } = await session.post('Profiler.takePreciseCoverage');
      return result
        .filter(({ url }) => /\/(?:src|cds-services)\//.test(url) && !url.includes('node_modules'))
        .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
        .reduce((sum, { count }) => sum + count, 0);
    },
  };
}
