// What somebody pasted or dropped: a hook request, a patient's Bundle, or neither and why.
import type { Chart } from './prefetch.ts';
import type { HookRequest } from './request.ts';

export type Pasted =
  | { readonly kind: 'request'; readonly request: HookRequest }
  | { readonly kind: 'bundle'; readonly bundle: Chart }
  | { readonly kind: 'nothing'; readonly because: string };

/** Reads the text; never throws. */
export function readPasted(text: string): Pasted {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { kind: 'nothing', because: `This is not JSON: ${(error as Error).message}` };
  }
  const record = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (record['resourceType'] === 'Bundle') return { kind: 'bundle', bundle: json as Chart };
  if (typeof record['hook'] === 'string') return { kind: 'request', request: json as HookRequest };
  return {
    kind: 'nothing',
    because: 'This is JSON, but neither a hook request (no "hook") nor a FHIR Bundle ("resourceType": "Bundle").',
  };
}
