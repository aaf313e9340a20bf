// What would have been shown: cards of shadow mode, and of rules that a site keeps in shadow.
import type { ShadowWeek } from '../../contracts/insights.ts';
import { Term } from './term.tsx';

export function ShadowCounts({ shadow }: { readonly shadow: readonly ShadowWeek[] }) {
  return (
    <section class="panel" aria-labelledby="shadow">
      <h2 id="shadow">
        <Term of="shadow">In shadow: would have been shown</Term>
      </h2>
      <div class="scroll-x" role="region" aria-label="Numbers in shadow" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Week</th>
              <th scope="col">Service</th>
              <th scope="col">Rule</th>
              <th scope="col">Indicator</th>
              <th scope="col">Cards</th>
            </tr>
          </thead>
          <tbody>
            {shadow.map(({ week, service, rule, indicator, cards }) => (
              <tr key={`${week} ${service} ${rule} ${indicator}`}>
                <td>{week}</td>
                <td>{service}</td>
                <td>{rule}</td>
                <td>{indicator}</td>
                <td class="number">{cards}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
