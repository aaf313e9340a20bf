// What the pictures of a rule share: weeks along the foot, the scale at the side, a mark where a version was new.
import type { ComponentChildren } from 'preact';

import { changes, type Version } from './weekly-counts.ts';

export const WIDTH = 480;
const LEFT = 44;
const FOOT = 22;
const HEAD = 16;

export interface Frame {
  readonly height: number;
  /** The left edge of the nth week's place, and how wide it is. */
  readonly x: (n: number) => number;
  readonly slot: number;
  readonly y: (value: number) => number;
}

/** @param top the value at the upper edge */
export function frameOf(weeks: number, height: number, top: number): Frame {
  const slot = (WIDTH - LEFT) / Math.max(weeks, 6);
  return {
    height,
    slot,
    x: (n) => LEFT + n * slot,
    y: (value) => height - FOOT - (value / top) * (height - FOOT - HEAD),
  };
}

interface Props {
  readonly frame: Frame;
  readonly weeks: readonly string[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly versions: readonly Version[];
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A picture with its axes; the table beside it has the numbers. */
export function Axes({ frame, weeks, ticks, versions, label, children }: Props) {
  const { height, x, y, slot } = frame;
  const every = Math.ceil(weeks.length / 6);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${label}; the table has the numbers`}>
      {ticks.map(({ at, label: text }) => (
        <g key={at}>
          <line class="grid" x1={LEFT} x2={WIDTH} y1={y(at)} y2={y(at)} />
          <text class="tick" x={LEFT - 5} y={y(at)} dy="0.35em">
            {text}
          </text>
        </g>
      ))}
      {weeks.map(
        (week, i) =>
          i % every === 0 && (
            <text key={week} class="week" x={x(i) + slot / 2} y={height - 6}>
              {week.slice(5)}
            </text>
          ),
      )}
      {children}
      {changes(versions).map(({ version, since }, i) => {
        const at = x(weeks.indexOf(since));
        const right = at > WIDTH * 0.75;
        return (
          <g key={version} class="version">
            <line x1={at} x2={at} y1={2} y2={height - FOOT} />
            <text x={at + (right ? -4 : 4)} y={10 + (i % 2) * 11} class={right ? 'ending' : ''}>
              {version.replace(/\+site\..*/, '+site')}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
