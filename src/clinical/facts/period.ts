// A Period of FHIR as all the time it takes.
import { toInterval, type Interval } from '../quantities/time.ts';
import { isStated } from './listed.ts';

/**
 * From its start to its end; where only one of them is stated, that.
 *
 * @returns undefined where one of them cannot be read, where neither is stated, or where it ends before it begins
 */
export function readPeriod({ start, end }: fhir4.Period): Interval | undefined {
  const [from, to] = [toInterval(start), toInterval(end)];
  if ((isStated(start) && !from) || (isStated(end) && !to)) return undefined;
  const [first, last] = [from ?? to, to ?? from];
  if (!first || !last || last.latest < first.earliest) return undefined;
  return { earliest: first.earliest, latest: last.latest };
}
