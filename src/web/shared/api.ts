// JSON over HTTP for the pages: the answer, or what the server said was wrong.

export interface Exchange<T = unknown> {
  readonly status: number;
  readonly ms: number;
  readonly body: T;
}

/** The server answered, and the answer was no. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(outcomeText(body) ?? `The server answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

/** GET, or POST when a body is given; throws ApiError for a status outside 2xx. */
export async function call<T>(
  url: string,
  options: {
    readonly body?: unknown;
    readonly token?: string;
    readonly signal?: AbortSignal;
    /** It goes on when the page is left. */
    readonly keepalive?: boolean;
  } = {},
): Promise<Exchange<T>> {
  const { body, token, signal, keepalive } = options;
  const started = performance.now();
  const answer = await fetch(url, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(signal && { signal }),
    ...(keepalive && { keepalive }),
  });
  const text = await answer.text();
  const ms = performance.now() - started;
  const parsed = parse(text);
  if (!answer.ok) throw new ApiError(answer.status, parsed);
  return { status: answer.status, ms, body: parsed as T };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The sentence of an OperationOutcome, when the body is one. */
function outcomeText(body: unknown): string | undefined {
  const issue = (body as Partial<fhir4.OperationOutcome> | undefined)?.issue?.[0];
  return issue?.details?.text ?? issue?.diagnostics;
}
