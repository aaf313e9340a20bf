// What was known on the chosen day, and what the signs in the picture mean.
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { day } from '../shared/format.ts';
import type { Moment, Trend } from './model.ts';
import type { UnitSystem } from './units.ts';
import { momentLines, NOT_MEASURED } from './words.ts';

/** Room for every line is kept, so that nothing moves while one reads along the curve. */
export function ReadOut({
  moment,
  trend,
  units,
}: {
  readonly moment: Moment | undefined;
  readonly trend: Trend;
  readonly units: UnitSystem;
}) {
  return (
    <section class="readout panel" aria-label="Chosen day">
      <h2>{moment ? day(moment.iso) : 'No results'}</h2>
      <dl>
        {moment &&
          momentLines(moment, trend, units).map(([name, text]) => (
            <div key={name} class={text === NOT_MEASURED ? 'absent' : undefined}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** The legend, in the picture's own marks. */
export function Legend() {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <svg viewBox="0 0 26 16" aria-hidden="true">
          <rect class="sea shallow" y="2" width="26" height="14" />
          <rect class="sea" y="7" width="26" height="9" />
        </svg>
        As expected from filtration: up to {FILTRATION_RATIO} times expected; paler: up to {WELL_BEYOND_RATIO} times
      </li>
      <li>
        <svg viewBox="0 0 26 16" aria-hidden="true">
          <path class="expected" d="M0 8H26" />
        </svg>
        Expected from filtration at this eGFR
      </li>
      <li>
        <svg viewBox="0 0 26 16" aria-hidden="true">
          <path class="stem beyond" d="M13 16V5" />
          <g class="point beyond" transform="translate(13 5)">
            <circle r="4.5" />
          </g>
        </svg>
        More than {FILTRATION_RATIO} times expected
      </li>
      <li>
        <svg viewBox="0 0 26 16" aria-hidden="true">
          <g class="point" transform="translate(7 8)">
            <path d="M0 -6L5.5 4H-5.5Z" />
          </g>
          <g class="point preliminary" transform="translate(20 8)">
            <circle r="4.5" />
          </g>
        </svg>
        Outside the assay’s limits; preliminary
      </li>
    </ul>
  );
}
