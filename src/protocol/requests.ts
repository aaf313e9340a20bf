// Request validation: the schema of a hook call, strict where we depend on a field and lenient elsewhere.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { HookName } from '../contracts/hooks.ts';
import { isObject } from '../contracts/json.ts';
import { CdsProblem } from '../contracts/problems.ts';

/** A hook call after its check. */
export interface HookRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly fhirServer?: string | null;
  readonly fhirAuthorization?: { readonly access_token: string; readonly patient?: string | null } | null;
  readonly prefetch?: Readonly<Record<string, unknown>> | null;
  readonly context: {
    readonly patientId: string;
    readonly userId: string;
    readonly encounterId?: string | null;
    readonly draftOrders?: unknown;
    readonly selections?: readonly string[];
    readonly results?: unknown;
  };
  readonly extension?: unknown;
}

/** @throws CdsProblem `wrong-hook` or `invalid-request`, naming the field */
export type RequestCheck = (body: unknown, wireHook: string) => HookRequest;

// also keeps path segments (`..`, `a/b`) out of FHIR queries; some servers' ids are longer than FHIR's 64
const LOGICAL_ID = { type: 'string', pattern: String.raw`^(?!\.{1,2}$)[A-Za-z0-9\-._]{1,255}$` };
const UUID = {
  type: 'string',
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
};
const REFERENCE = { type: 'string', minLength: 1, maxLength: 2048 };
const ENCOUNTER = { type: ['string', 'null'], maxLength: 255 };

// Bundle.type is not asked for: the public test EHR leaves it out
const BUNDLE = {
  type: 'object',
  required: ['resourceType'],
  properties: { resourceType: { const: 'Bundle' }, entry: { type: ['array', 'null'] } },
};

const CONTEXT = {
  'patient-view': { required: [], properties: {} },
  'result-view': { required: [], properties: { results: { type: ['object', 'array', 'null'] } } },
  'order-sign': { required: ['draftOrders'], properties: { draftOrders: BUNDLE } },
  'order-select': {
    required: ['selections', 'draftOrders'],
    properties: { draftOrders: BUNDLE, selections: { type: 'array', items: { type: 'string' } } },
  },
} satisfies Record<HookName, object>;

/** JSON Schema of a call of this hook, less the name on the wire, which a site may change. */
export function hookRequestSchema(hook: HookName): object {
  return {
    type: 'object',
    required: ['hookInstance', 'context'],
    properties: {
      hookInstance: UUID,
      fhirServer: { type: ['string', 'null'], maxLength: 2048 },
      fhirAuthorization: {
        type: ['object', 'null'],
        required: ['access_token'],
        // printable ASCII only: the token becomes a header
        properties: {
          access_token: { type: 'string', pattern: '^[\\x21-\\x7e]+$' },
          patient: { type: ['string', 'null'] },
        },
      },
      prefetch: { type: ['object', 'null'] },
      context: {
        type: 'object',
        required: ['userId', 'patientId', ...CONTEXT[hook].required],
        properties: { userId: REFERENCE, patientId: LOGICAL_ID, encounterId: ENCOUNTER, ...CONTEXT[hook].properties },
      },
    },
  };
}

// that these are schemas is tested, not found out again at each start
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, validateSchema: false });

/** The check for one hook, compiled. */
export function compileHookRequest(hook: HookName): RequestCheck {
  const validate: ValidateFunction = ajv.compile(hookRequestSchema(hook));
  return (body, wireHook) => {
    const named: unknown = isObject(body) ? body['hook'] : undefined;
    if (!isObject(body)) throw invalid('the body must be a JSON object', '$this');
    if (typeof named !== 'string') throw invalid(`hook: must be the string "${wireHook}"`, 'hook');
    if (named !== wireHook) {
      throw new CdsProblem('wrong-hook', { detail: `this service answers the hook ${wireHook}`, expression: 'hook' });
    }
    if (!validate(body)) throw invalidField(validate.errors?.[0]);
    return body as unknown as HookRequest;
  };
}

/** The caller reads which field and what was expected, in words; never what was sent. */
function invalidField(error: ErrorObject | undefined): CdsProblem {
  const missing = error?.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  const path = [...(error?.instancePath ?? '').split('/').slice(1), ...(missing ? [missing] : [])].join('.');
  return invalid(`${path}: ${missing ? 'is required' : expected(path, error)}`, path);
}

/** Where a field must look a certain way. */
const LOOKS: Readonly<Record<string, string>> = {
  hookInstance: 'must be a UUID: 32 hexadecimal digits, parted by hyphens 8-4-4-4-12',
  'context.patientId':
    'must be the id alone, without "Patient/" in front: letters, digits, "-", "." and "_", 255 characters at most',
  'fhirAuthorization.access_token': 'must be the bare token, without spaces or line breaks',
};

function expected(path: string, error: ErrorObject | undefined): string {
  switch (error?.keyword) {
    case 'pattern':
      return LOOKS[path] ?? 'is not in the form it must have';
    case 'type':
      return `must be ${[error.params['type']].flat().map(asWord).join(' or ')}`;
    case 'const':
      return `must be "${error.params['allowedValue']}"`;
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must have ${error.params['limit']} characters at most`;
    case undefined:
    default:
      return 'is not as the hook demands';
  }
}

function asWord(type: unknown): string {
  if (type === 'null') return 'null';
  return `${type === 'object' || type === 'array' ? 'an' : 'a'} ${String(type)}`;
}

function invalid(detail: string, expression: string): CdsProblem {
  return new CdsProblem('invalid-request', { detail, expression });
}
