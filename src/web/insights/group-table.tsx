// Who is shown what: the same numbers by client, and by role and department where the configuration maps them.
import type { Group, GroupSum } from '../../contracts/insights.ts';
import { OutcomeTable } from './summary.tsx';
import { Term } from './term.tsx';

/** Nothing where there is nobody to compare. */
export function GroupTable({ groups }: { readonly groups: readonly GroupSum[] }) {
  if (groups.length < 2) return null;
  const mapped = groups.some((g) => g.role !== undefined || g.department !== undefined);
  return (
    <section class="panel" aria-labelledby="groups">
      <h2 id="groups">
        <Term of="groups">{mapped ? 'By client, role and department' : 'By client'}</Term>
      </h2>
      <OutcomeTable
        first={mapped ? 'Client · role · department' : 'Client'}
        label="Numbers by client"
        rows={groups.map((group) => [nameOf(group, mapped), group, group.calls])}
      />
    </section>
  );
}

function nameOf({ client, role, department }: Group, mapped: boolean): string {
  if (!mapped) return client;
  if (role === undefined && department === undefined) return `${client} · not mapped`;
  return [client, role ?? 'not mapped', department ?? 'not mapped'].join(' · ');
}
