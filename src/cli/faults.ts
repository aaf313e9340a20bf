// What a command could not do, in words: the system's error codes are nobody's language.

const WORDS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no ${path}`,
  EISDIR: (path) => `${path} is a folder, where a file is expected`,
  ENOTDIR: (path) => `${path} lies in something that is no folder`,
  EACCES: (path) => `${path} may not be read or written by this user`,
  EPERM: (path) => `${path} may not be changed by this user`,
  EEXIST: (path) => `${path} exists already`,
  ENOSPC: (path) => `the disk is full: ${path} could not be written`,
  EROFS: (path) => `${path} lies on a disk that cannot be written`,
  EMFILE: (path) => `too many files are open to open ${path}, too`,
};

/** One line for standard error. */
export function faultInWords(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const words = code === undefined ? undefined : WORDS[code];
  // the system names no path when it finds a folder only as it reads
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'what was named';
  return words ? words(path) : String(error.message);
}
