// Stacked bars, a week each: told apart by colour and by texture, so that they read in print and by every eye.
import { useId } from 'preact/hooks';

import { niceTicks } from '../shared/ticks.ts';
import type { Counts } from './weekly-counts.ts';

const KINDS = ['accepted', 'overridden', 'ignored'] as const;
const WIDTH = 480;
const HEIGHT = 150;
const LEFT = 30;
const BOTTOM = 22;

interface Props {
  readonly weeks: readonly (Counts & { readonly week: string })[];
  readonly label: string;
}

/** The picture of the table beside it. */
export function Bars({ weeks, label }: Props) {
  const hatch = useId();
  const ticks = niceTicks(Math.max(1, ...weeks.map((w) => w.shown)), 3).filter(Number.isInteger);
  const top = ticks.at(-1) ?? 1;
  const y = (n: number) => HEIGHT - BOTTOM - (n / top) * (HEIGHT - BOTTOM - 8);
  const slot = (WIDTH - LEFT) / Math.max(weeks.length, 6);
  const every = Math.ceil(weeks.length / 8);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${label}; the table has the numbers`}>
      <Hatch id={hatch} />
      {ticks.map((t) => (
        <g key={t}>
          <line class="grid" x1={LEFT} x2={WIDTH} y1={y(t)} y2={y(t)} />
          <text class="tick" x={LEFT - 5} y={y(t)} dy="0.35em">
            {t}
          </text>
        </g>
      ))}
      {weeks.map((w, i) => {
        let below = 0;
        const x = LEFT + i * slot + slot * 0.15;
        return (
          <g key={w.week}>
            {KINDS.map((kind) => {
              const from = below;
              below += w[kind];
              const box = { x, y: y(below), width: slot * 0.7, height: y(from) - y(below) };
              return (
                <g key={kind}>
                  <rect class={kind} {...box} />
                  {kind === 'overridden' && <rect fill={`url(#${hatch})`} {...box} />}
                </g>
              );
            })}
            {i % every === 0 && (
              <text class="week" x={x + slot * 0.35} y={HEIGHT - 6}>
                {w.week.slice(5)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** What the textures mean. */
export function Key() {
  const hatch = useId();
  return (
    <ul class="key">
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <Hatch id={hatch} />
            <rect class={kind} width="14" height="14" />
            {kind === 'overridden' && <rect width="14" height="14" fill={`url(#${hatch})`} />}
          </svg>
          {kind}
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
