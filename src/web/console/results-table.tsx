// The results in the request, each open to change: the cards follow as one types.
import { useMemo, useState } from 'preact/hooks';

import { OutLink } from '../shared/out-link.tsx';
import { personInWords } from '../shared/person.ts';
import { AddEntry } from './add-entry.tsx';
import { patientOf } from './request.ts';
import { RecordTable } from './record-table.tsx';
import { resultsIn, withAdditions, type ChartResult, type Edit, type Edits } from './results.ts';
import type { Subject } from './subject.ts';

/** More rows than this would bury the ones that matter. */
const FIRST = 24;

const UNITS = ['mg/L', 'ug/mL', 'ug/L', 'nmol/L', 'mg/dL', 'umol/L', 'g/dL', 'g/L', 'U/L', 'mL/min/{1.73_m2}'];

interface Props {
  readonly subject: Subject | undefined;
  readonly edits: Edits;
  readonly onEdit: (edits: Edits) => void;
}

/** Value, unit and date of each result, and whether it is on the chart at all. */
export function ResultsTable({ subject, edits, onEdit }: Props) {
  const [all, setAll] = useState(false);
  const original = subject && (subject.kind === 'request' ? subject.request : subject.bundle);
  const json = useMemo(() => original && withAdditions(original, edits), [original, edits]);
  const results = useMemo(() => resultsIn(json), [json]);
  const shown = all ? results : results.slice(0, FIRST);
  const change = (key: string, edit: Edit) => onEdit({ ...edits, [key]: { ...edits[key], ...edit } });
  const edited = Object.keys(edits).length > 0;
  return (
    <section class="panel chart" aria-labelledby="chart-title">
      <div class="row spread">
        <h2 id="chart-title">On the chart</h2>
        <button type="button" disabled={!edited} onClick={() => onEdit({})}>
          Undo my changes
        </button>
      </div>
      {subject && subject.kind !== 'request' && (
        <p class="muted small">
          {personInWords(patientOf(subject.bundle)) || 'No Patient resource in it'}
          {subject.kind === 'fixture' && (
            <>
              {' · '}
              <OutLink url={`/trend?patient=${encodeURIComponent(subject.id)}`}>B2M over time</OutLink>
            </>
          )}
        </p>
      )}
      {results.length === 0 ? (
        <p class="muted empty">
          {subject ? 'There are no results in it.' : 'Results appear here, ready to be changed.'}
        </p>
      ) : (
        <div class="scroll-x" role="region" aria-label="Results, editable" tabIndex={0}>
          <table class="results">
            <thead>
              <tr>
                <th scope="col">Result</th>
                <th scope="col">Value</th>
                <th scope="col">Unit</th>
                <th scope="col">Taken</th>
                <th scope="col">Sent</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((r) => (
                <Row key={r.key} result={r} edit={edits[r.key] ?? {}} onChange={(edit) => change(r.key, edit)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {json && <RecordTable json={json} edits={edits} onEdit={onEdit} />}
      {json && subject && <AddEntry json={json} patientId={patientIdOf(subject)} edits={edits} onEdit={onEdit} />}
      {results.length > FIRST && (
        <button type="button" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${results.length} results`}
        </button>
      )}
      <datalist id="units">
        {UNITS.map((u) => (
          <option key={u} value={u} />
        ))}
      </datalist>
    </section>
  );
}

function patientIdOf(subject: Subject): string {
  if (subject.kind !== 'request') return patientOf(subject.bundle)?.id ?? 'unknown';
  const { patientId } = subject.request.context;
  return typeof patientId === 'string' ? patientId : 'unknown';
}

function Row(props: { readonly result: ChartResult; readonly edit: Edit; readonly onChange: (edit: Edit) => void }) {
  const { result, edit, onChange } = props;
  const label = `${result.name}, ${result.date}`;
  const out = edit.left === 'out';
  return (
    <tr class={out ? 'out' : undefined}>
      <th scope="row">
        {result.name}
        {result.status !== 'final' && <span class="badge">{result.status}</span>}
      </th>
      <td>
        <input
          class={changed(edit.value, result.value)}
          aria-label={`Value of ${label}`}
          inputMode="decimal"
          value={edit.value ?? result.value}
          disabled={out}
          onInput={(e) => onChange({ value: e.currentTarget.value })}
        />
      </td>
      <td>
        <input
          class={changed(edit.unit, result.unit)}
          aria-label={`Unit of ${label}`}
          list="units"
          value={edit.unit ?? result.unit}
          disabled={out}
          onInput={(e) => onChange({ unit: e.currentTarget.value })}
        />
      </td>
      <td>
        <input
          class={changed(edit.date, result.date)}
          aria-label={`Date of ${label}`}
          placeholder="YYYY-MM-DD"
          size={10}
          value={edit.date ?? result.date}
          disabled={out}
          onInput={(e) => onChange({ date: e.currentTarget.value })}
        />
      </td>
      <td class="sent">
        <input
          type="checkbox"
          aria-label={`Send ${label}`}
          checked={!out}
          onChange={(e) => onChange({ left: e.currentTarget.checked ? 'in' : 'out' })}
        />
      </td>
    </tr>
  );
}

function changed(now: string | undefined, before: string): string | undefined {
  return now !== undefined && now !== before ? 'changed' : undefined;
}
