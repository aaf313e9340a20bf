// Why a rule was overridden, in the words of the menu on the card, with a bar each.
import { reasonInWords } from '../../cards/override-reasons.ts';
import { Term } from './term.tsx';
import type { RuleCounts } from './weekly-counts.ts';

export function Reasons({ reasons, overridden }: Pick<RuleCounts, 'reasons' | 'overridden'>) {
  return (
    <div class="reasons">
      <h3>
        <Term of="reasons" />
      </h3>
      {reasons.length === 0 && <p class="small muted">Not overridden.</p>}
      <dl>
        {reasons.map(([code, n]) => (
          <div key={code}>
            <dt>{inWords(code)}</dt>
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

/** A code that is not ours is somebody's own: its words stand as they came. */
export function inWords(code: string): string {
  if (code === 'not-given') return 'No reason given';
  return reasonInWords(code) ?? `“${code}” (a code of the client)`;
}
