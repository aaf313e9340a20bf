// The visitor's own request or Bundle: paste, drop or open a hook request or a FHIR Bundle.
import { useState } from 'preact/hooks';

import type { Subject } from './subject.ts';
import { readPasted } from './pasted.ts';

interface Props {
  readonly open: boolean;
  readonly onRead: (subject: Subject) => void;
}

/** Reads on every change; what cannot be read is said beneath, and the last good subject stays. */
export function OwnRequest({ open, onRead }: Props) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const take = (next: string) => {
    setText(next);
    if (next.trim() === '') return setProblem(undefined);
    const read = readPasted(next);
    if (read.kind === 'nothing') return setProblem(read.because);
    setProblem(undefined);
    return onRead(read);
  };
  const takeFile = async (file: File | undefined) => {
    if (file) take(await file.text());
  };
  return (
    <details class={over ? 'bring over' : 'bring'} open={open || undefined}>
      <summary>Bring your own request or Bundle</summary>
      <div
        class="drop"
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          void takeFile(e.dataTransfer?.files[0]);
        }}
      >
        <label>
          <span class="small muted">
            Paste a hook request, a curl command or a FHIR Bundle, or drop a file here. It goes to this server only.
          </span>
          <textarea
            rows={5}
            spellcheck={false}
            class="mono"
            value={text}
            onInput={(e) => take(e.currentTarget.value)}
            aria-describedby={problem ? 'bring-problem' : undefined}
            aria-invalid={problem ? true : undefined}
          />
        </label>
        <label class="small">
          <span class="visually-hidden">Open a JSON file</span>
          <input
            type="file"
            accept="application/json,.json"
            onChange={(e) => void takeFile(e.currentTarget.files?.[0])}
          />
        </label>
        <p id="bring-problem" class={problem ? 'notice bad small' : 'visually-hidden'} role="status">
          {problem}
        </p>
      </div>
    </details>
  );
}
