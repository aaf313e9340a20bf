// Asks for the role token that opens the counts; it is kept in this page only.
import { useState } from 'preact/hooks';

/** The token is never stored: closing the tab forgets it. */
export function TokenForm({
  refused,
  onToken,
}: {
  readonly refused: boolean;
  readonly onToken: (token: string) => void;
}) {
  const [token, setToken] = useState('');
  return (
    <form
      class="panel token"
      onSubmit={(e) => {
        e.preventDefault();
        onToken(token.trim());
      }}
    >
      <p>These counts are for those who answer for the rules. Your operator gives out the token.</p>
      <label>
        <span>Access token</span>
        <input
          type="password"
          autocomplete="off"
          required
          value={token}
          aria-describedby={refused ? 'token-refused' : undefined}
          aria-invalid={refused || undefined}
          onInput={(e) => setToken(e.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Show the counts
      </button>
      <p id="token-refused" class="failed" role="status">
        {refused ? 'This token does not open the counts.' : ''}
      </p>
    </form>
  );
}
