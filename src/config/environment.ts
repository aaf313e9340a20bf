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
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) faults.push('DATABASE_URL: must begin with postgres://');
  if (!isLogLevel(level)) faults.push(`LOG_LEVEL: must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    port,
    ...(host && { host }),
    dataDir: env['CLEARSTAGE_DATA_DIR'] || 'data',
    ...(databaseUrl && { databaseUrl }),
    logLevel: isLogLevel(level) ? level : 'info',
  };
}

function isLogLevel(level: string): level is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(level);
}
