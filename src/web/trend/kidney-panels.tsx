// eGFR with its KDIGO categories, and creatinine, beneath the B2M.
import { KDIGO_GFR_CATEGORIES, KDIGO_GFR_CUTS } from '../../clinical/instruments/kdigo-gfr-2012.ts';
import type { Quantity } from '../../clinical/quantities/quantity.ts';
import { spread } from './labels.ts';
import type { Layout, Panel } from './layout.ts';
import type { Moment, Trend } from './model.ts';
import type { UnitSystem } from './units.ts';

interface Props {
  readonly trend: Trend;
  readonly layout: Layout;
  readonly units: UnitSystem;
  readonly selected: Moment | undefined;
}

/** Two quiet lines; the categories are named where there is room. */
export function KidneyPanels({ trend, layout, units, selected }: Props) {
  const { egfr, right, left } = layout;
  const edges = [0, ...KDIGO_GFR_CUTS, egfr.y.domain[1]];
  const middles = KDIGO_GFR_CATEGORIES.map((_, i) => egfr.y(((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2));
  const places = spread(middles, 11);
  return (
    <g>
      {KDIGO_GFR_CUTS.map((cut) => (
        <line key={cut} class="category" x1={left} x2={right} y1={egfr.y(cut)} y2={egfr.y(cut)} />
      ))}
      {!layout.narrow &&
        KDIGO_GFR_CATEGORIES.toReversed().map((name, i) => (
          <text key={name} class="category" x={right + 6} y={places[i]} dy="0.35em">
            {name}
          </text>
        ))}
      <Line panel={egfr} layout={layout} trend={trend} of={(m) => m.egfr?.quantity} factor={1} selected={selected} />
      <Line
        panel={layout.creatinine}
        layout={layout}
        trend={trend}
        of={(m) => m.creatinine?.quantity}
        factor={units.creatinine.factor}
        selected={selected}
      />
    </g>
  );
}

interface LineProps {
  readonly panel: Panel;
  readonly layout: Layout;
  readonly trend: Trend;
  readonly of: (m: Moment) => Quantity | undefined;
  readonly factor: number;
  readonly selected: Moment | undefined;
}

function Line({ panel, layout, trend, of, factor, selected }: LineProps) {
  const points = trend.moments.flatMap((m) => {
    const q = of(m);
    return q ? [{ m, q, x: layout.x(m.at), y: panel.y(q.value * factor) }] : [];
  });
  return (
    <g class="kidney">
      <path d={points.map((p, i) => `${i ? 'L' : 'M'}${p.x} ${p.y}`).join('')} />
      {points.map((p) => (
        <circle
          key={p.m.at}
          class={p.q.comparator ? 'censored' : undefined}
          cx={p.x}
          cy={p.y}
          r={p.m === selected ? 5 : 3.2}
        />
      ))}
    </g>
  );
}
