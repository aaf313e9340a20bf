// B2M on the sea of filtration: what the kidneys explain lies under the surface, the rest stands out of it.
import { ISS_B2M_CUTS } from '../../clinical/instruments/iss-2005.ts';
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { spread } from './labels.ts';
import type { Layout } from './layout.ts';
import type { B2mPoint, IssLines, Moment, Trend } from './model.ts';
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
      {trend.iss && <Thresholds iss={trend.iss} layout={layout} y={y} units={units} />}
      <Marks layout={layout} />
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

/** Solid while the stage may still be made, faded from the start of treatment on. */
function Thresholds({
  iss,
  layout,
  y,
  units,
}: {
  readonly iss: IssLines;
  readonly layout: Layout;
  readonly y: (v: number) => number;
  readonly units: UnitSystem;
}) {
  const { left, right, narrow } = layout;
  const [low, high] = ISS_B2M_CUTS;
  const until = iss.until === undefined ? right : Math.min(right, Math.max(left, layout.x(iss.until)));
  const words = [
    ['ISS III', 'from', high],
    ['ISS I', 'below', low],
  ] as const;
  const places = spread(
    words.map(([, , cut]) => y(cut)),
    narrow ? 30 : 15,
  );
  return (
    <>
      {words.map(([stage, side, cut], i) => {
        const beside = `${side} ${(cut * units.b2m.factor).toFixed(units.b2m.digits)}`;
        const at = places[i] ?? y(cut);
        return (
          <g key={cut} class="threshold">
            {until > left && <line x1={left} x2={until} y1={y(cut)} y2={y(cut)} />}
            {until < right && <line class="faded" x1={until} x2={right} y1={y(cut)} y2={y(cut)} />}
            <text x={right + 6} y={at} dy={narrow ? '-0.25em' : '0.35em'}>
              {narrow ? stage : `${stage} ${beside}`}
              {narrow && (
                <tspan x={right + 6} dy="1.15em">
                  {beside}
                </tspan>
              )}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A line for each mark, from its label above the picture down to the axis. */
function Marks({ layout }: { readonly layout: Layout }) {
  const { x, axis } = layout;
  return (
    <>
      {layout.labels.map((label) => (
        <g key={`${label.text}${label.at}`} class={`mark ${label.kind}`}>
          <line x1={x(label.at)} x2={x(label.at)} y1={label.y - 10} y2={axis} />
          <text class={label.anchor} x={label.x} y={label.y}>
            {label.text}
          </text>
        </g>
      ))}
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
