// Of which time and of whom the numbers are: the form above them.
import type { GroupSum, Insights } from '../../contracts/insights.ts';

export interface Chosen {
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  readonly client: string;
  readonly role: string;
  readonly department: string;
}

const GROUPS = [
  ['client', 'Client', 'every client'],
  ['role', 'Role', 'every role'],
  ['department', 'Department', 'every department'],
] as const;

/** `?from=…&client=…` of what was chosen; the server's own choice where nothing was. */
export function queryOf(chosen: Partial<Chosen>): string {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** `every client`, or who was chosen. */
export function whose(chosen: Partial<Chosen>): string {
  const named = GROUPS.flatMap(([key]) => chosen[key] || []);
  return named.length === 0 ? 'every client' : named.join(', ');
}

interface Props {
  readonly insights: Insights;
  readonly chosen: Partial<Chosen>;
  readonly onChoose: (chosen: Partial<Chosen>) => void;
}

export function Choice({ insights: { from, to, groups }, chosen, onChoose }: Props) {
  return (
    <form
      class="choice-of-time screen-only"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        onChoose(Object.fromEntries([...given].filter((field) => typeof field[1] === 'string')));
      }}
    >
      <label>
        <span>From</span>
        <input type="date" name="from" value={from} required />
      </label>
      <label>
        <span>To</span>
        <input type="date" name="to" value={to} required />
      </label>
      {GROUPS.map(([key, name, all]) => {
        const names = namesOf(groups, key);
        if (names.length < (key === 'client' ? 2 : 1)) return null;
        return (
          <label key={key}>
            <span>{name}</span>
            <select name={key} value={chosen[key] ?? ''}>
              <option value="">{all}</option>
              {names.map((n) => (
                <option key={n} value={n}>
                  {n}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <button type="submit">Count</button>
    </form>
  );
}

function namesOf(groups: readonly GroupSum[], key: 'client' | 'role' | 'department'): readonly string[] {
  return [...new Set(groups.flatMap((g) => g[key] ?? []))].toSorted();
}
