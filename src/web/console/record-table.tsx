// The record beside its numbers, open to change: sex, birth date, diagnoses, drugs, procedures, findings.
import { useMemo } from 'preact/hooks';

import type { Entry } from './entries.ts';
import { entriesIn } from './entries.ts';
import { resourcesIn } from './resources.ts';
import type { Edit, Edits } from './results.ts';

interface Props {
  readonly json: unknown;
  readonly edits: Edits;
  readonly onEdit: (edits: Edits) => void;
}

/** Each entry can be left out; a finding can say the opposite. */
export function RecordTable({ json, edits, onEdit }: Props) {
  const entries = useMemo(() => entriesIn(json), [json]);
  const patient = useMemo(
    () => [...resourcesIn(json)].map(([, r]) => r).find((r): r is fhir4.Patient => r.resourceType === 'Patient'),
    [json],
  );
  const change = (key: string, edit: Edit) => onEdit({ ...edits, [key]: { ...edits[key], ...edit } });
  const own = edits['Patient'] ?? {};
  if (entries.length === 0 && !patient) return null;
  return (
    <details class="record">
      <summary>Patient, diagnoses, drugs, findings</summary>
      {patient && (
        <div class="row person">
          <label>
            <span class="small muted">Sex</span>
            <select
              value={own.value ?? patient.gender ?? ''}
              onChange={(e) => change('Patient', { value: e.currentTarget.value })}
            >
              <option value="female">female</option>
              <option value="male">male</option>
              <option value="unknown">unknown</option>
              <option value="">not on record</option>
            </select>
          </label>
          <label>
            <span class="small muted">Born</span>
            <input
              size={10}
              placeholder="YYYY-MM-DD"
              value={own.date ?? patient.birthDate ?? ''}
              onInput={(e) => change('Patient', { date: e.currentTarget.value })}
            />
          </label>
        </div>
      )}
      <ul class="plain entries">
        {entries.map((entry) => (
          <Row key={entry.key} entry={entry} edit={edits[entry.key] ?? {}} onChange={(e) => change(entry.key, e)} />
        ))}
      </ul>
    </details>
  );
}

function Row(props: { readonly entry: Entry; readonly edit: Edit; readonly onChange: (edit: Edit) => void }) {
  const { entry, edit, onChange } = props;
  const out = edit.left === 'out';
  return (
    <li class={out ? 'out' : undefined}>
      <label>
        <input
          type="checkbox"
          checked={!out}
          onChange={(e) => onChange({ left: e.currentTarget.checked ? 'in' : 'out' })}
        />
        <span>
          <span class="small muted">{entry.kind}</span> {entry.name} <span class="muted">{entry.date}</span>
        </span>
      </label>
      {entry.found && (
        <select
          aria-label={`${entry.name}, ${entry.date}`}
          disabled={out}
          value={edit.value ?? entry.found}
          onChange={(e) => onChange({ value: e.currentTarget.value })}
        >
          <option value="present">present</option>
          <option value="absent">absent</option>
        </select>
      )}
    </li>
  );
}
