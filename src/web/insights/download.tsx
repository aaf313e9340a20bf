// The counts as files, with the token that the page holds.
interface Props {
  readonly query: string;
  readonly token: string | undefined;
  readonly onFailed: (because: string) => void;
}

export function Downloads({ query, token, onFailed }: Props) {
  const save = (table: string) => {
    const address = `/insights.csv${query === '' ? '?' : `${query}&`}table=${table}`;
    fetch(address, token ? { headers: { authorization: `Bearer ${token}` } } : {})
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
        const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
        const url = URL.createObjectURL(await answer.blob());
        Object.assign(document.createElement('a'), { href: url, download: name ?? `${table}.csv` }).click();
        URL.revokeObjectURL(url);
      })
      .catch((error: Error) => onFailed(`The file could not be had. ${error.message}`));
  };
  return (
    <p class="downloads screen-only">
      <button type="button" onClick={() => save('rules')}>
        CSV by week and rule
      </button>
      <button type="button" onClick={() => save('cards')}>
        CSV by week and class of card
      </button>
    </p>
  );
}
