// Linear scales and the ticks people expect on them.
import { DAY_MS } from '../../clinical/quantities/time.ts';

export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
}

/** Maps domain to range in a straight line; a domain without extent lands in the middle. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const scale = (value: number) => (d1 === d0 ? (r0 + r1) / 2 : r0 + ((value - d0) / (d1 - d0)) * (r1 - r0));
  return Object.assign(scale, { domain });
}

export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Months between ticks, from fine to coarse. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/** Firsts of months (or single days when the span is short), at most `most` of them; January carries its year. */
export function timeTicks(from: number, to: number, most: number): readonly TimeTick[] {
  if (to - from < 60 * DAY_MS) return dayTicks(from, to, most);
  const step = STEPS.find((months) => (to - from) / (30.4 * DAY_MS * months) <= most) ?? 600;
  const ticks: TimeTick[] = [];
  const start = new Date(from);
  for (let month = 0; ; month++) {
    const at = Date.UTC(start.getUTCFullYear(), month * step);
    if (at > to) return ticks;
    if (at < from) continue;
    const date = new Date(at);
    const isFirst = ticks.length === 0 || date.getUTCMonth() === 0;
    const name = MONTHS[date.getUTCMonth()] ?? '';
    const label = step >= 12 ? String(date.getUTCFullYear()) : isFirst ? `${name} ${date.getUTCFullYear()}` : name;
    ticks.push({ at, label });
  }
}

function dayTicks(from: number, to: number, most: number): readonly TimeTick[] {
  const step = Math.max(1, Math.ceil((to - from) / DAY_MS / most)) * DAY_MS;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / DAY_MS) * DAY_MS; at <= to; at += step) {
    const date = new Date(at);
    ticks.push({ at, label: `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` });
  }
  return ticks;
}
