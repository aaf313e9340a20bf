// Whose chart: one of the synthetic patients with its story, or a request or Bundle brought along.
import { useEffect, useRef, useState } from 'preact/hooks';

import { call } from '../shared/api.ts';
import { OwnRequest } from './own-request.tsx';
import type { Chart } from './prefetch.ts';
import type { Subject } from './subject.ts';

export interface FixturePatient {
  readonly id: string;
  readonly story: string;
  /** Hooks in which the story is told. */
  readonly hooks: readonly string[];
  /** The contexts of its recorded calls, by hook. */
  readonly contexts: Readonly<Record<string, object>>;
}

/** Shown before anybody chooses: a number that means more than one thing. */
const OPENING = 'mm-iss3-egfr20';

/** The story's opening words name the patient; the rest is what is special. */
function Story({ patient }: { readonly patient: FixturePatient }) {
  const [opening, rest] = /^([^:]+):\s*(.+)$/s.exec(patient.story)?.slice(1) ?? [patient.story, ''];
  return (
    <span>
      <strong>{opening}</strong>
      <span class="story">{rest}</span>
      <code>{patient.id}</code>
    </span>
  );
}

interface Props {
  /** Undefined while they are being fetched. */
  readonly patients: readonly FixturePatient[] | undefined;
  readonly subject: Subject | undefined;
  /** A patient was picked and is being read. */
  readonly onOpening: () => void;
  readonly onChoose: (subject: Subject) => void;
}

/** A list of radio buttons, so the arrow keys walk through the patients, and a place to paste or drop. */
export function PatientChoice({ patients, subject, onOpening, onChoose }: Props) {
  const [filter, setFilter] = useState('');
  const [failed, setFailed] = useState<string>();
  const words = filter.toLowerCase().split(/\s+/);
  const shown = (patients ?? []).filter((p) => words.every((w) => `${p.id} ${p.story}`.toLowerCase().includes(w)));
  const latest = useRef('');
  const [picked, setPicked] = useState<string>();
  const open = async (id: string) => {
    latest.current = id;
    setPicked(id);
    onOpening();
    try {
      const { body } = await call<Chart>(`/demo/patients/${encodeURIComponent(id)}`);
      // a slow answer for a patient already left behind is of no interest
      if (latest.current !== id) return;
      setFailed(undefined);
      const { hooks = [], contexts = {} } = patients?.find((p) => p.id === id) ?? {};
      onChoose({ kind: 'fixture', id, bundle: body, hooks, contexts });
    } catch (error) {
      setPicked(undefined);
      setFailed(`This patient could not be read. ${(error as Error).message}`);
    }
  };
  useEffect(() => {
    // an address can name the patient: for a bookmark, a colleague, a guide
    const asked = new URLSearchParams(location.search).get('patient');
    const opening = asked ?? (patients?.find((p) => p.id === OPENING) ?? patients?.[0])?.id;
    if (patients && opening && !subject && latest.current === '') void open(opening);
  }, [patients]);
  const chosen = subject?.kind === 'fixture' ? subject.id : undefined;
  const list = useRef<HTMLFieldSetElement>(null);
  useEffect(() => setPicked(undefined), [subject]);
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelector<HTMLElement>(':checked')?.closest<HTMLElement>('.patient');
    if (!box || !row) return;
    // within the list only: the page itself stays where it is
    const [top, bottom] = [row.offsetTop - box.offsetTop, row.offsetTop - box.offsetTop + row.offsetHeight];
    if (top < box.scrollTop || bottom > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
  }, [chosen, patients]);
  return (
    <section class="patients" aria-labelledby="patients-title">
      <h2 id="patients-title">Patient</h2>
      <OwnRequest onRead={onChoose} open={subject?.kind !== 'fixture' && subject !== undefined} />
      {patients?.length === 0 ? (
        <p class="notice">This server carries no demonstration patients. Paste or drop a request instead.</p>
      ) : (
        <>
          <label class="filter">
            <span class="visually-hidden">Filter the patients</span>
            <input
              type="search"
              placeholder={`Filter ${patients?.length ?? ''} synthetic patients`}
              value={filter}
              onInput={(e) => setFilter(e.currentTarget.value)}
            />
          </label>
          <fieldset class="patient-list" ref={list}>
            <legend class="visually-hidden">Synthetic patients</legend>
            {shown.map((p) => (
              <label key={p.id} class="patient">
                <input
                  type="radio"
                  name="patient"
                  value={p.id}
                  checked={p.id === (picked ?? chosen)}
                  onChange={() => void open(p.id)}
                />
                <Story patient={p} />
              </label>
            ))}
            {patients && shown.length === 0 && <p class="muted small">No patient has these words.</p>}
          </fieldset>
        </>
      )}
      {failed && (
        <p class="notice bad" role="alert">
          {failed}
        </p>
      )}
    </section>
  );
}
