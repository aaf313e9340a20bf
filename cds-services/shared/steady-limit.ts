// What stands beside a creatinine that an eGFR is made of: since when it is steady, or that nobody knows.
import { number, shownDate, type Reading } from '../../src/authoring.ts';
import { STEADY } from './phrases.en.ts';

/** `steady: 2.5 on 2026-08-03`; undefined where no eGFR is given, or nothing can be said of it. */
export function steadyLimit({ creatinine, steadiness, egfr }: Reading['renal']): string | undefined {
  const { course } = steadiness;
  if (!creatinine || !course || egfr.length === 0 || course.now.measurement !== creatinine) return undefined;
  const since = course.steadySince();
  if (!since) return course.compared ? undefined : STEADY.onlyOne;
  const [now, then] = [number(course.now.value, 2), number(since.value, 2)];
  const date = shownDate(since.at);
  return then === now ? STEADY.since(date) : STEADY.like(then, date);
}
