// The environment variables, each checked on its own.

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Environment {
  readonly port: number;
  readonly host?: string;
  readonly dataDir: string;
  /** PostgreSQL; undefined for the embedded store. */
  readonly databaseUrl?: string;
  readonly logLevel: LogLevel;
}

/** Reads what is set; every fault is added to `faults` under the variable's name. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>, faults: string[]): Environment {
  const { HOST: host, DATABASE_URL: databaseUrl, LOG_LEVEL: level = 'info', PORT: portText = '3000' } = env;
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN;
  if (!(port <= 65_535)) faults.push('PORT: must be an integer from 0 to 65535');
  if (host !== undefined && !/^[A-Za-z0-9.:_-]+$/.test(host)) faults.push('HOST: must be a host name or an address');
  if (databaseUrl) faults.push(...databaseFaults(databaseUrl));
  if (!isLogLevel(level)) faults.push(`LOG_LEVEL: must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    port,
    ...(host && { host }),
    dataDir: env['CLEARSTAGE_DATA_DIR'] || 'data',
    ...(databaseUrl && { databaseUrl }),
    logLevel: isLogLevel(level) ? level : 'info',
  };
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
