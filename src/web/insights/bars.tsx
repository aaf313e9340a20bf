// Stacked bars, a week each: told apart by colour and by texture, so that they read in print and by every eye.
import { useId } from 'preact/hooks';

import { niceTicks } from '../shared/ticks.ts';
import { Axes, frameOf } from './axis.tsx';
import type { RuleWeek, Version } from './weekly-counts.ts';

const KINDS = [
  ['accepted', 'accepted'],
  ['overridden', 'overridden'],
  ['ignored', 'not answered'],
] as const;
const HEIGHT = 160;

interface Props {
  readonly weeks: readonly RuleWeek[];
  readonly versions: readonly Version[];
  readonly label: string;
}

/** The picture of the table beside it. */
export function Bars({ weeks, versions, label }: Props) {
  const hatch = useId();
  const ticks = niceTicks(Math.max(1, ...weeks.map((w) => w.shown)), 3).filter(Number.isInteger);
  const frame = frameOf(weeks.length, HEIGHT, ticks.at(-1) ?? 1);
  const { x, y, slot } = frame;
  return (
    <Axes
      frame={frame}
      weeks={weeks.map((w) => w.week)}
      ticks={ticks.map((at) => ({ at, label: String(at) }))}
      versions={versions}
      label={label}
    >
      <Hatch id={hatch} />
      {weeks.map((w, i) => {
        let below = 0;
        return (
          <g key={w.week}>
            {KINDS.map(([kind]) => {
              const from = below;
              below += w[kind];
              const box = { x: x(i) + slot * 0.15, y: y(below), width: slot * 0.7, height: y(from) - y(below) };
              return (
                <g key={kind}>
                  <rect class={kind} {...box} />
                  {kind === 'overridden' && <rect fill={`url(#${hatch})`} {...box} />}
                </g>
              );
            })}
          </g>
        );
      })}
    </Axes>
  );
}

/** What the textures mean. */
export function Key() {
  const hatch = useId();
  return (
    <ul class="key">
      {KINDS.map(([kind, words]) => (
        <li key={kind}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <Hatch id={hatch} />
            <rect class={kind} width="14" height="14" />
            {kind === 'overridden' && <rect width="14" height="14" fill={`url(#${hatch})`} />}
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="hatch" x1="0" y1="0" x2="0" y2="5" />
    </pattern>
  );
}
