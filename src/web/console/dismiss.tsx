// Dismissing a card: with a coded reason, a comment, both or neither.
import { useState } from 'preact/hooks';

import type { Coding } from '../../cards/types.ts';

/** @source https://cds-hooks.hl7.org/#overridereason */
export interface OverrideReason {
  readonly reason?: Coding;
  readonly userComment?: string;
}

interface Props {
  readonly reasons: readonly Coding[];
  readonly disabled: boolean;
  readonly onDismiss: (reason: OverrideReason | undefined, label: string) => void;
}

/** A disclosure rather than a menu: it works with any keyboard and any screen reader. */
export function Dismiss({ reasons, disabled, onDismiss }: Props) {
  const [code, setCode] = useState('');
  const [comment, setComment] = useState('');
  const dismiss = () => {
    const reason = reasons.find((r) => r.code === code);
    const userComment = comment.trim();
    const given = { ...(reason && { reason }), ...(userComment && { userComment }) };
    onDismiss(reason || userComment ? given : undefined, `Dismissed${reason ? `: ${reason.display}` : ''}`);
  };
  return (
    <details class="dismiss">
      <summary class="button">Dismiss…</summary>
      <div class="dismiss-form">
        {reasons.length > 0 && (
          <label>
            <span class="small muted">Reason</span>
            <select value={code} disabled={disabled} onChange={(e) => setCode(e.currentTarget.value)}>
              <option value="">No reason given</option>
              {reasons.map((r) => (
                <option key={r.code} value={r.code}>
                  {r.display}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span class="small muted">Comment (optional)</span>
          <input value={comment} disabled={disabled} onInput={(e) => setComment(e.currentTarget.value)} />
        </label>
        <button type="button" disabled={disabled} onClick={dismiss}>
          Dismiss the card
        </button>
      </div>
    </details>
  );
}
