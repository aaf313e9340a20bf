// Who calls, for the insights: what stands where the client's configuration says, under the name it gives it.
import type { CallerGroup, GroupSource, TrustedClient } from '../contracts/ports.ts';

/**
 * Only names of the configuration leave here: what it does not name stays in the call.
 *
 * @param body of the call, checked
 */
export function callerGroup(body: unknown, sources: TrustedClient['insights']): CallerGroup {
  if (!sources) return {};
  const role = nameOf(body, sources.role);
  const department = nameOf(body, sources.department);
  return { ...(role !== undefined && { role }), ...(department !== undefined && { department }) };
}

function nameOf(body: unknown, source: GroupSource | undefined): string | undefined {
  if (!source) return undefined;
  const found = pointedAt(body, source.at);
  return typeof found === 'string' && Object.hasOwn(source.names, found) ? source.names[found] : undefined;
}

/** @source https://www.rfc-editor.org/rfc/rfc6901#section-4 */
function pointedAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key) as unknown;
  }
  return at;
}
