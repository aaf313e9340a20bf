// The environment variables, each checked on its own.
import { availableParallelism } from 'node:os';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Environment {
  readonly port: number;
  /** Where metrics and health are served apart from hooks. */
  readonly metricsPort?: number;
  readonly host?: string;
  readonly dataDir: string;
  /** PostgreSQL; undefined for the embedded store. */
  readonly databaseUrl?: string;
  readonly logLevel: LogLevel;
  /** Processes that answer calls. */
  readonly workers: number;
}

/** Reads what is set; every fault begins with the variable's name. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): {
  readonly environment: Environment;
  readonly faults: readonly string[];
} {
  const { HOST: host, DATABASE_URL: databaseUrl, LOG_LEVEL: level = 'info', PORT: portText = '3000' } = env;
  const port = portOf(portText);
  const metricsPort = env['METRICS_PORT'] ? portOf(env['METRICS_PORT']) : undefined;
  const workers = workersOf(env['CLEARSTAGE_WORKERS'] || '1');
  const isHost = host === undefined || /^[A-Za-z0-9.:_-]+$/.test(host);
  const faults = [
    ...(port <= 65_535 ? [] : ['PORT: must be an integer from 0 to 65535']),
    ...((metricsPort ?? 0) <= 65_535 ? [] : ['METRICS_PORT: must be an integer from 0 to 65535']),
    ...(metricsPort === port && port !== 0 ? ['METRICS_PORT: is PORT already'] : []),
    ...(isHost ? [] : ['HOST: must be a host name or an address']),
    ...(databaseUrl ? databaseFaults(databaseUrl) : []),
    ...(workers <= MOST_WORKERS ? [] : [`CLEARSTAGE_WORKERS: must be an integer from 1 to ${MOST_WORKERS}, or auto`]),
    ...(isLogLevel(level) ? [] : [`LOG_LEVEL: must be one of ${LOG_LEVELS.join(', ')}`]),
  ];
  const environment: Environment = {
    port,
    ...(metricsPort !== undefined && { metricsPort }),
    ...(host && { host }),
    dataDir: env['CLEARSTAGE_DATA_DIR'] || 'data',
    ...(databaseUrl && { databaseUrl }),
    logLevel: isLogLevel(level) ? level : 'info',
    workers,
  };
  return { environment, faults };
}

/** More than any machine this was tried on; a slip of the finger must not fork without end. */
const MOST_WORKERS = 64;

/** NaN for what is no number of workers. */
function workersOf(text: string): number {
  if (text === 'auto') return Math.min(MOST_WORKERS, availableParallelism());
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Number.NaN;
}

/** NaN for what is no port. */
function portOf(text: string): number {
  return /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
}

/** Never the URL itself: it holds a password. */
function databaseFaults(text: string): readonly string[] {
  if (!/^postgres(ql)?:\/\//.test(text)) return ['DATABASE_URL: must begin with postgres://'];
  const unreadable = [
    'DATABASE_URL: cannot be read as postgres://user:password@host:port/database; in the password /, ?, #, @ and % are written as %2F, %3F, %23, %40 and %25',
  ];
  if (!URL.canParse(text)) return unreadable;
  const { username, password, pathname, hash } = new URL(text);
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
  } catch {
    return unreadable;
  }
  return hash === '' ? [] : unreadable;
}

function isLogLevel(level: string): level is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(level);
}
