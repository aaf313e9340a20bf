// The closed set of errors a caller can meet: code → HTTP status, and the rule each one enforces.

const PROBLEMS = {
  'not-json': [400, 'structure', 'https://cds-hooks.hl7.org/#use-of-json'],
  'too-deep': [400, 'structure', 'https://cds-hooks.hl7.org/#use-of-json'],
  'invalid-request': [400, 'invalid', 'https://cds-hooks.hl7.org/#calling-a-cds-service'],
  'wrong-hook': [400, 'invalid', 'https://cds-hooks.hl7.org/#calling-a-cds-service'],
  'wrong-patient': [400, 'invalid', 'https://cds-hooks.hl7.org/#passing-the-access-token-to-the-cds-service'],
  'invalid-feedback': [400, 'invalid', 'https://cds-hooks.hl7.org/#feedback'],
  unauthorized: [401, 'login', 'https://cds-hooks.hl7.org/#trusting-cds-clients'],
  forbidden: [403, 'forbidden', 'https://cds-hooks.hl7.org/#trusting-cds-clients'],
  'unknown-service': [404, 'not-found', 'https://cds-hooks.hl7.org/#discovery'],
  'unknown-path': [404, 'not-found', undefined],
  'wrong-method': [405, 'not-supported', 'https://cds-hooks.hl7.org/#calling-a-cds-service'],
  'request-timeout': [408, 'timeout', undefined],
  'prefetch-unresolvable': [412, 'incomplete', 'https://cds-hooks.hl7.org/#http-status-codes'],
  'too-large': [413, 'too-long', undefined],
  'unsupported-encoding': [415, 'not-supported', 'https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3'],
  'wrong-content-type': [415, 'not-supported', 'https://cds-hooks.hl7.org/#use-of-json'],
  'caller-gone': [499, 'transient', undefined],
  'configuration-refused': [422, 'invalid', undefined],
  'too-many-requests': [429, 'throttled', undefined],
  'internal-error': [500, 'exception', undefined],
  overloaded: [503, 'throttled', undefined],
  unavailable: [503, 'transient', undefined],
} as const satisfies Record<string, readonly [number, string, string | undefined]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemDetails {
  /** What was found, what was expected; goes to the caller, so never patient data or secrets. */
  readonly detail: string;
  /** FHIRPath-like place in the request: `context.patientId`. */
  readonly expression?: string | readonly string[];
  /** For the operator's log only: what was expected and what came; never tokens or patient data. */
  readonly log?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A fault with a place in the protocol; everything else that is thrown is a bug and becomes a 500. */
export class CdsProblem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails) {
    super(`${code}: ${details.detail}`, { cause: details.cause });
    this.name = 'CdsProblem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}

/** Nobody hears the answer: there need be none. */
export function callerGone(cause?: unknown): CdsProblem {
  return new CdsProblem('caller-gone', { detail: 'the caller went away', cause });
}

/** The OperationOutcome a caller gets. @source https://cds-hooks.hl7.org/#returning-operationoutcome */
export function toOperationOutcome(problem: CdsProblem, requestId?: string): fhir4.OperationOutcome {
  const [, issueCode, specReference] = PROBLEMS[problem.code];
  const { detail, expression } = problem.details;
  const diagnostics = [specReference && `Rule: ${specReference}`, requestId && `Request id: ${requestId}`].filter(
    Boolean,
  );
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: problem.status >= 500 ? 'fatal' : 'error',
        code: issueCode,
        details: {
          coding: [{ system: 'https://clearstage.org/CodeSystem/problem', code: problem.code }],
          text: detail,
        },
        ...(diagnostics.length > 0 && { diagnostics: diagnostics.join('. ') }),
        ...(expression && { expression: typeof expression === 'string' ? [expression] : [...expression] }),
      },
    ],
  };
}
