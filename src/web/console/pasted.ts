// What somebody pasted or dropped: a hook request, a patient's Bundle, or neither and why.
import { isObject, type JsonObject } from '../../contracts/json.ts';
import { bodyOfCurl, isCurl } from './from-curl.ts';
import type { Chart } from './prefetch.ts';
import type { HookRequest } from './request.ts';

export type Pasted =
  | { readonly kind: 'request'; readonly request: HookRequest }
  | { readonly kind: 'bundle'; readonly bundle: Chart }
  | { readonly kind: 'nothing'; readonly because: string };

/** Reads the text; never throws. What is at fault is told, by its name. */
export function readPasted(text: string): Pasted {
  const curl = isCurl(text);
  const body = curl ? bodyOfCurl(text) : text;
  if (body === undefined) return nothing('This curl command carries no body that can be read here (-d or --data).');
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    return nothing(`This is not JSON${curl ? ' in the body of curl' : ''}: ${(error as Error).message}`);
  }
  const record = isObject(json) ? json : {};
  if (record['resourceType'] === 'Bundle') return readBundle(record);
  if (typeof record['resourceType'] === 'string')
    return nothing(`This is a ${record['resourceType']}, but neither a hook request nor a FHIR Bundle.`);
  if (typeof record['hook'] !== 'string')
    return nothing(
      'This is JSON, but neither a hook request (no "hook") nor a FHIR Bundle ("resourceType": "Bundle").',
    );
  const { context } = record;
  if (!isObject(context)) return nothing('This hook request has no "context": patientId and userId belong there.');
  if (typeof context['patientId'] !== 'string') return nothing('"context.patientId" is missing or no text.');
  return { kind: 'request', request: json as HookRequest };
}

function readBundle(bundle: JsonObject): Pasted {
  const entries = bundle['entry'];
  if (!Array.isArray(entries)) return nothing('This Bundle has no "entry": there is nothing in it.');
  const types = entries.map((e: unknown) => typeOf(e));
  const without = types.findIndex((type) => typeof type !== 'string');
  if (without >= 0) return nothing(`entry[${without}] of this Bundle carries no resource.`);
  if (!types.includes('Patient')) return nothing('This Bundle holds no Patient: whose results are these?');
  return { kind: 'bundle', bundle: bundle as unknown as Chart };
}

function nothing(because: string): Pasted {
  return { kind: 'nothing', because };
}

function typeOf(entry: unknown): unknown {
  const resource = isObject(entry) ? entry['resource'] : undefined;
  return isObject(resource) ? resource['resourceType'] : undefined;
}
