// B2M on the sea of filtration: what the kidneys explain lies under the surface, the rest stands out of it.
import { ISS_B2M_CUTS } from '../../clinical/instruments/iss-2005.ts';
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import type { Layout } from './layout.ts';
import type { B2mPoint, Moment, Trend } from './model.ts';
import type { UnitSystem } from './units.ts';

interface Props {
  readonly trend: Trend;
  readonly layout: Layout;
  readonly units: UnitSystem;
  readonly selected: Moment | undefined;
}

/** Thresholds, marks, stems, line and points, in this order from back to front; the sea lies beneath them all. */
export function B2mPanel({ trend, layout, units, selected }: Props) {
  const { x, b2m } = layout;
  const y = (mgPerLitre: number) => b2m.y(mgPerLitre * units.b2m.factor);
  const measured = trend.moments.filter((m) => m.b2m);
  const firm = measured.filter((m) => m.b2m && !m.b2m.preliminary);
  return (
    <g>
      <Thresholds layout={layout} y={y} units={units} />
      <Marks trend={trend} layout={layout} />
      {measured.map((m) => m.expected !== undefined && m.b2m && <Stem key={m.at} at={x(m.at)} moment={m} y={y} />)}
      <path
        class="course"
        d={firm.map((m, i) => `${i ? 'L' : 'M'}${x(m.at)} ${y(m.b2m?.quantity.value ?? 0)}`).join('')}
      />
      {measured.map(
        (m) =>
          m.b2m && (
            <Point
              key={`${m.at}${m.b2m.preliminary}`}
              x={x(m.at)}
              y={y(m.b2m.quantity.value)}
              point={m.b2m}
              selected={m === selected}
            />
          ),
      )}
      {firm
        .filter((m) => m.b2m?.baseline)
        .map((m) => {
          const flip = x(m.at) > layout.right - 120;
          return (
            <text
              key={m.at}
              class={flip ? 'baseline end' : 'baseline'}
              x={x(m.at) + (flip ? -13 : 13)}
              y={y(m.b2m?.quantity.value ?? 0) - 10}
            >
              {trend.stage ? `baseline: ${trend.stage}` : 'baseline'}
            </text>
          );
        })}
    </g>
  );
}

/** A polygon through every expected value; a lone one becomes a short stretch around its day. */
export function Sea({ trend, layout, units }: Omit<Props, 'selected'>) {
  const y = (mgPerLitre: number) => layout.b2m.y(mgPerLitre * units.b2m.factor);
  const known = trend.moments.flatMap((m) => (m.expected === undefined ? [] : [{ x: layout.x(m.at), v: m.expected }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return null;
  // the first and last eGFR reach a little beyond their day, so that their points stand in the sea, not on its shore
  const shore = [{ ...first, x: first.x - 18 }, ...known, { ...last, x: last.x + 18 }];
  const line = (ratio: number) => shore.map((p, i) => `${i ? 'L' : 'M'}${p.x} ${y(p.v * ratio)}`).join('');
  const down = `L${last.x + 18} ${layout.b2m.bottom}L${first.x - 18} ${layout.b2m.bottom}Z`;
  return (
    <>
      <clipPath id="b2m-clip">
        <rect
          x={layout.left}
          y={layout.b2m.top}
          width={layout.right - layout.left}
          height={layout.b2m.bottom - layout.b2m.top}
        />
      </clipPath>
      <g clip-path="url(#b2m-clip)">
        <path class="sea shallow" d={line(WELL_BEYOND_RATIO) + down} />
        <path class="sea" d={line(FILTRATION_RATIO) + down} />
        <path class="expected" d={line(1)} />
      </g>
    </>
  );
}

function Thresholds({
  layout,
  y,
  units,
}: {
  readonly layout: Layout;
  readonly y: (v: number) => number;
  readonly units: UnitSystem;
}) {
  const [low, high] = ISS_B2M_CUTS;
  const words = new Map([
    [low, 'ISS I below'],
    [high, 'ISS III from'],
  ]);
  return (
    <>
      {ISS_B2M_CUTS.map((cut) => (
        <g key={cut} class="threshold">
          <line x1={layout.left} x2={layout.right} y1={y(cut)} y2={y(cut)} />
          <text
            x={layout.narrow ? layout.right - 4 : layout.right + 6}
            y={y(cut)}
            dy={layout.narrow ? '-0.4em' : '0.35em'}
            class={layout.narrow ? 'end' : undefined}
          >
            {words.get(cut)} {(cut * units.b2m.factor).toFixed(units.b2m.digits)}
          </text>
        </g>
      ))}
    </>
  );
}

function Marks({ trend, layout }: { readonly trend: Trend; readonly layout: Layout }) {
  const { x, b2m, left, right } = layout;
  const shown = trend.marks.filter((m) => x(m.at) >= left && x(m.at) <= right);
  return (
    <>
      {shown.map((mark, i) => {
        const at = x(mark.at);
        const flip = at > right - 130;
        return (
          <g key={`${mark.text}${mark.at}`} class={`mark ${mark.kind}`}>
            <line x1={at} x2={at} y1={b2m.top} y2={layout.axis} />
            <text class={flip ? 'end' : undefined} x={at + (flip ? -5 : 5)} y={b2m.top + 11 + (i % 3) * 15}>
              {mark.text}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** From what filtration predicts up to what was measured. */
function Stem({ at, moment, y }: { readonly at: number; readonly moment: Moment; readonly y: (v: number) => number }) {
  const measured = moment.b2m?.quantity.value ?? 0;
  const expected = moment.expected ?? 0;
  if (moment.b2m?.preliminary || measured <= expected) return null;
  const beyond = moment.b2m !== undefined && isBeyond(moment.b2m);
  return <line class={beyond ? 'stem beyond' : 'stem'} x1={at} x2={at} y1={y(expected)} y2={y(measured)} />;
}

/** Whatever the data leave open, filtration alone is not the answer. */
function isBeyond({ confounding }: B2mPoint): boolean {
  return confounding?.possible.every((label) => label.endsWith('beyond-filtration')) ?? false;
}

function Point(props: {
  readonly x: number;
  readonly y: number;
  readonly point: B2mPoint;
  readonly selected: boolean;
}) {
  const { x, y, point, selected } = props;
  const explained = point.confounding?.possible.length === 1 && point.confounding.possible[0] === 'filtration';
  const kind = point.preliminary ? 'preliminary' : isBeyond(point) ? 'beyond' : explained ? '' : 'open';
  const { comparator } = point.quantity;
  const up = comparator === '>' || comparator === '>=';
  return (
    <g class={`point ${kind}`} transform={`translate(${x} ${y})`}>
      {(selected || point.baseline) && <circle class={selected ? 'halo on' : 'halo'} r={point.baseline ? 10 : 9} />}
      {comparator ? <path d={up ? 'M0 -8L7 5H-7Z' : 'M0 8L7 -5H-7Z'} /> : <circle r={5.5} />}
    </g>
  );
}
