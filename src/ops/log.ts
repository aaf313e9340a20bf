// Log lines: one JSON object an event, only fields that are on the list, never bodies, tokens or patient data.
import { destination, pino, stdTimeFunctions } from 'pino';
import { CdsProblem } from '../contracts/problems.ts';
import { traceIds } from './tracing.ts';

/** Fields a line may carry; anything else is dropped, so a careless caller cannot leak. */
const FIELDS = [
  'requestId',
  'service',
  'hook',
  'hookInstance',
  'version',
  'client',
  // of a refused call, where the site wants it: personal data
  'address',
  'status',
  'code',
  'ms',
  'cards',
  'withheld',
  'shadow',
  'outcome',
  'entries',
  'known',
  'faults',
  'foreign',
  // prefetch keys nobody asked for, as far as they are names
  'ignored',
  // codings of opened results that are none of ours; codes only, no text of the record
  'unrecognised',
  'kind',
  'count',
  'error',
  'url',
  'port',
  'auth',
  'store',
  // what the site has changed of the knowledge
  'site',
  'changes',
  'due',
  'signal',
  'worker',
  'pid',
  'workers',
  'server',
  'resourceType',
  'fault',
  // why a token was refused: claims and configuration, never the token
  'reason',
  'claim',
  'expected',
  'got',
  'iss',
  'kid',
  'alg',
  'jku',
  'exp',
  'iat',
  'nbf',
  'now',
  'toleranceSeconds',
  'expectedSeconds',
  'gotSeconds',
] as const;

type Field = (typeof FIELDS)[number];
const ALLOWED: ReadonlySet<string> = new Set(FIELDS);
export type LogFields = { readonly [F in Field]?: unknown };

export type LogLevelName = 'info' | 'warn' | 'error';

export interface Log {
  /** @param event what happened, as a noun phrase: `service invoked` */
  write(level: LogLevelName, event: string, fields: LogFields): void;
  /** Writes out what is still in memory; for the last moment of the process. */
  flush(): void;
}

/** Where lines go, one at a time, each with its newline. */
export interface LogDestination {
  write(line: string): void;
  flushSync?(): void;
}

const MAX_TEXT = 300;
/** A write to standard output for each call would cost more than the call's own bookkeeping. */
const BUFFER_BYTES = 15_000;
const FLUSH_MS = 100;
/** What the system writes to a pipe in one piece: lines of several processes would run into each other beyond it. */
const WHOLE_BYTES = 4_096;

/** Standard output, in blocks. @param shared other processes write to it too */
export function standardOutput(shared: boolean): LogDestination {
  const block = shared ? { minLength: WHOLE_BYTES / 2, maxWrite: WHOLE_BYTES } : { minLength: BUFFER_BYTES };
  return destination({ dest: 1, sync: false, periodicFlush: FLUSH_MS, ...block });
}

/**
 * @param level the least severe that is written, or `silent`
 * @param to standard output when absent; what waits is written out when the process ends
 * @param worker its number stands in every line
 */
export function createLog(level: string, to: LogDestination = standardOutput(false), worker?: number): Log {
  const formatters = { level: (label: string) => ({ level: label }) };
  const logger = pino(
    { level, base: worker === undefined ? null : { worker }, timestamp: stdTimeFunctions.isoTime, formatters },
    to,
  );
  return {
    write(severity, event, fields) {
      if (logger.isLevelEnabled(severity)) logger[severity]({ event, ...listed(fields), ...traceIds() });
    },
    flush: () => to.flushSync?.(),
  };
}

function listed(fields: LogFields): LogFields {
  const line: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (ALLOWED.has(name)) line[name] = clip(value);
  return line;
}

/** An error as the log may have it: never its message, which may quote a URL, a patient or a token. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status, statusCode } = error as { code?: unknown; status?: unknown; statusCode?: unknown };
  const problem = error instanceof CdsProblem;
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof (status ?? statusCode) === 'number' && { status: status ?? statusCode }),
    // frames tell where; the first lines of a stack repeat the message
    ...(!problem && {
      at: (error.stack ?? '')
        .split('\n')
        .filter((l) => /^\s+at /.test(l))
        .slice(0, 8)
        .map((l) => l.trim()),
    }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function clip(value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
}
