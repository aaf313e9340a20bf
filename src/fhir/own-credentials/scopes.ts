// SMART scopes of a system: what is asked for, and what was granted.

/** Patient is read by its id; everything else is searched for by patient. */
const READ_BY_ID = 'Patient';

/**
 * @param v2 does the server know `permission-v2`?
 * @source https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
 */
export function scopesFor(types: readonly string[], v2: boolean): string {
  return types.map((type) => `system/${type}.${v2 ? (type === READ_BY_ID ? 'r' : 'rs') : 'read'}`).join(' ');
}

const SCOPE = /^system\/(\*|[A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)$/;

/**
 * Does the answer's `scope` let us read resources of a type as we do? Without one, nothing is granted; a scope with a
 * query (`?category=…`) lets through only some of what a search asks for, so that its answer would prove no absence: it
 * does not count.
 */
export function grants(scope: string | undefined, type: string): boolean {
  return (scope ?? '').split(' ').some((text) => {
    const [, of, rights = ''] = SCOPE.exec(text) ?? [];
    if (of !== '*' && of !== type) return false;
    if (rights === 'read' || rights === '*') return true;
    return rights !== 'write' && rights.includes(type === READ_BY_ID ? 'r' : 's');
  });
}
