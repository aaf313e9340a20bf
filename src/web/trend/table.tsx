// The same data as a table, for reading, for screen readers and for paper.
import { day } from '../shared/format.ts';
import type { Trend } from './model.ts';
import { show, showResult, type Result, type UnitSystem } from './units.ts';
import { b2mText, confoundingText, egfrText, ratioText } from './words.ts';

/** Newest first, as laboratories print. */
export function DataTable({ trend, units }: { readonly trend: Trend; readonly units: UnitSystem }) {
  return (
    <section class="panel" aria-labelledby="table-title">
      <h2 id="table-title">The numbers</h2>
      <div class="scroll-x" role="region" aria-label="Table of results" tabIndex={0}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">Taken</th>
              <th scope="col" class="number">
                B2M
              </th>
              <th scope="col">As reported</th>
              <th scope="col" class="number">
                eGFR
              </th>
              <th scope="col" class="number">
                Expected
              </th>
              <th scope="col" class="number">
                Ratio
              </th>
              <th scope="col">Reading</th>
              <th scope="col" class="number">
                Creatinine
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.moments.toReversed().map((m) => (
              <tr key={`${m.at}${m.b2m?.preliminary}`}>
                <th scope="row">{day(m.iso)}</th>
                <td class="number">{b2mText(m, units)}</td>
                <td>{m.b2m && reportedText(m.b2m)}</td>
                <td class="number">{m.egfr && egfrText(m.egfr)}</td>
                <td class="number">{m.expected !== undefined && show(m.expected, units.b2m)}</td>
                <td class="number">{m.b2m?.ratio !== undefined && ratioText(m.b2m.ratio)}</td>
                <td>
                  {m.b2m?.baseline && <strong>Baseline{trend.stage && `, ${trend.stage}`}. </strong>}
                  {confoundingText(m)}
                </td>
                <td class="number">{m.creatinine && showResult(m.creatinine, units.creatinine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {trend.marks.length > 0 && (
        <p class="small muted">
          Also on record: {trend.marks.map((m) => `${m.text} ${day(new Date(m.at).toISOString())}`).join('; ')}.
        </p>
      )}
    </section>
  );
}

/** `>20 mg/L`, as the laboratory wrote it. */
function reportedText({ quantity, reported }: Result): string {
  return reported ? `${quantity.comparator ?? ''}${reported.value} ${reported.unit ?? '(no unit)'}` : '';
}
