// A database's fault as the log may have it: its code and what that means in words, never its message.

/** The driver's code of a fault; never its message, which may quote a row. */
export function faultCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/** Is it the data that the database refuses, rather than the database that is away? */
export function isDataFault(error: unknown): boolean {
  return /^(22|23|54)|^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)|^ERR_INVALID_ARG_/.test(faultCode(error));
}

/** Does another process hold the embedded database's lock? Trying again is safe: nothing has been done. */
export function isLocked(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(faultCode(error));
}

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|ENOSPC|53100)/, 'the disk is full'],
  [/^(SQLITE_READONLY|EROFS|25006)/, 'the database is read-only'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another process holds the lock of the database'],
  [/^SQLITE_IOERR/, 'the disk cannot be read or written'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'the database file is damaged'],
  [/^SQLITE_CANTOPEN/, 'the database file cannot be opened'],
  [/^(SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)|22|23|54|ERR_INVALID_ARG_)/, 'the database refuses the row'],
  [/^28/, 'the database refuses the user or the password'],
  [/^3D000/, 'there is no such database'],
  [/^42501/, 'the user lacks a right in the database'],
  [/^53300/, 'the database takes no more connections'],
  [/^(57P0|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_)/, 'the database cannot be reached'],
  [/^(57014|ETIMEDOUT|unknown)/, 'the database does not answer'],
];

/** What an operator is told: `the disk is full`. */
export function faultMeaning(error: unknown): string {
  const code = faultCode(error);
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? 'the database has a fault';
}
