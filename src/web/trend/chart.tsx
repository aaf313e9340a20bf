// The picture: B2M over the sea of filtration, eGFR and creatinine beneath, on one time axis.
import type { Trend } from './model.ts';
import { layOut, type Layout, type Panel } from './layout.ts';
import { B2mPanel, Sea } from './b2m-panel.tsx';
import { KidneyPanels } from './kidney-panels.tsx';
import { timeTicks } from './scale.ts';
import type { UnitSystem } from './units.ts';
import { useWidth } from './use-width.ts';
import { momentSentence } from './words.ts';

interface Props {
  readonly trend: Trend;
  readonly units: UnitSystem;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

/** A slider over the days with results: pointer, arrow keys, Home and End move it. */
export function Chart({ trend, units, selected, onSelect }: Props) {
  const [box, width] = useWidth();
  const layout = layOut(trend, width, units);
  const moment = trend.moments[selected];
  const last = trend.moments.length - 1;
  const onKey = (event: KeyboardEvent) => {
    const to = {
      ArrowRight: selected + 1,
      ArrowUp: selected + 1,
      ArrowLeft: selected - 1,
      ArrowDown: selected - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onSelect(Math.min(last, Math.max(0, to)));
  };
  const onPoint = (event: PointerEvent) => {
    const frame = (event.currentTarget as Element).getBoundingClientRect();
    onSelect(nearest(trend, layout, ((event.clientX - frame.left) / frame.width) * width));
  };
  return (
    <div
      class="chart"
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Results over time"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={last + 1}
      aria-valuenow={selected + 1}
      aria-valuetext={moment ? momentSentence(moment, trend, units) : 'no results'}
      onKeyDown={onKey}
      onPointerMove={onPoint}
      onPointerDown={onPoint}
    >
      <svg viewBox={`0 0 ${layout.width} ${layout.height}`} height={layout.height} aria-hidden="true">
        <TimeAxis layout={layout} />
        <Frame panel={layout.b2m} layout={layout} title={`B2M, ${units.b2m.unit}`} titleAt={24} />
        <Frame panel={layout.egfr} layout={layout} title="eGFR, mL/min/1.73 m²" />
        <Frame panel={layout.creatinine} layout={layout} title={`Creatinine, ${units.creatinine.unit}`} />
        <Sea trend={trend} layout={layout} units={units} />
        {moment && (
          <line class="cursor" x1={layout.x(moment.at)} x2={layout.x(moment.at)} y1={layout.b2m.top} y2={layout.axis} />
        )}
        <KidneyPanels trend={trend} layout={layout} units={units} selected={moment} />
        <B2mPanel trend={trend} layout={layout} units={units} selected={moment} />
      </svg>
    </div>
  );
}

function nearest(trend: Trend, layout: Layout, at: number): number {
  let best = 0;
  for (const [i, m] of trend.moments.entries()) {
    const other = trend.moments[best];
    if (other && Math.abs(layout.x(m.at) - at) < Math.abs(layout.x(other.at) - at)) best = i;
  }
  return best;
}

function Frame({
  panel,
  layout,
  title,
  titleAt = panel.top - 12,
}: {
  readonly panel: Panel;
  readonly layout: Layout;
  readonly title: string;
  readonly titleAt?: number;
}) {
  const { left, right } = layout;
  return (
    <g class="frame">
      <text class="title" x={left} y={titleAt}>
        {title}
      </text>
      {panel.ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={left} x2={right} y1={panel.y(tick)} y2={panel.y(tick)} />
          <text class="tick" x={left - 7} y={panel.y(tick)} dy="0.35em">
            {tick}
          </text>
        </g>
      ))}
    </g>
  );
}

function TimeAxis({ layout }: { readonly layout: Layout }) {
  const { x, left, right, axis, b2m } = layout;
  const [from, to] = x.domain;
  return (
    <g class="frame">
      <line class="axis" x1={left} x2={right} y1={axis} y2={axis} />
      {timeTicks(from, to, layout.narrow ? 4 : 9).map(({ at, label }) => (
        <g key={at}>
          <line class="grid faint" x1={x(at)} x2={x(at)} y1={b2m.top} y2={axis + 5} />
          <text class="time" x={x(at)} y={axis + 20}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
