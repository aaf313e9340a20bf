// Which part of the population a patient belongs to: by a hash of the id, the same on every machine and in every order.

/** One more than the largest hash. */
export const HASHES = 2 ** 32;

/** FNV-1a, its bits stirred once more, because neighbouring ids must not lie together. @returns 0 … 2³² − 1 */
export function patientHash(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Which of `parts` equal stretches of the hashes, counted from 0. */
export function partOf(hash: number, parts: number): number {
  return Math.floor((hash * parts) / HASHES);
}

/** The order of patients everywhere: of their hashes, so that parts one after the other are in order too. */
export function byHash(a: string, b: string): number {
  return patientHash(a) - patientHash(b) || (a < b ? -1 : a > b ? 1 : 0);
}
