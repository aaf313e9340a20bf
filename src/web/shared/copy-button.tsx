// A button that copies a text and says so, to eyes and ears.
import { useState } from 'preact/hooks';

/** Copies `text`; the label gives way to "Copied" without moving anything. */
export function CopyButton({ text, label }: { readonly text: string | (() => string); readonly label: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(typeof text === 'string' ? text : text());
    setDone(true);
    setTimeout(() => setDone(false), 1600);
  };
  return (
    <button type="button" class="copy" onClick={() => void copy()}>
      {done ? '✓ Copied' : label}
      <span class="visually-hidden" role="status">
        {done ? 'Copied to the clipboard' : ''}
      </span>
    </button>
  );
}

async function copyText(text: string): Promise<void> {
  // the clipboard API is absent on plain http outside loopback
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
