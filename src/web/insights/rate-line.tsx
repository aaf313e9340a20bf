// The override rate by week as a line, each week with its 95 % interval; a week without an answer has no point.
import { Axes, frameOf } from './axis.tsx';
import { overrides } from './rates.ts';
import type { RuleWeek, Version } from './weekly-counts.ts';

const HEIGHT = 130;
const TICKS = [0, 0.5, 1].map((at) => ({ at, label: `${at * 100} %` }));

interface Props {
  readonly weeks: readonly RuleWeek[];
  readonly versions: readonly Version[];
  readonly label: string;
}

/** The picture of the last column of the table beside it. */
export function RateLine({ weeks, versions, label }: Props) {
  const frame = frameOf(weeks.length, HEIGHT, 1);
  const { x, y, slot } = frame;
  const points = weeks.flatMap((w, i) => {
    const rate = overrides(w);
    return rate.of === 0 ? [] : [{ ...rate, week: w.week, at: x(i) + slot / 2 }];
  });
  return (
    <Axes frame={frame} weeks={weeks.map((w) => w.week)} ticks={TICKS} versions={versions} label={label}>
      <polyline class="rate" points={points.map((p) => `${p.at},${y(p.share)}`).join(' ')} />
      {points.map((p) => (
        <g key={p.week} class="rate">
          <line x1={p.at} x2={p.at} y1={y(p.low)} y2={y(p.high)} />
          <line x1={p.at - 3} x2={p.at + 3} y1={y(p.low)} y2={y(p.low)} />
          <line x1={p.at - 3} x2={p.at + 3} y1={y(p.high)} y2={y(p.high)} />
          <circle cx={p.at} cy={y(p.share)} r="3" />
        </g>
      ))}
    </Axes>
  );
}
