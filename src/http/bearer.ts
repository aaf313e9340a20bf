// Compares a bearer token with the configured one, in a time that tells nothing about either.
import { createHash, timingSafeEqual } from 'node:crypto';

export function isBearer(authorization: string | undefined, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
