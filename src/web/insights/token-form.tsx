// Asks for the token of a role, of the counts or of comments; it is kept in this page only.
import { useState } from 'preact/hooks';

/** The token is never stored: closing the tab forgets it. */
export function TokenForm({
  refused,
  onToken,
  says = 'These counts are for those who answer for the rules. Your operator gives out the token.',
  button = 'Show the counts',
}: {
  readonly refused: boolean;
  readonly onToken: (token: string) => void;
  readonly says?: string;
  readonly button?: string;
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
      <p>{says}</p>
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
        {button}
      </button>
      <p id="token-refused" class="failed" role="status">
        {refused ? 'This token does not open them.' : ''}
      </p>
    </form>
  );
}
