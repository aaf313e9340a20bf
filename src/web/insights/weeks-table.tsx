// The weeks of a rule in numbers: the accessible form of its pictures.
import { NumberHead } from './summary.tsx';
import { overrides, withInterval } from './rates.ts';
import { Term } from './term.tsx';
import type { RuleCounts } from './weekly-counts.ts';

/** The latest week first. */
export function WeeksTable({ counts }: { readonly counts: RuleCounts }) {
  const isVersioned = counts.versions.length > 1;
  return (
    <div class="scroll-x weeks" role="region" aria-label={`${counts.rule} by week`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Week</th>
            <NumberHead of="cards" />
            <NumberHead of="acceptance" />
            <NumberHead of="overrides" />
            <NumberHead of="unanswered" />
            <NumberHead of="overrides">Override rate</NumberHead>
            {isVersioned && (
              <th scope="col">
                <Term of="versions">Version</Term>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {counts.byWeek.toReversed().map((w) => (
            <tr key={w.week}>
              <th scope="row">{w.week}</th>
              <td class="number">{w.shown}</td>
              <td class="number">{w.accepted}</td>
              <td class="number">{w.overridden}</td>
              <td class="number">{w.ignored}</td>
              <td class="number">{withInterval(overrides(w))}</td>
              {isVersioned && <td>{w.versions.join(', ')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
