// A name that tells its definition when it is pressed: a small box, closed by Escape or a press elsewhere.
import { useId } from 'preact/hooks';

import { DEFINITIONS, type Defined } from './definitions.ts';

/** @param children the name as it stands here; that of the definition, if absent */
export function Term({ of, children }: { readonly of: Defined; readonly children?: string | undefined }) {
  const id = useId();
  const { name, says } = DEFINITIONS[of];
  return (
    <>
      <button type="button" class="term" popovertarget={id} title="What this is">
        {children ?? name}
      </button>
      <span id={id} popover="auto" class="definition" role="note">
        <strong>{name}.</strong> {says}
      </span>
    </>
  );
}
