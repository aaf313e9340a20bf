// One rule: its weeks as bars, its override reasons, and the same numbers as a table beside them.
import { Bars, Key } from './bars.tsx';
import { share } from './share.ts';
import type { RuleCounts } from './weekly-counts.ts';

/** A panel a rule; the table is the accessible form of the bars. */
export function RuleReport({ counts }: { readonly counts: RuleCounts }) {
  const id = `${counts.service}-${counts.rule}`;
  const { shown, accepted, overridden, ignored } = counts;
  return (
    <section class="panel report" aria-labelledby={id}>
      <header>
        <h2 id={id}>{counts.rule}</h2>
        <p class="small muted">
          <code>{counts.service}</code> · shown {shown}, accepted {share(accepted, shown)}, overridden{' '}
          {share(overridden, shown)}, ignored {share(ignored, shown)}
        </p>
      </header>
      <div class="halves">
        <figure>
          <Bars weeks={counts.byWeek} label={`${counts.rule}: cards by week`} />
          <Key />
        </figure>
        <div class="scroll-x weeks" role="region" aria-label={`${counts.rule} by week`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Week</th>
                <th scope="col" class="number">
                  Shown
                </th>
                <th scope="col" class="number">
                  Accepted
                </th>
                <th scope="col" class="number">
                  Overridden
                </th>
                <th scope="col" class="number">
                  Ignored
                </th>
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
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Reasons reasons={counts.reasons} overridden={overridden} />
      </div>
    </section>
  );
}

function Reasons({ reasons, overridden }: { readonly reasons: RuleCounts['reasons']; readonly overridden: number }) {
  return (
    <div class="reasons">
      <h3>Why overridden</h3>
      {reasons.length === 0 && <p class="small muted">Not overridden.</p>}
      <dl>
        {reasons.map(([code, n]) => (
          <div key={code}>
            <dt>{code.replaceAll('-', ' ')}</dt>
            <dd>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="overridden" width={(n / Math.max(1, overridden)) * 100} height="8" />
              </svg>
              {n}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
