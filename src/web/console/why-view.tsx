// Each rule with why it spoke or was silent.
import type { Explained } from './explained.ts';

/** The rules that spoke first, in the server's own order. */
export function WhyView({ explained }: { readonly explained: Explained | undefined }) {
  if (!explained) return <p class="muted empty">Each rule will say here why it spoke or stayed silent.</p>;
  const spoke = explained.rules.filter((r) => r.fired);
  const silent = explained.rules.filter((r) => !r.fired);
  return (
    <>
      <table class="wide">
        <caption class="visually-hidden">Rules and their reasons</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Outcome</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {[...spoke, ...silent].map((r) => (
            <tr key={r.id} class={r.fired ? undefined : 'muted'}>
              <th scope="row">
                <code>{r.id}</code>
              </th>
              <td>
                <span class={r.fired ? 'badge on' : 'badge'}>{r.fired ? 'spoke' : 'silent'}</span>
              </td>
              <td>{r.because}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
