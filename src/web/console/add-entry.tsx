// Adds to the chart what is not on it: a number, a diagnosis, a drug, a procedure, a FISH result.
import { useState } from 'preact/hooks';

import { ADDABLE, hasPlaceFor, toResource, type Addable, type AdditionKind } from './additions.ts';
import type { Edits } from './results.ts';
import { isoDay } from '../../clinical/quantities/time.ts';

const KINDS: readonly AdditionKind[] = ['Number', 'Diagnosis', 'Drug', 'Procedure', 'FISH'];

interface Props {
  readonly json: unknown;
  readonly patientId: string;
  readonly edits: Edits;
  readonly onEdit: (edits: Edits) => void;
}

export function AddEntry({ json, patientId, edits, onEdit }: Props) {
  const [at, setAt] = useState(0);
  const [told, setTold] = useState('');
  const what = ADDABLE[at];
  if (!what) return null;
  const add = (form: HTMLFormElement) => {
    const given = new FormData(form);
    const of = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    const addition = { what, value: of('value'), unit: of('unit'), date: of('date') };
    const n = Object.keys(edits).filter((key) => key.startsWith('added-')).length + 1;
    const resource = toResource(addition, patientId, `added-${n}`);
    if (!hasPlaceFor(json, resource.resourceType)) {
      setTold(`This request holds no list of ${resource.resourceType} resources to add to.`);
      return;
    }
    setTold(`Added: ${what.name}.`);
    onEdit({ ...edits, [`added-${n}`]: { added: resource } });
  };
  return (
    <details class="record">
      <summary>Add to the chart</summary>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          add(event.currentTarget);
        }}
      >
        <label>
          <span class="small muted">What</span>
          <select value={at} onChange={(e) => setAt(Number(e.currentTarget.value))}>
            {KINDS.map((kind) => (
              <optgroup key={kind} label={kind}>
                {ADDABLE.map((a, i) =>
                  a.kind === kind ? (
                    <option key={a.name} value={i}>
                      {a.name}
                    </option>
                  ) : null,
                )}
              </optgroup>
            ))}
          </select>
        </label>
        <ValueFields key={at} what={what} />
        <label>
          <span class="small muted">{what.kind === 'Number' || what.kind === 'FISH' ? 'Taken' : 'Since'}</span>
          <input
            name="date"
            size={10}
            required
            pattern="\d{4}(-\d\d(-\d\d)?)?"
            placeholder="YYYY-MM-DD"
            defaultValue={isoDay(Date.now())}
          />
        </label>
        <button type="submit">Add</button>
      </form>
      <p class="small muted" role="status">
        {told}
      </p>
    </details>
  );
}

function ValueFields({ what }: { readonly what: Addable }) {
  if (what.unit !== undefined) {
    return (
      <>
        <label>
          <span class="small muted">Value</span>
          <input name="value" size={7} inputMode="decimal" required />
        </label>
        <label>
          <span class="small muted">Unit</span>
          <input name="unit" size={9} list="units" defaultValue={what.unit} />
        </label>
      </>
    );
  }
  if (what.kind !== 'FISH') return null;
  return (
    <label>
      <span class="small muted">Found</span>
      <select name="value">
        <option value="present">present</option>
        <option value="absent">absent</option>
      </select>
    </label>
  );
}
