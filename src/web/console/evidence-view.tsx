// What the answer rests on: each fact as reported and as read, what follows from them, and who says so.
import type { Citation, EvidenceInput } from '../../cards/evidence.ts';
import { number, orList, shownUnit } from '../../cards/format.ts';
import { nameOfAnalyte } from '../shared/analyte-name.ts';
import { day } from '../shared/format.ts';
import { OutLink } from '../shared/out-link.tsx';
import { derivedInWords, factInWords, labelInWords, systemInWords } from './evidence-words.ts';
import type { Explained } from './explained.ts';

/** Facts, readings, derived values and citations of one call. */
export function EvidenceView({ explained }: { readonly explained: Explained | undefined }) {
  if (!explained) return <p class="muted empty">The facts behind the answer will stand here.</p>;
  const { inputs = [], assessments = [], derived = [], citations = [] } = explained.evidence;
  return (
    <div class="evidence">
      <section>
        <h3>Facts used</h3>
        {inputs.length === 0 ? <p class="muted">None.</p> : <Inputs inputs={inputs} />}
      </section>
      <section>
        <h3>Readings</h3>
        {assessments.length === 0 && <p class="muted">None.</p>}
        <ul class="plain">
          {assessments.map((a) => (
            <li key={a.system}>
              <strong>{systemInWords(a.system)}</strong> {orList(a.possible.map(labelInWords))}
              {a.basis === 'baseline' && <span class="badge">at diagnosis</span>}
              {a.missing && <span class="muted"> · would be settled by {orList(a.missing.map(factInWords))}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Computed</h3>
        {derived.length === 0 && <p class="muted">Nothing.</p>}
        <ul class="plain">
          {derived.map((d) => (
            <li key={`${d.name}${d.value}`}>
              <strong>{derivedInWords(d.name)}</strong> {number(d.value, d.unit === 'a' ? 0 : 2)} {shownUnit(d.unit)}{' '}
              <span class="muted">· {d.method}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Sources</h3>
        <ul class="plain">
          {citations.map((c) => (
            <li key={c.label}>
              <Cited citation={c} />
            </li>
          ))}
        </ul>
      </section>
      <details class="all">
        <summary>All facts and where the data came from, as JSON</summary>
        <pre class="json" tabIndex={0} aria-label="Facts and their origin">
          {JSON.stringify({ facts: explained.facts, gathered: explained.gathered }, null, 2)}
        </pre>
      </details>
    </div>
  );
}

function Inputs({ inputs }: { readonly inputs: readonly EvidenceInput[] }) {
  return (
    <div class="scroll-x">
      <table class="wide facts">
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">As reported</th>
            <th scope="col">As read</th>
            <th scope="col">Taken</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((i) => (
            <tr key={`${i.analyte}${i.reference}`}>
              <th scope="row">{nameOfAnalyte(i.analyte)}</th>
              <td>
                {i.comparator}
                {i.reported.value} {i.reported.unit}
              </td>
              <td>
                {i.comparator}
                {number(i.value, 2)} {shownUnit(i.unit)}
              </td>
              <td>{day(i.effective)}</td>
              <td>
                <code>{i.reference}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cited({ citation }: { readonly citation: Citation }) {
  const url = citation.doi ? `https://doi.org/${encodeURI(citation.doi)}` : citation.url;
  return <OutLink url={url}>{citation.label}</OutLink>;
}
